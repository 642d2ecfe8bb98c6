import type { MouseEvent, PointerEvent } from "react";
import { stepAt } from "./axis-geometry.ts";
import { useAppHandle } from "./use-app.ts";
import type { Axis } from "./use-axis.ts";

/** For a chart over the axis: hovering previews the word everywhere, a press pins it (or does what it is told); the unit stays. */
export function useStepPointer(axis: Axis, choose?: (step: number) => void) {
  const { store, hover } = useAppHandle();
  const stepOf = (event: MouseEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left + axis.scroll.getState();
    return x < 0 || x > axis.steps * axis.col ? 0 : stepAt(axis, x + axis.x0);
  };
  const preview = (step: number) => {
    // A chart with an axis of its own has no word of the sentence to preview.
    if (choose !== undefined) return;
    const before = hover.getState();
    const next = step === 0 ? null : step;
    if (before.step !== next || before.unit !== null) hover.setState({ signal: null, unit: null, step: next, isFollowed: false });
  };
  return {
    onPointerMove: (event: PointerEvent<HTMLElement>) => preview(stepOf(event)),
    onPointerLeave: () => preview(0),
    onPointerCancel: () => preview(0),
    onClick: (event: MouseEvent<HTMLElement>) => {
      const step = stepOf(event);
      if (step <= 0) return;
      if (choose === undefined) store.getState().pin({ step });
      else choose(step);
    },
  };
}
