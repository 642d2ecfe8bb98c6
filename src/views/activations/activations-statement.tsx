import { activations } from "../../engine/activations.ts";
import { keepingGate } from "../../engine/analysis/half-life.ts";
import { saturatedShare } from "../../engine/analysis/pre-activations.ts";
import { Statement } from "../shared/statement.tsx";
import { sayShare } from "./shown.tsx";
import { type Inputs, useShownInputs } from "./use-inputs.ts";

/** How much of what the keeping gate is given lies where its function is flat. */
export function SaturationStatement() {
  const { inputs } = useShownInputs();
  return (
    <Statement
      view="Activations"
      title="Gates are squashed sums"
      line={inputs !== null && <Saturated inputs={inputs} />}
      note="Saturated: where the curve is flat, σ below 0.1 or above 0.9, tanh beyond ±0.9, nearly no gradient passes."
    />
  );
}

function Saturated({ inputs: { blocks, cell, units, steps } }: { readonly inputs: Inputs }) {
  const keeping = keepingGate({ layers: 1, signals: cell.signals, units });
  const block = blocks.find(({ signal }) => signal.name === keeping) ?? blocks[0];
  if (block === undefined) return null;
  const { signal, inputs, activation } = block;
  return (
    <>
      Over {steps} {steps === 1 ? "word" : "words"}{" "}
      <b data-hue={signal.hue}>{sayShare(saturatedShare(inputs, activations[activation]))}</b> of all values of the {signal.label}{" "}
      are saturated.
    </>
  );
}
