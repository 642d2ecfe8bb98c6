import type { KeyboardEvent, MouseEvent, PointerEvent, RefObject } from "react";
import type { ScaledView } from "../../engine/analysis/symmetric-log.ts";
import { columnLeft, stepAt } from "../shared/axis-geometry.ts";
import { moveCell } from "../shared/grid-keys.ts";
import type { TooltipHandle } from "../shared/tooltip.tsx";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { type Derivative, readDerivative } from "./gradient-cells.ts";
import { type Chart, useStepName } from "./use-chart.ts";
import { ROW_PX } from "./use-gradient-canvas.ts";

/** The pinned cell, and what it is called. */
interface Reading extends Derivative {
  readonly unit: number;
  readonly step: number;
  /** `unit 47, mice` */
  readonly where: string;
}

interface Given {
  readonly scaled: ScaledView;
  readonly rows: readonly number[];
  readonly chart: Chart;
  readonly tooltip: RefObject<TooltipHandle | null>;
}

/** What the pinned cell reads, and how pointer and keys choose another. */
export function useGradientCell({ scaled, rows, chart, tooltip }: Given) {
  const { store } = useAppHandle();
  const unit = useApp((state) => Math.min(state.unit, scaled.view.units - 1));
  const nameOf = useStepName();
  const { axis, step, choose } = chart;
  const read = (ofUnit: number, atStep: number): Reading | null => {
    const derivative = readDerivative(scaled, atStep, ofUnit);
    return derivative === null ? null : { ...derivative, unit: ofUnit, step: atStep, where: `unit ${ofUnit}, ${nameOf(atStep)}` };
  };

  const cellAt = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left + axis.scroll.getState();
    const row = Math.min(rows.length - 1, Math.max(0, Math.floor((event.clientY - box.top) / ROW_PX)));
    return { box, unit: rows[row] as number, row, step: stepAt(axis, x + axis.x0) };
  };
  const pin = (place: { readonly unit: number; readonly step: number }, isCommit: boolean) => {
    const { pin: pinCell } = store.getState();
    if (choose === undefined) pinCell({ ...place, isCommit });
    else {
      choose(place.step);
      pinCell({ unit: place.unit, isCommit });
    }
  };

  return {
    reading: read(unit, step),
    handlers: {
      onClick: (event: MouseEvent<HTMLElement>) => pin(cellAt(event), true),
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const { box, row, ...place } = cellAt(event);
        const reading = read(place.unit, place.step);
        if (reading === null) return tooltip.current?.hide();
        const left = box.left + columnLeft(axis, place.step) - axis.x0 - axis.scroll.getState();
        tooltip.current?.show(
          { where: reading.where, value: reading.text, hint: "click to pin" },
          { left, top: box.top + row * ROW_PX, width: axis.col, height: ROW_PX },
        );
      },
      onPointerLeave: () => tooltip.current?.hide(),
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.altKey || event.metaKey) return;
        const place = moveCell({ key: event.key, isCtrl: event.ctrlKey }, { unit, step }, { rows, steps: axis.steps });
        if (place === null) return;
        event.preventDefault();
        pin(place, false);
      },
    },
  };
}
