import { activations } from "../../engine/activations.ts";
import { saturatedShare } from "../../engine/analysis/pre-activations.ts";
import { useApp } from "../shared/use-app.ts";
import { unitColumn } from "./layout.ts";
import type { Inputs } from "./use-inputs.ts";

interface Props {
  readonly inputs: Inputs;
  readonly hidden: readonly string[];
  readonly onToggle: (name: string, isShown: boolean) => void;
}

/** Which blocks' inputs are drawn, and how many of them are saturated: of all units, and of the pinned one. */
export function Shown({ inputs: { blocks, units, steps }, hidden, onToggle }: Props) {
  const unit = useApp((state) => state.unit);
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
          <small>unit {sayShare(saturatedShare(unitColumn(inputs, units, unit), activations[activation]))}</small>
          <b>{sayShare(saturatedShare(inputs, activations[activation]))}</b>
        </label>
      ))}
      <p className="activation-note">
        Saturated (σ &lt; 0.1 or &gt; 0.9, |tanh| &gt; 0.9) of unit {unit} and of all {units} × {steps} values: nearly no slope.
      </p>
    </section>
  );
}

function sayShare(share: number): string {
  return Number.isNaN(share) ? "" : `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
}
