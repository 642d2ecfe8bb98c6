import { useEffect, useState } from "react";
import type { ExplainTarget, Explanation } from "../../worker/protocol.ts";
import { useAppHandle } from "../shared/use-app.ts";

/** The terms of a number: null while they are asked for, `failed` where the run has moved on. */
export function useExplanation(target: ExplainTarget): Explanation | "failed" | null {
  const { store } = useAppHandle();
  const key = JSON.stringify(target);
  const [answer, setAnswer] = useState<{ readonly key: string; readonly explanation: Explanation | "failed" } | null>(null);
  useEffect(() => {
    let isWanted = true;
    const take = (explanation: Explanation | "failed") => {
      if (isWanted) setAnswer({ key, explanation });
    };
    store
      .getState()
      .explain(JSON.parse(key) as ExplainTarget)
      .then(take, () => take("failed"));
    return () => {
      isWanted = false;
    };
  }, [store, key]);
  return answer?.key === key ? answer.explanation : null;
}
