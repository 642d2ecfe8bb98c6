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
      <p className="shown-head" aria-hidden="true">
        saturated<small>unit {unit}</small>
        <span>all {units}</span>
      </p>
      {blocks.map(({ signal, activation, inputs }) => (
        <label key={signal.name} className="shown-block" data-hue={signal.hue}>
          <input
            type="checkbox"
            checked={!hidden.includes(signal.name)}
            aria-label={signal.label}
            onChange={(event) => onToggle(signal.name, event.target.checked)}
          />
          {signal.label}
          <small>
            <span className="visually-hidden">saturated in unit {unit}: </span>
            {sayShare(saturatedShare(unitColumn(inputs, units, unit), activations[activation]))}
          </small>
          <span className="visually-hidden">, in all units: </span>
          <b>{sayShare(saturatedShare(inputs, activations[activation]))}</b>
        </label>
      ))}
      <p className="activation-note">
        Saturated: the curve is flat there, nearly no gradient passes (σ below 0.1 or above 0.9, tanh beyond ±0.9). Share of the{" "}
        {steps} {steps === 1 ? "word" : "words"} of unit {unit}, and of all {units}.
      </p>
    </section>
  );
}

/** `61%`; below a tenth with one decimal; nothing for no share. */
export function sayShare(share: number): string {
  return Number.isNaN(share) ? "" : `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
}
