import { useMemo } from "react";
import { useApp } from "../shared/use-app.ts";
import { type Line, linesOf, namesOf } from "./layout.ts";

/** The lines of the chart as they stand. */
export function useLines(): readonly Line[] {
  const studies = useApp((state) => state.studies);
  const layer = useApp((state) => state.layer);
  const isRelative = useApp((state) => state.isRelative);
  return useMemo(() => linesOf(studies, layer, isRelative), [studies, layer, isRelative]);
}

/** What the models are called, by id. */
export function useNames(): ReadonlyMap<string, string> {
  const studies = useApp((state) => state.studies);
  return useMemo(() => namesOf(studies), [studies]);
}
