import type { MouseEvent, PointerEvent, RefObject } from "react";
import type { ActivationFunction } from "../../engine/activations.ts";
import { formatSigned } from "../shared/format.ts";
import { typedWord } from "../shared/typed-word.ts";
import { useAppHandle } from "../shared/use-app.ts";
import { useTransientHover } from "../shared/use-transient.ts";
import { baseOf, type ChartSize, type Interval, inputAt, nearestStep, xOf, yOf } from "./layout.ts";
import { type BlockInputs, pinnedInput } from "./use-inputs.ts";

/** Over a chart, the pointer looks at the word whose input to the pinned unit is nearest; a press pins that word. */
export function useCurvePointer(
  block: BlockInputs | undefined,
  units: number,
  { x, size }: { readonly x: Interval; readonly size: ChartSize },
) {
  const { store, hover } = useAppHandle();
  const stepOf = (event: MouseEvent<HTMLElement>): number => {
    if (block === undefined) return 0;
    const px = event.clientX - event.currentTarget.getBoundingClientRect().left;
    if (px < size.left || px > size.width - size.right) return 0;
    return nearestStep(block.inputs, units, store.getState().unit, inputAt(px, x, size));
  };
  const preview = (step: number) => {
    const next =
      step === 0
        ? { signal: null, unit: null, step: null }
        : { signal: block?.signal.name ?? null, unit: store.getState().unit, step };
    const before = hover.getState();
    if (before.step !== next.step || before.signal !== next.signal) hover.setState({ ...next, isFollowed: false });
  };
  return {
    onPointerMove: (event: PointerEvent<HTMLElement>) => preview(stepOf(event)),
    onPointerLeave: () => preview(0),
    onPointerCancel: () => preview(0),
    onClick: (event: MouseEvent<HTMLElement>) => {
      const step = stepOf(event);
      if (step > 0) store.getState().pin({ step });
    },
  };
}

/** Draws what is looked at, on the axis, in a chart or elsewhere, without rendering. */
export function useCurveHover(
  group: RefObject<SVGGElement | null>,
  block: BlockInputs,
  units: number,
  { fn, x, y, size }: { readonly fn: ActivationFunction; readonly x: Interval; readonly y: Interval; readonly size: ChartSize },
): void {
  const { store } = useAppHandle();
  useTransientHover(
    ({ unit, step }) => [unit, step] as const,
    ([hoveredUnit, step]) => {
      const [path, dot, text] = group.current?.children ?? [];
      if (group.current === null || path === undefined || dot === undefined || text === undefined) return;
      const state = store.getState();
      const { unit: pinned, step: pinnedStep } = state;
      const unit = hoveredUnit ?? pinned;
      const isPin = step === pinnedStep && unit === pinned;
      const z = step === null || isPin ? null : pinnedInput(block, units, { step, unit });
      const isShown = z !== null && z >= x.low && z <= x.high;
      group.current.setAttribute("display", isShown ? "" : "none");
      if (!isShown || step === null) return;
      const [px, py] = [xOf(z, x, size), yOf(fn.value(z), y, size)];
      const isRight = px > size.width / 2;
      path.setAttribute("d", `M${px},${py}V${baseOf(size)}`);
      dot.setAttribute("cx", String(px));
      dot.setAttribute("cy", String(py));
      text.setAttribute("x", String(px + (isRight ? -8 : 8)));
      text.setAttribute("y", String(baseOf(size) - size.bars + 4));
      text.setAttribute("text-anchor", isRight ? "end" : "start");
      text.textContent = `${typedWord(state, step)} ${formatSigned(z)}`;
    },
  );
}
