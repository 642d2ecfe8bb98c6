import { type ReactNode, useMemo, useRef } from "react";
import { columnCentre, columnsWidth, readoutLeft } from "../shared/axis-geometry.ts";
import { type LogScale, logScale, spread, yOf } from "../shared/log-scale.ts";
import { Numeral } from "../shared/numeral.tsx";
import { formatNorm } from "../shared/powers.ts";
import { useApp } from "../shared/use-app.ts";
import type { Axis } from "../shared/use-axis.ts";
import { useHeight } from "../shared/use-height.ts";
import { useStepPointer } from "../shared/use-step-pointer.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { useTransientOf } from "../shared/use-transient.ts";
import { ChartFoot, FOOT } from "./chart-foot.tsx";
import { ChartGutter } from "./chart-gutter.tsx";
import { HoverNote } from "./hover-note.tsx";
import { halfLifeLength, type Line } from "./layout.ts";
import {
  FLOW,
  Flow,
  HALF_LIFE_ROW,
  type HalfLife,
  HalfLives,
  LABEL_GAP,
  LineMarks,
  LongCursor,
  Markers,
  Names,
  type StepMarkProps,
} from "./norm-marks.tsx";
import { Zones } from "./norm-zones.tsx";
import { formatHalfLife } from "./numbers.ts";
import { ScaleNumbers } from "./scale-marks.tsx";
import { type Chart, framedStretch, useChart } from "./use-chart.ts";
import { useChartLines } from "./use-lines.ts";
import { WaitNote } from "./wait-note.tsx";
import "./norm-chart.css";

/** ‖∂L/∂h_t‖ and ‖∂L/∂C_t‖ of every model over the words, on a logarithmic axis. */
export function NormChart() {
  const all = useChartLines();
  const hidden = useApp((state) => state.hiddenLines);
  const lines = useMemo(() => all.filter(({ look }) => !hidden.includes(look)), [all, hidden]);
  const box = useRef<HTMLDivElement>(null);
  const chart = useChart(Math.max(0, ...all.map(({ log10 }) => log10.length)));
  const halfLives = halfLivesOf(lines, chart.axis);
  const foot = chart.kind === "sentence" ? 0 : FOOT * chart.axis.scale;
  const top = (FLOW + HALF_LIFE_ROW * halfLives.length) * chart.axis.scale;
  const height = Math.max(120, useHeight(box) - top - foot);
  const scale = logScale(lines.flatMap(reachOf));
  return (
    <section className="norm-chart" aria-label="Gradient norm">
      <ChartGutter all={all} lines={lines} />
      <div ref={box} className="norm-box">
        <Plot {...{ chart, lines, halfLives, scale, top, height }} />
        {foot > 0 && <ChartFoot chart={chart} top={top + height} />}
      </div>
    </section>
  );
}

/** What of a line the axis must span: its values, and its deviation about them. */
function reachOf({ log10, deviation }: Line): readonly number[] {
  return deviation === undefined
    ? [...log10]
    : Array.from(log10, (value, k) => [value - (deviation[k] as number), value + (deviation[k] as number)]).flat();
}

/** Of the belt and of plain networks; none where the line does not fall steadily. */
function halfLivesOf(lines: readonly Line[], axis: Axis): readonly HalfLife[] {
  return lines.flatMap((line) => {
    const length = line.look === "hidden" ? null : halfLifeLength(line.halfLife, axis.col, line.log10.length);
    return length === null || line.halfLife === null ? [] : [{ line, words: line.halfLife, ...length }];
  });
}

interface PlotProps {
  readonly chart: Chart;
  readonly lines: readonly Line[];
  readonly halfLives: readonly HalfLife[];
  readonly scale: LogScale;
  /** From the top of the drawing to that of the plot, and the plot's height. */
  readonly top: number;
  readonly height: number;
}

function Plot({ chart, lines, halfLives, scale, top, height }: PlotProps) {
  const { axis, step, choose } = chart;
  const block = useTimedBlock<HTMLDivElement>(chart.kind === "sentence");
  const pointer = useStepPointer(axis, choose);
  const width = columnsWidth(axis);
  const at = lines[0]?.log10.length ?? axis.steps;
  const framed = useMemo(() => framedStretch({ kind: chart.kind, axis, step }), [chart.kind, axis, step]);
  const marks = { axis, scale, height, framed };
  return (
    <>
      <ScaleNumbers scale={scale} height={height} top={top} width={axis.x0} />
      <div
        ref={block}
        className="norm-plot"
        data-still={chart.kind !== "sentence" || undefined}
        style={{ left: axis.x0, width }}
        {...pointer}
      >
        <svg width={width} height={top + height} role="img" aria-label={describe(lines)}>
          <g transform={`translate(0 ${top})`}>
            <Zones {...marks} width={width} />
          </g>
          <Scrolled axis={axis} top={top}>
            <Flow axis={axis} at={at} top={top} framed={framed} />
            <HalfLives halfLives={halfLives} axis={axis} at={at} top={top} framed={framed} isMedian={chart.kind === "many"} />
            {lines.map((line) => (
              <LineMarks key={line.key} line={line} {...marks} />
            ))}
            <Names lines={lines} {...marks} />
            {chart.kind === "long" && <LongCursor axis={axis} step={step} height={height} />}
            <Markers lines={lines} step={step} isHovering={chart.kind === "sentence"} {...marks} />
          </Scrolled>
        </svg>
      </div>
      <WaitNote centre={waitCentre(axis, at)} />
      <Readout lines={lines} step={step} top={top} {...marks} />
      {chart.kind === "sentence" && <HoverNote lines={lines} axis={axis} />}
    </>
  );
}

/** Over the arrow's own words, which it covers. */
function waitCentre(axis: Axis, at: number): number {
  return Math.min(axis.x0 + columnsWidth(axis) / 2, (columnCentre(axis, 1) + columnCentre(axis, at)) / 2);
}

/** What the chart shows, in words. */
function describe(lines: readonly Line[]): string {
  if (lines.length === 0) return "An axis for the norm of the gradient; no curve is there yet.";
  const said = lines.map(({ model, letter, halfLife }) => {
    const falls = halfLife === null ? "has no steady half-life" : `halves every ${formatHalfLife(halfLife)}`;
    return `${model}, ${letter}: ${falls}`;
  });
  return `Norm of the gradient at every word, logarithmic. ${said.join("; ")}`;
}

/** Whatever moves with the axis. */
function Scrolled({ axis, top, children }: { readonly axis: Axis; readonly top: number; readonly children: ReactNode }) {
  const group = useRef<SVGGElement>(null);
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => group.current?.setAttribute("transform", `translate(${-px - axis.x0} ${top})`),
  );
  return <g ref={group}>{children}</g>;
}

/** Names and values at the pinned word, right of the plot. */
function Readout({ lines, step: pinned, axis, scale, top, height }: StepMarkProps & { readonly top: number }) {
  const shown = lines.filter(({ log10 }) => log10[pinned - 1] !== undefined);
  const places = spread(
    shown.map(({ log10 }) => yOf(Math.max(scale.low, log10[pinned - 1] as number), scale, height)),
    LABEL_GAP * axis.scale,
    height,
  );
  return (
    <div className="norm-readout" style={{ left: readoutLeft(axis) }}>
      {shown.map(({ key, look, letter, model, log10 }, k) => (
        <span key={key} data-look={look} style={{ top: top + (places[k] as number) }} title={`${model}, ${letter}`}>
          <Numeral text={formatNorm(log10[pinned - 1] as number)} />
        </span>
      ))}
    </div>
  );
}
