import { activations } from "../../engine/activations.ts";
import { slopeProducts } from "../../engine/analysis/pre-activations.ts";
import { CellStrip, type Strip } from "../shared/cell-strip.tsx";
import { formatPowerOfTen } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import type { Inputs } from "./use-inputs.ts";

const functions = [
  { id: "sigmoid", name: "σ′", note: "at most 0.25 a word" },
  { id: "tanh", name: "tanh′", note: "at most 1 a word" },
  { id: "relu", name: "ReLU′", note: "0 or 1 a word" },
] as const;

/** Decades that the colours span. */
const DECADES = 8;

/** What the slopes alone leave of a gradient on its way back along the sentence, were each the function of the content. */
export function Vanishing({ inputs: { blocks, units } }: { readonly inputs: Inputs }) {
  const axis = useAxisGeometry();
  const last = useApp((state) => state.tokens.at(-1)?.text ?? "");
  const content = blocks.find(({ activation }) => activation === "tanh") ?? blocks.at(-1);
  if (content === undefined) return null;
  return (
    <section className="vanishing" aria-label="Product of the slopes">
      <h2 className="section-title">
        What the slopes leave
        <span className="descriptor">
          product of φ′ from “{last}” back, mean of {units} units, at the inputs of the {content.signal.label}
        </span>
      </h2>
      {functions.map(({ id, name, note }) => (
        <div key={id} className="gain-row" data-look="plain">
          <p className="gain-name">
            <b>{name}</b>
            <span>{note}</span>
          </p>
          <CellStrip cells={cellsOf(slopeProducts(content.inputs, units, activations[id].slope))} chart={{ axis }} />
        </div>
      ))}
      <p className="activation-note">
        Slopes are one factor of a gradient; weights and gates are the others. What all of them do together stands in Gradients.
      </p>
    </section>
  );
}

function cellsOf(log10: Float64Array): readonly Strip[] {
  return Array.from(log10, (value) => ({
    look: "plain",
    text: formatPowerOfTen(value),
    depth: Math.max(0, Math.min(1, 1 + value / DECADES)),
  }));
}
