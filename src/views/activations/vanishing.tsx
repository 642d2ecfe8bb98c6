import { useMemo, useState } from "react";
import { activations } from "../../engine/activations.ts";
import { slopeProducts } from "../../engine/analysis/pre-activations.ts";
import { formatNorm } from "../shared/powers.ts";
import { SectionTitle } from "../shared/section-title.tsx";
import { typedWord } from "../shared/typed-word.ts";
import { useApp } from "../shared/use-app.ts";
import { unitColumn } from "./layout.ts";
import { LogChart, type LogLine } from "./log-chart.tsx";
import { TableButton } from "./table-button.tsx";
import type { Inputs } from "./use-inputs.ts";

const functions = [
  { id: "sigmoid", name: "σ′" },
  { id: "tanh", name: "tanh′" },
  { id: "relu", name: "ReLU′" },
] as const;

/** What the slopes alone leave of a gradient on its way back along the sentence, were each the function of the content. */
export function Vanishing({ inputs: { blocks, units } }: { readonly inputs: Inputs }) {
  const last = useApp((state) => typedWord(state, state.tokens.length));
  const unit = useApp((state) => state.unit);
  const [signal, setSignal] = useState<string | null>(null);
  const [isOne, setOne] = useState(false);
  const block =
    blocks.find((each) => each.signal.name === signal) ?? blocks.find(({ activation }) => activation === "tanh") ?? blocks.at(-1);
  const lines = useMemo(
    () =>
      functions.map(({ id, name }): LogLine => {
        const given = block?.inputs ?? new Float32Array(0);
        const { slope } = activations[id];
        const log10 = isOne ? slopeProducts(unitColumn(given, units, unit), 1, slope) : slopeProducts(given, units, slope);
        return { name, look: id, log10 };
      }),
    [block, units, unit, isOne],
  );
  if (block === undefined) return null;
  return (
    <section className="vanishing" aria-label="Product of the slopes">
      <SectionTitle
        descriptor={
          <>
            product of φ′ from “{last}” back to each word, {isOne ? `unit ${unit}` : `mean of ${units} units`}, at the inputs of
            the {block.signal.label}
          </>
        }
      >
        What the slopes leave
      </SectionTitle>
      <div className="swap-choices">
        {blocks.length > 1 && (
          <label>
            Inputs of
            <select value={block.signal.name} onChange={(event) => setSignal(event.target.value)}>
              {blocks.map((each) => (
                <option key={each.signal.name} value={each.signal.name}>
                  {each.signal.label}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className="segments" role="radiogroup" aria-label="Units">
          {[false, true].map((one) => (
            <label key={String(one)} className="segment" data-current={isOne === one || undefined}>
              <input type="radio" name="slope-units" checked={isOne === one} onChange={() => setOne(one)} />
              {one ? `Unit ${unit}` : "Mean of all"}
            </label>
          ))}
        </div>
      </div>
      <LogChart label="Product of the slopes" lines={lines}>
        <span>log scale, 1 at the last word</span>
        <TableButton
          title="Product of the slopes"
          columns={lines.map(({ name }) => name)}
          numbers={lines.map(({ log10 }) => log10)}
          print={formatNorm}
        />
      </LogChart>
      <p className="activation-note">
        A slope of σ is 0.25 at most, one of tanh 1, one of ReLU 0 or 1; where a line ends, every slope was 0. Slopes are one
        factor of a gradient, weights and gates are the others: what all of them do together stands in Gradients.
      </p>
    </section>
  );
}
