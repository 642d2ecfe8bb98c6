import { useMemo } from "react";
import { createStore } from "zustand/vanilla";
import { columnCentre, columnLeft } from "../shared/axis-geometry.ts";
import type { Stretch } from "../shared/name-places.ts";
import { useApp } from "../shared/use-app.ts";
import { type Axis, useAxisGeometry } from "../shared/use-axis.ts";
import { useTypedWords } from "../shared/use-typed-word.ts";

/** What the chart is drawn over: the words of the sentence, the words of a text of a set length, or words back from many losses. */
export type ChartKind = "sentence" | "long" | "many";

/** The axis of the chart, and the step that is looked at on it. */
export interface Chart {
  readonly kind: ChartKind;
  readonly axis: Axis;
  /** 1-based; 0 where there is none. */
  readonly step: number;
  /** What looking at another step does; absent on the sentence's axis, where it pins the word. */
  readonly choose?: (step: number) => void;
}

/** A text of a set length has the whole view, does not scroll, and has no column of the sentence. */
const still = createStore<number>(() => 0);

/** @param drawn steps of the lines that are drawn; 0 before there are any */
export function useChart(drawn: number): Chart {
  const sentence = useAxisGeometry();
  const kind = useApp(
    (state): ChartKind => (state.many !== null ? "many" : state.experiment.length !== null ? "long" : "sentence"),
  );
  const pinned = useApp((state) => state.step);
  const longStep = useApp((state) => state.longStep);
  const length = useApp((state) => state.experiment.length);
  const steps = drawn > 0 ? drawn : (length ?? sentence.steps);
  const follow = useApp((state) => state.follow);
  return useMemo(() => {
    if (kind === "sentence") return { kind, axis: sentence, step: pinned };
    const axis = { ...sentence, steps, col: sentence.viewWidth / Math.max(1, steps), gap: 0, scroll: still };
    const choose = (step: number) => follow({ longStep: step });
    if (kind === "many") return { kind, axis, step: 0, choose: () => {} };
    return { kind, axis, step: Math.min(longStep ?? 1, steps), choose };
  }, [kind, sentence, pinned, longStep, steps, follow]);
}

/** What is framed or lined out over the chart, in the axis' x before it is scrolled: names keep clear of it. */
export function framedStretch({ kind, axis, step }: Pick<Chart, "kind" | "axis" | "step">): Stretch | null {
  if (step < 1 || kind === "many") return null;
  if (kind === "long") return { left: columnCentre(axis, step), right: columnCentre(axis, step) };
  return { left: columnLeft(axis, step), right: columnLeft(axis, step) + axis.col };
}

/** The axis of the rows under the chart: they are about the one text, whatever lies above them. */
export function useRowChart(): Chart {
  const sentence = useAxisGeometry();
  const pinned = useApp((state) => state.step);
  const isLong = useApp((state) => state.experiment.length !== null && state.many === null);
  const chart = useChart(useApp((state) => state.studies[0]?.at ?? 0));
  return isLong ? chart : { kind: "sentence", axis: sentence, step: pinned };
}

/** What a step of the studied text is called: its word, or its number in a text of random words. */
export function useStepName(): (step: number) => string {
  const words = useTypedWords();
  const length = useApp((state) => state.experiment.length);
  const isRandom = useApp((state) => state.experiment.length !== null && state.experiment.words === "random");
  return (step) => {
    if (isRandom || words.length === 0) return `word ${step}`;
    const word = words[(step - 1) % words.length] ?? "";
    return length === null ? word : `${word} (${step})`;
  };
}
