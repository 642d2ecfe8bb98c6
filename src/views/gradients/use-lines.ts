import { useMemo } from "react";
import { namesOf } from "../shared/model-names.ts";
import { useApp } from "../shared/use-app.ts";
import { type Line, linesOf, meanLinesOf } from "./layout.ts";

/** The lines of the chart as they stand. */
export function useLines(): readonly Line[] {
  const studies = useApp((state) => state.studies);
  const layer = useApp((state) => state.layer);
  const isRelative = useApp((state) => state.isRelative);
  return useMemo(() => linesOf(studies, layer, isRelative), [studies, layer, isRelative]);
}

/** The lines that the chart can draw: of the text, or the means of many sentences. */
export function useChartLines(): readonly Line[] {
  const lines = useLines();
  const surveys = useApp((state) => state.surveys);
  const isMany = useApp((state) => state.many !== null);
  const layer = useApp((state) => state.layer);
  const isRelative = useApp((state) => state.isRelative);
  return useMemo(() => (isMany ? meanLinesOf(surveys, layer, isRelative) : lines), [isMany, surveys, layer, isRelative, lines]);
}

/** What the models are called, by id. */
export function useNames(): ReadonlyMap<string, string> {
  const studies = useApp((state) => state.studies);
  return useMemo(() => namesOf(studies), [studies]);
}
