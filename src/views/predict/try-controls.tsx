import { Lever } from "../shared/lever.tsx";
import { Temperature } from "../shared/temperature.tsx";
import { useApp } from "../shared/use-app.ts";
import { FollowedNote } from "./ranked-lists.tsx";

const MOST = 100;

/** Temperature, then top-k, then top-p: the same logits, other probabilities; no model is run again. */
export function TryControls() {
  const topK = useApp((state) => state.topK);
  const topP = useApp((state) => state.topP);
  const predict = useApp((state) => state.predict);
  const areHidden = useApp((state) => state.answersHidden);
  return (
    <section className="try-controls" aria-label="Probabilities">
      <h2 className="section-title">Reshape the probabilities</h2>
      <Temperature />
      <Lever
        name="Top-k"
        value={topK ?? MOST}
        bounds={[1, MOST]}
        step={1}
        print={(value) => (topK === null && value === MOST ? "off" : String(value))}
        onMove={(value, isCommit) => predict({ topK: value === MOST ? null : value }, { isCommit })}
        onReset={() => predict({ topK: null })}
      />
      <Lever
        name="Top-p"
        value={topP ?? 1}
        bounds={[0.01, 1]}
        step={0.01}
        print={(value) => (topP === null && value === 1 ? "off" : value.toFixed(2))}
        onMove={(value, isCommit) => predict({ topP: value === 1 ? null : value }, { isCommit })}
        onReset={() => predict({ topP: null })}
      />
      {!areHidden && <FollowedNote />}
    </section>
  );
}
