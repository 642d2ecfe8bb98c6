import { useMemo } from "react";
import type { GradientAsks, Reach } from "../../store/gradient-state.ts";
import { useApp } from "../shared/use-app.ts";
import { curvesOf, type ReachCurve } from "./reach-curves.ts";
import { useNames } from "./use-lines.ts";

/** What has been measured of a question; null where it is about the sentence, and before anything was asked. */
export function useReach(asks: GradientAsks): Reach | null {
  return useApp(({ reaches }) => (asks === "sentence" ? null : (reaches.get(asks) ?? null)));
}

/** The curves of a question, as far as they are measured; none where it is about the sentence. */
export function useReachCurves(asks: GradientAsks): readonly ReachCurve[] {
  const reach = useReach(asks);
  const models = reach?.models;
  // Progress within a piece changes no curve.
  const pieces = reach?.pieces;
  const studies = useApp((state) => state.studies);
  const names = useNames();
  return useMemo(() => {
    if (models === undefined || pieces === undefined || asks === "sentence") return [];
    const gated = new Set(studies.flatMap(({ id, layers }) => (layers[0]?.cell == null ? [] : [id])));
    return curvesOf({ asks, models, pieces }, names, gated);
  }, [asks, models, pieces, studies, names]);
}
