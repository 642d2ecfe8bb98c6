import { useEffect, useState } from "react";
import { describeError } from "../../store/engine-client.ts";
import type { ExplainTarget, Explanation, Problem } from "../../worker/protocol.ts";
import { useAppHandle } from "../shared/use-app.ts";

/** Why a number could not be explained, and the way to ask for it again. */
export interface NotExplained {
  readonly problem: Problem;
  readonly again: () => void;
}

/** The terms of a number: null while they are asked for. */
export function useExplanation(target: ExplainTarget): Explanation | NotExplained | null {
  const { store } = useAppHandle();
  const [attempt, setAttempt] = useState(0);
  const key = `${attempt} ${JSON.stringify(target)}`;
  const [answer, setAnswer] = useState<{ readonly key: string; readonly found: Explanation | Problem } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a target is what its key says
  useEffect(() => {
    let isWanted = true;
    const take = (found: Explanation | Problem) => {
      if (isWanted) setAnswer({ key, found });
    };
    store
      .getState()
      .explain(target)
      .then(take, (error) => take(describeError(error)));
    return () => {
      isWanted = false;
    };
  }, [store, key]);
  if (answer?.key !== key) return null;
  const { found } = answer;
  return "terms" in found ? found : { problem: found, again: () => setAttempt(attempt + 1) };
}
