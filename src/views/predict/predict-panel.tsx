import { useApp } from "../shared/use-app.ts";
import { ListeningRows } from "./listening-rows.tsx";
import { Pair } from "./pair.tsx";
import { Probes } from "./probes.tsx";
import { RankedLists } from "./ranked-lists.tsx";
import { Sampling } from "./sampling.tsx";
import { SurpriseBars } from "./surprise-bars.tsx";
import { TryControls } from "./try-controls.tsx";
import { Votes } from "./votes.tsx";
import "./predict.css";

/** What three models expect after the pinned word, what they listen to, who votes for it, and where it may lead. */
export function PredictPanel() {
  const problems = useApp((state) => state.predictProblems);
  const isEmpty = useApp((state) => state.predictions.length === 0 && state.predictProblems.size === 0);
  return (
    <>
      <div className="stack predict-stack" data-frame-end="">
        <ListeningRows />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard */}
      <section className="predict-below" aria-label="Expected words" tabIndex={0}>
        {[...problems].map(([id, { title, detail }]) => (
          <p key={id} className="study-problem" role="alert">
            <b>{title}.</b> {detail}
          </p>
        ))}
        {isEmpty && (
          <p className="predict-wait" role="status">
            Reading the models that are set side by side.
          </p>
        )}
        <div className="magnified">
          <RankedLists />
          <Votes />
        </div>
        <Pair />
      </section>
      <div className="reading">
        <div className="middle predict-middle magnified">
          <SurpriseBars />
        </div>
        <div className="side">
          <TryControls />
          <Probes />
          <Sampling />
        </div>
      </div>
    </>
  );
}
