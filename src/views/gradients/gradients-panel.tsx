import { useApp } from "../shared/use-app.ts";
import { EigenvaluePlane } from "./eigenvalue-plane.tsx";
import { ExperimentControls } from "./experiment-controls.tsx";
import { FreshPresets } from "./fresh-presets.tsx";
import { GradientCheck } from "./gradient-check.tsx";
import { QuestionStatement } from "./gradients-statement.tsx";
import { NormChart } from "./norm-chart.tsx";
import { OtherQuestions } from "./other-questions.tsx";
import { ProjectedExperiment } from "./projected-experiment.tsx";
import { QuestionNotes } from "./question-notes.tsx";
import { Questions } from "./questions.tsx";
import { Reach } from "./reach.tsx";
import { ReachChart } from "./reach-chart.tsx";
import { ReachTable } from "./reach-table.tsx";
import { StepRows } from "./step-rows.tsx";
import { StudyFailure } from "./study-failure.tsx";
import { TargetControl } from "./target-control.tsx";
import { useWaiting } from "./use-waiting.ts";
import "./gradients.css";

/** Norms and gains on the axis, what reaches the pinned word, why; what is followed and what can be changed. */
export function Panel() {
  const problems = useApp((state) => state.studyProblems);
  const asks = useApp((state) => state.asks);
  const isOfSentence = asks === "sentence";
  const { isStale, what } = useWaiting();
  const waiting = isOfSentence ? { "data-stale": isStale || undefined, "aria-busy": what !== null } : {};
  return (
    <>
      <div className="stack gradient-stack" {...waiting}>
        <Questions />
        {isOfSentence ? (
          <>
            <NormChart />
            <StepRows />
          </>
        ) : (
          <ReachChart key={asks} />
        )}
      </div>
      <div className="reading">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reachable by the keyboard */}
        <section className="middle gradient-middle magnified" aria-label="What the numbers say" tabIndex={0}>
          {isOfSentence && <ProjectedExperiment />}
          <StudyFailure />
          {[...problems].map(([id, { title, detail }]) => (
            <p key={id} className="study-problem" role="alert">
              <b>{title}.</b> {detail}
            </p>
          ))}
          {isOfSentence ? (
            <div className="gradient-results" {...waiting}>
              <Reach />
              <EigenvaluePlane />
              <ReachTable />
            </div>
          ) : (
            <OtherQuestions />
          )}
        </section>
        <div className="side">
          {isOfSentence ? (
            <>
              <TargetControl />
              <ExperimentControls />
              <GradientCheck />
            </>
          ) : (
            <>
              {asks === "fresh" && <FreshPresets />}
              <QuestionNotes />
            </>
          )}
        </div>
      </div>
    </>
  );
}

/** What the view states, in the panel's own script. */
export function Statement() {
  return <QuestionStatement />;
}
