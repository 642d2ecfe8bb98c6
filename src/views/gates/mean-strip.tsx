import { useRef, useState } from "react";
import type { StoreApi } from "zustand/vanilla";
import { columnsWidth, readoutLeft } from "../shared/axis-geometry.ts";
import { formatGate } from "../shared/format.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useStepPointer } from "../shared/use-step-pointer.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { useTransient } from "../shared/use-transient.ts";
import { findSignal } from "../shared/value-domain.ts";
import type { SignalProps } from "./signal-props.ts";
import { createMeanFinder, meanAt } from "./unit-means.ts";
import { useHeatmapCanvas } from "./use-heatmap-canvas.ts";
import "./mean-strip.css";

interface Props extends Pick<SignalProps, "signal" | "domain"> {
  /** From the top of the signal's row, CSS px. */
  readonly top: number;
  /** With the pixel of paper below it, CSS px. */
  readonly height: number;
  readonly reveal: StoreApi<number>;
}

/** The one row that is drawn. */
const ROW = [0];

/** The mean of a gate over all units at every word, those that are not drawn included, in the gate's own colours; its value at the pin. */
export function MeanStrip(props: Props) {
  const layer = useApp((state) => state.layer);
  // Another layer has other numbers at every word: it is drawn anew.
  return <LayerStrip key={layer} {...props} />;
}

function LayerStrip({ signal, domain, top, height, reveal }: Props) {
  const axis = useAxisGeometry();
  const [find] = useState(createMeanFinder);
  const strip = height - Math.max(1, Math.round(axis.scale));
  const canvas = useHeatmapCanvas({ signal, domain, rows: ROW, height: strip }, reveal, find);
  const block = useTimedBlock<HTMLDivElement>(!axis.isNarrow);
  const pointer = useStepPointer(axis);
  return (
    <>
      <div
        ref={block}
        className="mean-strip"
        style={{ top, left: axis.x0, width: Math.max(1, columnsWidth(axis)), height: strip }}
        aria-hidden="true"
        {...pointer}
      >
        <canvas ref={canvas} />
      </div>
      <MeanValue signal={signal} top={top} left={readoutLeft(axis)} height={strip} />
    </>
  );
}

interface ValueProps extends Pick<SignalProps, "signal"> {
  readonly top: number;
  readonly left: number;
  readonly height: number;
}

function MeanValue({ signal, top, left, height }: ValueProps) {
  const { store, buffer } = useAppHandle();
  const value = useRef<HTMLSpanElement>(null);
  const units = useApp((state) => state.model?.config.units ?? 0);
  useTransient(
    (state) => [state.step, state.layer, state.version, state.steps],
    () => {
      const { step, layer } = store.getState();
      const view = findSignal(buffer.trace(), layer, signal.name);
      const isThere = view !== null && step >= 1 && step <= view.steps;
      if (value.current !== null) value.current.textContent = isThere ? formatGate(meanAt(view, step)).replace(/^0\./, ".") : "";
    },
  );
  return (
    <p className="mean-value" style={{ top, left, lineHeight: `${height}px` }} title={`Mean of all ${units} units at this word`}>
      <span className="visually-hidden">{signal.label}, </span>mean <span ref={value} />
    </p>
  );
}
