import { LENGTH, plainExperiment } from "../../engine/gradients/experiment.ts";
import { useApp } from "../shared/use-app.ts";
import { Presets } from "./presets.tsx";
import { WeightsChoice } from "./weights-choice.tsx";
import "./projected-experiment.css";

/** What is tried out in class, on a screen that has no side column: whose weights, what the gradient shall do, and how far back. */
export function ProjectedExperiment() {
  const isProjector = useApp((state) => state.isProjector);
  const length = useApp((state) => state.experiment.length);
  const follow = useApp((state) => state.follow);
  if (!isProjector) return null;
  return (
    <section className="projected-experiment" aria-label="Experiment">
      <WeightsChoice name="projected-weights" />
      <Presets />
      {length === null ? (
        <button type="button" className="text-button" onClick={() => follow({ at: null, experiment: { length: LENGTH[1] } })}>
          Try {LENGTH[1]} words
        </button>
      ) : (
        <button type="button" className="text-button" onClick={() => follow({ experiment: plainExperiment })}>
          Undo the experiment
        </button>
      )}
    </section>
  );
}
