import { useApp } from "../shared/use-app.ts";
import { sayDone, sayStudied } from "./study-words.ts";

/** What the reader waits for. */
export interface Waiting {
  /** The curves and the numbers belong to what was asked before. */
  readonly isStale: boolean;
  /** What is being computed: `Computing 500 words`; null where nothing is. */
  readonly what: string | null;
  /** `34%` */
  readonly done: string;
}

/** What is being computed for the view, and whether what stands there is of before. */
export function useWaiting(): Waiting {
  const searched = useApp((state) => (state.preset !== null && state.preset.found === null ? state.preset : null));
  const areStale = useApp((state) => state.areStudiesStale || (state.many !== null && state.areSurveysStale));
  const isEmpty = useApp((state) => (state.many === null ? state.studies : state.surveys).length === 0);
  const hasFailed = useApp((state) => state.studyFailure !== null || state.status.kind === "failed");
  const progress = useApp((state) => (state.many === null ? state.studyProgress : (state.surveyProgress ?? state.studyProgress)));
  const experiment = useApp((state) => state.experiment);
  const words = useApp((state) => state.tokens.length);
  const many = useApp((state) => state.many);
  if (hasFailed) return { isStale: areStale, what: null, done: "" };
  if (searched !== null) return { isStale: true, what: "Searching a scale", done: sayDone(searched.progress) };
  if (!areStale && !isEmpty) return { isStale: false, what: null, done: "" };
  const isRefused = isEmpty && progress === null && !areStale;
  return {
    isStale: areStale && !isEmpty,
    what: isRefused ? null : `Computing ${sayStudied({ experiment, words, many })}`,
    done: sayDone(progress ?? 0),
  };
}
