import { activeStage, stageState } from "./stage-state.ts";
import { useApp } from "./use-app.ts";
import { useCell } from "./use-cell.ts";
import "./stage-bar.css";

/** The stages of a step in the transport, under the equations: grey until they have run, the active one thick. */
export function StageBar() {
  const cell = useCell();
  const active = useApp(activeStage);
  const pin = useApp((state) => state.pin);
  if (cell === null) return null;
  return (
    <fieldset className="stage-bar" aria-label="Stages">
      {cell.stages.map((stage) => {
        const state = stageState(cell, stage.id, active);
        return (
          <button
            key={stage.id}
            type="button"
            className="stage-bar-item"
            data-hue={cell.signals.find(({ name }) => name === stage.signal)?.hue ?? "ink"}
            data-state={state}
            aria-current={state === "active" ? "step" : undefined}
            onClick={() => pin({ stage: stage.id })}
          >
            <span className="stage-bar-name">{stage.label}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
