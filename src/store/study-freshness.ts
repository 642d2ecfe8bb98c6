import type { Clock } from "./edges.ts";

/**
 * How long what is shown may lag behind what is asked before it counts as stale: shorter than a glance, longer than most studies take,
 * so that the curves do not flicker under a slider.
 */
export const LAG_MS = 150;

/** Whether what is shown still belongs to what is asked, both by key. */
export interface StudyFreshness {
  /** What should be shown now; `isAtOnce` where nothing was in sight before. */
  readonly want: (key: string, isAtOnce: boolean) => void;
  /** What is shown from now on. */
  readonly show: (key: string) => void;
}

/** @param tell called when it changes, at once or after `LAG_MS` without an answer */
export function createStudyFreshness(clock: Clock, tell: (isStale: boolean) => void): StudyFreshness {
  let shown = "";
  let isStale = false;
  let callOff: (() => void) | null = null;
  const settle = (next: boolean) => {
    callOff?.();
    callOff = null;
    if (next === isStale) return;
    isStale = next;
    tell(next);
  };
  return {
    want: (key, isAtOnce) => {
      if (key === shown) settle(false);
      else if (isAtOnce) settle(true);
      else if (!isStale) callOff ??= clock.after(LAG_MS, () => settle(true));
    },
    show: (key) => {
      shown = key;
      callOff?.();
      callOff = null;
    },
  };
}
