import { findCell } from "../../engine/cells/registry.ts";
import { useApp } from "../shared/use-app.ts";
import { GradientGrid } from "./gradient-grid.tsx";

/** ∂L/∂ any signal of the shown model, units × words. */
export function SignalRows() {
  const wanted = useApp((state) => state.signal);
  const cell = useApp((state) => findCell(state.model?.config.cell ?? ""));
  const model = useApp((state) => state.studies[0]?.label ?? "");
  const frames = useApp((state) => state.frames);
  const follow = useApp((state) => state.follow);
  if (cell === undefined || cell === null) return null;
  const signals = cell.signals.filter(({ role }) => role !== "preActivation");
  const signal = signals.find(({ name }) => name === wanted) ?? signals.find(({ role }) => role === "state");
  if (signal === undefined) return null;
  return (
    <>
      <label className="signal-choice">
        <span>∂L/∂ of {model}, units × words</span>
        <select aria-label="Signal" value={signal.name} onChange={(event) => follow({ signal: event.target.value })}>
          {signals.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {frames !== null && <GradientGrid frames={frames} signals={cell.signals} signal={signal} />}
    </>
  );
}
