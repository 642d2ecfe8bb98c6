import { activations } from "../../engine/activations.ts";
import { saturatedShare } from "../../engine/analysis/pre-activations.ts";
import type { Inputs } from "./use-inputs.ts";

interface Props {
  readonly inputs: Inputs;
  readonly hidden: readonly string[];
  readonly onToggle: (name: string, isShown: boolean) => void;
}

/** Which blocks' inputs are drawn, and how many of them are saturated. */
export function Shown({ inputs: { blocks, units, steps }, hidden, onToggle }: Props) {
  return (
    <section className="shown-blocks" aria-label="Show on the curves">
      <h2 className="section-title">Show on the curves</h2>
      {blocks.map(({ signal, activation, inputs }) => (
        <label key={signal.name} className="shown-block" data-hue={signal.hue}>
          <input
            type="checkbox"
            checked={!hidden.includes(signal.name)}
            aria-label={signal.label}
            onChange={(event) => onToggle(signal.name, event.target.checked)}
          />
          {signal.label}
          <b>{sayShare(saturatedShare(inputs, activations[activation]))}</b>
        </label>
      ))}
      <p className="activation-note">
        Share of the {units} × {steps} values that are saturated (σ below 0.1 or above 0.9, |tanh| above 0.9): their slope is
        nearly zero.
      </p>
    </section>
  );
}

function sayShare(share: number): string {
  return Number.isNaN(share) ? "" : `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
}
