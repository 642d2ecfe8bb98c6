import { useApp } from "../shared/use-app.ts";

/** What could not be computed, and a way on. */
export function StudyFailure() {
  const failure = useApp((state) => state.studyFailure);
  const retryStudies = useApp((state) => state.retryStudies);
  if (failure === null) return null;
  return (
    <div className="study-problem" role="alert">
      <p>
        <b>The gradients could not be computed.</b> {failure.title}. {failure.detail} The sentence and its gates are as they were.
      </p>
      <button type="button" className="button" onClick={retryStudies}>
        Compute again
      </button>
    </div>
  );
}
