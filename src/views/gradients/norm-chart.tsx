import { type ReactNode, useRef, useState } from "react";
import { columnsWidth } from "../shared/axis-geometry.ts";
import { useApp } from "../shared/use-app.ts";
import { type Axis, useAxisGeometry, useSidewaysScroll } from "../shared/use-axis.ts";
import { useHeight } from "../shared/use-height.ts";
import { useStepPointer } from "../shared/use-step-pointer.ts";
import { useTransientOf } from "../shared/use-transient.ts";
import { halfLifeLength, type Line, type LogScale, logScale, spread, yOf } from "./layout.ts";
import {
  FLOW,
  Flow,
  HALF_LIFE_ROW,
  type HalfLife,
  HalfLives,
  LABEL_GAP,
  LineMarks,
  Markers,
  type MarkProps,
  Names,
  Zones,
} from "./norm-marks.tsx";
import { NormsDialog } from "./norms-dialog.tsx";
import { formatHalfLife, formatNorm, formatPower } from "./numbers.ts";
import { Numeral } from "./numeral.tsx";
import { useLines } from "./use-lines.ts";
import "./norm-chart.css";

/** ‖∂L/∂h_t‖ and ‖∂L/∂C_t‖ of every model over the words, on a logarithmic axis. */
export function NormChart() {
  const lines = useLines();
  const isRelative = useApp((state) => state.isRelative);
  const follow = useApp((state) => state.follow);
  const box = useRef<HTMLDivElement>(null);
  const axis = useAxisGeometry();
  const halfLives = halfLivesOf(lines, axis);
  const top = FLOW + HALF_LIFE_ROW * halfLives.length;
  const height = Math.max(120, useHeight(box) - top);
  const [hasTable, setHasTable] = useState(false);
  const scale = logScale(lines.flatMap(({ log10 }) => [...log10]));
  return (
    <section className="norm-chart" aria-label="Gradient norm">
      <div className="norm-gutter">
        <h2 className="section-title">Gradient norm</h2>
        <p className="norm-scale">log scale{isRelative ? ", 1 = last word" : ""}</p>
        <label className="norm-switch">
          <input
            type="checkbox"
            role="switch"
            aria-checked={isRelative}
            checked={isRelative}
            onChange={(event) => follow({ isRelative: event.target.checked })}
          />
          <span>relative to the last word</span>
        </label>
        <button type="button" className="text-button" onClick={() => setHasTable(true)}>
          Table
        </button>
      </div>
      <div ref={box} className="norm-box">
        {lines.length > 0 && <Plot {...{ axis, lines, halfLives, scale, top, height }} />}
      </div>
      {hasTable && <NormsDialog lines={lines} onClose={() => setHasTable(false)} />}
    </section>
  );
}

/** Of the belt and of plain networks; none where the line does not fall steadily. */
function halfLivesOf(lines: readonly Line[], axis: Axis): readonly HalfLife[] {
  return lines.flatMap((line) => {
    const length = line.look === "hidden" ? null : halfLifeLength(line.halfLife, axis.col, line.log10.length);
    return length === null || line.halfLife === null ? [] : [{ line, words: line.halfLife, ...length }];
  });
}

interface PlotProps {
  readonly axis: Axis;
  readonly lines: readonly Line[];
  readonly halfLives: readonly HalfLife[];
  readonly scale: LogScale;
  /** From the top of the drawing to that of the plot, and the plot's height. */
  readonly top: number;
  readonly height: number;
}

function Plot({ axis, lines, halfLives, scale, top, height }: PlotProps) {
  const sideways = useSidewaysScroll<HTMLDivElement>();
  const pointer = useStepPointer(axis);
  const width = columnsWidth(axis);
  const at = lines[0]?.log10.length ?? 0;
  return (
    <>
      <div className="norm-ticks" style={{ width: axis.x0 }} aria-hidden="true">
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ top: top + yOf(tick, scale, height) }}>
            <Numeral text={formatPower(tick)} />
          </span>
        ))}
      </div>
      <div ref={sideways} className="norm-plot" style={{ left: axis.x0, width }} {...pointer}>
        <svg width={width} height={top + height} role="img" aria-label={describe(lines)}>
          <g transform={`translate(0 ${top})`}>
            <Zones scale={scale} height={height} width={width} />
          </g>
          <Scrolled axis={axis} top={top}>
            <Flow axis={axis} at={at} top={top} />
            <HalfLives halfLives={halfLives} axis={axis} at={at} top={top} />
            {lines.map((line) => (
              <LineMarks key={line.key} line={line} axis={axis} scale={scale} height={height} />
            ))}
            <Names lines={lines} axis={axis} scale={scale} height={height} />
            <Markers lines={lines} axis={axis} scale={scale} height={height} />
          </Scrolled>
        </svg>
      </div>
      <Readout lines={lines} axis={axis} scale={scale} top={top} height={height} />
    </>
  );
}

/** What the chart shows, in words. */
function describe(lines: readonly Line[]): string {
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
function Readout({ lines, axis, scale, top, height }: MarkProps & { readonly lines: readonly Line[]; readonly top: number }) {
  const pinned = useApp((state) => state.step);
  const shown = lines.filter(({ log10 }) => log10[pinned - 1] !== undefined);
  const places = spread(
    shown.map(({ log10 }) => yOf(Math.max(scale.low, log10[pinned - 1] as number), scale, height)),
    LABEL_GAP,
    height,
  );
  return (
    <div className="norm-readout" style={{ left: axis.x0 + columnsWidth(axis) }}>
      {shown.map(({ key, look, letter, model, log10 }, k) => (
        <span key={key} data-look={look} style={{ top: top + (places[k] as number) }} title={`${model}, ${letter}`}>
          <Numeral text={formatNorm(log10[pinned - 1] as number)} />
        </span>
      ))}
    </div>
  );
}
