import { type RefObject, useId, useMemo, useRef } from "react";
import { DECADES, largestLog, placeAll, placeOn, type ScaledView, symmetricLogFor } from "../../engine/analysis/symmetric-log.ts";
import type { SignalSpec } from "../../engine/cell.ts";
import type { GradientFrames } from "../../worker/protocol.ts";
import { columnLeft, columnsWidth } from "../shared/axis-geometry.ts";
import { MINUS } from "../shared/format.ts";
import { Numeral } from "../shared/numeral.tsx";
import { formatPower } from "../shared/powers.ts";
import { rampGradient, rampOf } from "../shared/ramps.ts";
import { Tooltip, type TooltipHandle } from "../shared/tooltip.tsx";
import { useApp } from "../shared/use-app.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { useTransientOf } from "../shared/use-transient.ts";
import { viewOf } from "./gradient-cells.ts";
import { type Chart, useRowChart } from "./use-chart.ts";
import { ROW_PX, ROWS, useGradientCanvas } from "./use-gradient-canvas.ts";
import { useGradientCell } from "./use-gradient-cell.ts";
import "./gradient-grid.css";

interface Props {
  readonly frames: GradientFrames;
  /** All signals of the cell, in the order of the frames. */
  readonly signals: readonly SignalSpec[];
  readonly signal: SignalSpec;
}

/** The heatmap of one signal's derivatives: colours on a logarithmic scale on both sides of zero, numbers in the readout. */
export function GradientGrid({ frames, signals, signal }: Props) {
  const layer = useApp((state) => Math.min(state.layer, frames.layers - 1));
  const scaled = useMemo(() => viewOf(frames, signals, signal, layer), [frames, signals, signal, layer]);
  const scale = useMemo(() => symmetricLogFor(largestLog(scaled)), [scaled]);
  const rows = useRows(frames.units);
  const chart = useRowChart();
  const tooltip = useRef<TooltipHandle>(null);
  const cell = useGradientCell({ scaled, rows, chart, tooltip });
  const canvas = useCanvas(scaled, scale.top, { rows, chart });
  const cellId = useId();
  const block = useTimedBlock<HTMLDivElement>();
  const { reading } = cell;
  const left = chart.axis.x0;
  const width = columnsWidth(chart.axis);
  return (
    <div className="gradient-grid-row" style={{ height: rows.length * ROW_PX }}>
      <p className="gain-name gradient-grid-name">
        <b>∂L/∂ {signal.label}</b>
        <span>
          {rows.length} of {frames.units} units
        </span>
        {reading !== null && (
          <>
            <span>{reading.where}</span>
            <b>
              <Numeral text={reading.text} />
            </b>
          </>
        )}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a table of units × words is drawn on canvas; the grid role gives it a live cell */}
      <div
        ref={block}
        className="gradient-grid"
        role="grid"
        aria-label={`gradient of ${signal.label}`}
        aria-rowcount={frames.units}
        aria-colcount={frames.steps}
        aria-activedescendant={cellId}
        aria-readonly="true"
        tabIndex={0}
        style={{ left, width }}
        {...cell.handlers}
      >
        <div aria-hidden="true">
          <canvas ref={canvas} />
        </div>
        {reading !== null && <Ring chart={chart} step={reading.step} row={rows.indexOf(reading.unit)} />}
        {/* biome-ignore lint/a11y/useSemanticElements: the one live row of the grid above */}
        <div role="row" tabIndex={-1} aria-rowindex={(reading?.unit ?? 0) + 1} className="visually-hidden">
          {/* biome-ignore lint/a11y/useSemanticElements: the one live cell of the grid above */}
          <div role="gridcell" tabIndex={-1} id={cellId} aria-colindex={Math.max(1, reading?.step ?? 1)}>
            {reading === null ? "" : `${reading.where}, ${reading.text}`}
          </div>
        </div>
      </div>
      <Legend top={scale.top} place={reading === null ? null : placeOn(scale, reading.sign, reading.log10)} left={left + width} />
      <p className="visually-hidden" aria-live="polite">
        {reading === null ? "" : `gradient of ${signal.label}, ${reading.where}, ${reading.text}`}
      </p>
      <Tooltip ref={tooltip} />
    </div>
  );
}

function useCanvas(
  scaled: ScaledView,
  top: number,
  { rows, chart }: { readonly rows: readonly number[]; readonly chart: Chart },
): RefObject<HTMLCanvasElement | null> {
  const view = useMemo(() => placeAll(scaled, { top }), [scaled, top]);
  return useGradientCanvas(view, rows, chart);
}

/** The drawn units: the most active ones and the pinned one; the first of a random cell of another size. */
function useRows(units: number): readonly number[] {
  const order = useApp((state) => state.unitOrder);
  const pinned = useApp((state) => state.unit);
  return useMemo(() => {
    if (order.length !== units) return Array.from({ length: Math.min(units, ROWS) }, (_, unit) => unit);
    const first = order.slice(0, ROWS);
    return first.includes(pinned) ? first : [...first.slice(0, -1), pinned];
  }, [order, pinned, units]);
}

/** The ring around the pinned cell. */
function Ring({ chart: { axis }, step, row }: { readonly chart: Chart; readonly step: number; readonly row: number }) {
  const ring = useRef<HTMLDivElement>(null);
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => {
      if (ring.current === null) return;
      ring.current.hidden = row < 0;
      ring.current.style.transform = `translate(${columnLeft(axis, step) - axis.x0 - px}px, ${row * ROW_PX}px)`;
    },
  );
  return <div ref={ring} className="gradient-ring" style={{ width: Math.max(3, axis.col), height: ROW_PX }} aria-hidden="true" />;
}

/** The colours with the ends of their scale, and the pinned value's place. */
function Legend({ top, place, left }: { readonly top: number; readonly place: number | null; readonly left: number }) {
  const { shown: theme } = useTheme();
  const ramp = rampGradient(rampOf({ role: "state", hue: "c" }, theme));
  return (
    <div
      className="gradient-legend"
      style={{ left }}
      title={`Logarithmic on both sides of zero: from ±${formatPower(top)} down to ±${formatPower(top - DECADES)}; nearer to zero is drawn as zero`}
    >
      <span className="gradient-ramp" style={{ background: ramp }}>
        {place !== null && !Number.isNaN(place) && <i style={{ top: `${50 - 50 * place}%` }} />}
      </span>
      <span>
        +<Numeral text={formatPower(top)} />
      </span>
      <span>
        ±<Numeral text={formatPower(top - DECADES)} />
      </span>
      <span>
        {MINUS}
        <Numeral text={formatPower(top)} />
      </span>
    </div>
  );
}
