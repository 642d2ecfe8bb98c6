import { useMemo } from "react";
import { useApp } from "../shared/use-app.ts";
import { curvesOf, type ReachCurve } from "./reach-curves.ts";
import { useNames } from "./use-lines.ts";

/** The curves of the question that is asked, as far as they are measured; none where it is about the sentence. */
export function useReachCurves(): readonly ReachCurve[] {
  const asks = useApp((state) => state.asks);
  const models = useApp((state) => state.reach?.models);
  const measured = useApp((state) => state.reach?.asks);
  // Progress within a piece changes no curve.
  const pieces = useApp((state) => state.reach?.pieces);
  const studies = useApp((state) => state.studies);
  const names = useNames();
  return useMemo(() => {
    if (models === undefined || pieces === undefined || measured !== asks) return [];
    const gated = new Set(studies.flatMap(({ id, layers }) => (layers[0]?.cell == null ? [] : [id])));
    return curvesOf({ asks, models, pieces }, names, gated);
  }, [asks, models, pieces, measured, studies, names]);
}
