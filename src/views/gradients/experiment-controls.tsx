import { FACTOR, FORGET_BIAS, isPlain, LENGTH, plainExperiment, UNITS } from "../../engine/gradients/experiment.ts";
import { Lever } from "../shared/lever.tsx";
import { useApp } from "../shared/use-app.ts";
import { formatBias } from "./numbers.ts";
import { Presets } from "./presets.tsx";
import { WeightsChoice } from "./weights-choice.tsx";
import "./experiment.css";

/** What is changed about the networks: every slider answers while it is dragged, a double click puts it back. */
export function ExperimentControls() {
  const experiment = useApp((state) => state.experiment);
  const follow = useApp((state) => state.follow);
  const studies = useApp((state) => state.studies);
  const layer = useApp((state) => state.layer);
  const bias = studies.map(({ layers }) => layers[Math.min(layer, layers.length - 1)]?.forgetBias).find((value) => value != null);
  const isRandom = experiment.weights === "random";

  return (
    <section className="experiment" aria-label="Experiment">
      <h2 className="section-title">Experiment</h2>
      <WeightsChoice name="weights" />
      <Presets />
      <Lever
        name="Recurrent scale"
        value={experiment.recurrent}
        bounds={FACTOR}
        step={0.01}
        print={(value) => value.toFixed(2)}
        onMove={(recurrent, isCommit) => follow({ experiment: { recurrent } }, { isCommit })}
        onReset={() => follow({ experiment: { recurrent: 1 } })}
      />
      <Lever
        name="Input scale"
        value={experiment.input}
        bounds={FACTOR}
        step={0.05}
        print={(value) => value.toFixed(2)}
        onMove={(input, isCommit) => follow({ experiment: { input } }, { isCommit })}
        onReset={() => follow({ experiment: { input: 1 } })}
      />
      {studies.length === 0 && <div className="experiment-ground" />}
      {bias !== undefined && bias !== null && (
        <Lever
          name="Forget bias, mean"
          value={experiment.forgetBias ?? bias}
          bounds={FORGET_BIAS}
          step={0.1}
          print={formatBias}
          onMove={(forgetBias, isCommit) => follow({ experiment: { forgetBias } }, { isCommit })}
          onReset={() => follow({ experiment: { forgetBias: null } })}
        />
      )}
      <TextLength />
      {isRandom && <FreshCell />}
      {!isPlain(experiment) && (
        <button type="button" className="text-button" onClick={() => follow({ experiment: plainExperiment })}>
          Undo the experiment
        </button>
      )}
      {experiment.length === null && (
        <button type="button" className="text-button" onClick={() => follow({ at: null, experiment: { length: LENGTH[1] } })}>
          Try {LENGTH[1]} words
        </button>
      )}
      <p className="experiment-note">
        {isRandom ? "New random weights, drawn as PyTorch does: untrained." : "The scales multiply the trained weights."}
      </p>
    </section>
  );
}

/** How many words are run: the sentence's, or a text of a set length. */
function TextLength() {
  const { length, words, weights, seed } = useApp((state) => state.experiment);
  const own = useApp((state) => state.tokens.length);
  const follow = useApp((state) => state.follow);
  return (
    <>
      <Lever
        name="Sequence length"
        value={length ?? own}
        bounds={LENGTH}
        step={1}
        print={(value) => `${value} ${value === 1 ? "word" : "words"}`}
        onMove={(next, isCommit) => follow({ at: null, longStep: null, experiment: { length: next } }, { isCommit })}
        onReset={() => follow({ at: null, longStep: null, experiment: { length: null } })}
      />
      {length !== null && (
        <div className="segments" role="radiogroup" aria-label="Words of the text">
          {(["repeated", "random"] as const).map((kind) => (
            <label key={kind} className="segment" data-current={words === kind || undefined}>
              <input
                type="radio"
                name="words"
                checked={words === kind}
                onChange={() => follow({ experiment: { words: kind } })}
              />
              {kind === "repeated" ? "Repeated" : "Random"}
            </label>
          ))}
        </div>
      )}
      {length !== null && words === "random" && weights === "trained" && <Seed seed={seed} />}
    </>
  );
}

/** Size and seed of a random cell. */
function FreshCell() {
  const { units, seed } = useApp((state) => state.experiment);
  const own = useApp((state) => state.model?.config.units ?? 1);
  const follow = useApp((state) => state.follow);
  return (
    <>
      <Lever
        name="Units"
        value={units ?? own}
        bounds={UNITS}
        step={1}
        print={String}
        onMove={(next, isCommit) => follow({ experiment: { units: next } }, { isCommit })}
        onReset={() => follow({ experiment: { units: null } })}
      />
      <Seed seed={seed} />
    </>
  );
}

function Seed({ seed }: { readonly seed: number }) {
  const follow = useApp((state) => state.follow);
  return (
    <Lever
      name="Seed"
      value={seed}
      bounds={[1, 20]}
      step={1}
      print={String}
      onMove={(next, isCommit) => follow({ experiment: { seed: next } }, { isCommit })}
      onReset={() => follow({ experiment: { seed: 1 } })}
    />
  );
}
