import { HiddenAnswer } from "../shared/hidden-answer.tsx";
import { useApp } from "../shared/use-app.ts";
import { ListeningRows } from "./listening-rows.tsx";
import { Pair } from "./pair.tsx";
import { ComparisonStatement } from "./predict-statement.tsx";
import { Probes } from "./probes.tsx";
import { RankedLists } from "./ranked-lists.tsx";
import { Sampling } from "./sampling.tsx";
import { SurpriseBars } from "./surprise-bars.tsx";
import { TryControls } from "./try-controls.tsx";
import { useIsStale } from "./use-predictions.ts";
import { Votes } from "./votes.tsx";
import "./predict.css";

/** What three models expect after the pinned word, what they listen to, who votes for it, and where it may lead. */
export function Panel() {
  const problems = useApp((state) => state.predictProblems);
  const count = useApp((state) => state.predictions.length);
  const areHidden = useApp((state) => state.answersHidden);
  const isStale = useIsStale() || undefined;
  return (
    <>
      <div className="stack predict-stack" data-stale={isStale}>
        <ListeningRows />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard */}
      <section className="predict-below" aria-label="Expected words" data-stale={isStale} tabIndex={0}>
        {[...problems].map(([id, { title, detail }]) => (
          <p key={id} className="study-problem" role="alert">
            <b>{title}.</b> {detail}
          </p>
        ))}
        {count === 0 && problems.size === 0 && (
          <p className="predict-wait" role="status">
            Reading the models that are set side by side.
          </p>
        )}
        {areHidden ? (
          <HiddenAnswer what="The next words" />
        ) : (
          <div className="magnified">
            <RankedLists />
            <Votes />
          </div>
        )}
        <Pair />
      </section>
      <div className="reading">
        <div className="middle predict-middle magnified" data-stale={isStale}>
          {areHidden ? <HiddenAnswer what="The surprise" /> : <SurpriseBars />}
        </div>
        <div className="side">
          <TryControls />
          {areHidden ? <HiddenAnswer what="The probes" /> : <Probes />}
          <Sampling />
        </div>
      </div>
    </>
  );
}

/** What the view states, in the panel's own script. */
export function Statement() {
  return <ComparisonStatement />;
}
