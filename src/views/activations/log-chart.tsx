import { type ReactNode, useMemo, useRef } from "react";
import { columnCentre, columnsWidth, readoutLeft } from "../shared/axis-geometry.ts";
import { formatTick, type LogScale, linePath, logScale, spread, yOf } from "../shared/log-scale.ts";
import { placeNames } from "../shared/name-places.ts";
import { Numeral } from "../shared/numeral.tsx";
import { formatNorm } from "../shared/powers.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { type Axis, useAxisGeometry, useSidewaysScroll } from "../shared/use-axis.ts";
import { useStepPointer } from "../shared/use-step-pointer.ts";
import { useTransientHover, useTransientOf } from "../shared/use-transient.ts";
import "./log-chart.css";

/** A number at every word, as its logarithm; its look (colour and dash) stands in the style sheet. */
export interface LogLine {
  readonly name: string;
  readonly look: "own" | "swapped" | "sigmoid" | "tanh" | "relu";
  /** Hue of a quantity; ink without one. */
  readonly hue?: string;
  /** (T), entry t − 1 of word t. */
  readonly log10: Float64Array;
}

const HEIGHT = 132;
/** Width of a letter at 12 px semibold, generously. */
const LETTER = 7.2;
/** Where ticks stand inside the plot, names keep clear of them. */
const TICKS = 36;
const LABEL_GAP = 15;

/** Lines over the words of the sentence on a logarithmic axis, with their numbers at the pinned word; hovering looks, a press pins. */
export function LogChart({
  label,
  lines,
  children,
}: {
  readonly label: string;
  readonly lines: readonly LogLine[];
  readonly children?: ReactNode;
}) {
  const axis = useAxisGeometry();
  const sideways = useSidewaysScroll<HTMLDivElement>();
  const pointer = useStepPointer(axis);
  const width = columnsWidth(axis);
  const scale = useMemo(() => logScale(lines.flatMap(({ log10 }) => [...log10])), [lines]);
  return (
    <div className="log-chart" data-narrow={axis.isNarrow || undefined}>
      <div className="log-gutter" style={axis.isNarrow ? {} : { width: axis.x0 }}>
        {children}
      </div>
      <div className="log-body">
        <div className="log-ticks" style={{ width: axis.isNarrow ? TICKS : axis.x0 }} aria-hidden="true">
          {scale.ticks.map((tick) => (
            <span key={tick} style={{ top: yOf(tick, scale, HEIGHT) }}>
              <Numeral text={formatTick(tick, scale)} />
            </span>
          ))}
        </div>
        <div ref={sideways} className="log-plot" style={{ left: axis.x0, width }} {...pointer}>
          <svg width={width} height={HEIGHT} role="img" aria-label={describe(label, lines)}>
            {scale.ticks.map((tick) => (
              <path
                key={tick}
                className="log-grid"
                data-one={tick === 0 || undefined}
                d={`M0,${Math.min(HEIGHT - 1, Math.round(yOf(tick, scale, HEIGHT))) + 0.5}h${width}`}
              />
            ))}
            <Scrolled axis={axis}>
              <Lines lines={lines} axis={axis} scale={scale} />
            </Scrolled>
          </svg>
        </div>
        <Readout lines={lines} axis={axis} scale={scale} />
      </div>
    </div>
  );
}

/** First and last number of every line, in words. */
function describe(label: string, lines: readonly LogLine[]): string {
  const said = lines.map(
    ({ name, log10 }) => `${name} from ${formatNorm(log10[0] ?? Number.NaN)} to ${formatNorm(log10.at(-1) ?? Number.NaN)}`,
  );
  return `${label}, logarithmic: ${said.join("; ")}`;
}

function Scrolled({ axis, children }: { readonly axis: Axis; readonly children: ReactNode }) {
  const group = useRef<SVGGElement>(null);
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => group.current?.setAttribute("transform", `translate(${-px - axis.x0} 0)`),
  );
  return <g ref={group}>{children}</g>;
}

interface Marks {
  readonly lines: readonly LogLine[];
  readonly axis: Axis;
  readonly scale: LogScale;
}

function Lines({ lines, axis, scale }: Marks) {
  const pinned = useApp((state) => state.step);
  const xOf = (step: number) => columnCentre(axis, step);
  return (
    <>
      {pinned > 0 && <path className="log-pinned" d={`M${xOf(pinned)},0v${HEIGHT}`} />}
      {lines.map((line) => (
        <g key={line.name} className="log-line" data-look={line.look} data-hue={line.hue}>
          <path d={linePath(line, xOf, scale, HEIGHT)} />
          {Number.isFinite(line.log10[pinned - 1]) && (
            <circle cx={xOf(pinned)} cy={yOf(line.log10[pinned - 1] as number, scale, HEIGHT)} r={4} />
          )}
        </g>
      ))}
      <Names lines={lines} axis={axis} scale={scale} />
      <Hovered lines={lines} axis={axis} scale={scale} />
    </>
  );
}

function Names({ lines, axis, scale }: Marks) {
  const width = columnsWidth(axis);
  const places = useMemo(() => {
    const named = lines.map(({ log10, name }) => ({
      points: Array.from(log10, (value, k) => ({
        x: columnCentre(axis, k + 1) - axis.x0,
        y: yOf(value, scale, HEIGHT),
        value,
      })).filter(({ value }) => Number.isFinite(value)),
      width: name.length * LETTER,
    }));
    return placeNames(named, { left: axis.isNarrow ? TICKS : 0, width, height: HEIGHT });
  }, [lines, axis, scale, width]);
  return lines.map(({ name, look, hue }, k) => {
    const place = places[k];
    return place == null ? null : (
      <text key={name} className="log-name" data-look={look} data-hue={hue} x={axis.x0 + place.x} y={place.y + 4}>
        {name}
      </text>
    );
  });
}

/** Hollow dots at the word under the pointer. */
function Hovered({ lines, axis, scale }: Marks) {
  const { store } = useAppHandle();
  const group = useRef<SVGGElement>(null);
  useTransientHover(
    (hover) => hover.step,
    (hovered) => {
      const step = hovered === store.getState().step ? null : hovered;
      group.current?.querySelectorAll("circle").forEach((dot, k) => {
        const value = step === null ? undefined : lines[k]?.log10[step - 1];
        const isThere = value !== undefined && Number.isFinite(value);
        dot.style.display = isThere ? "" : "none";
        if (!isThere || step === null) return;
        dot.setAttribute("cx", String(columnCentre(axis, step)));
        dot.setAttribute("cy", String(yOf(value, scale, HEIGHT)));
      });
    },
  );
  return (
    <g ref={group}>
      {lines.map(({ name, look, hue }) => (
        <g key={name} className="log-line" data-look={look} data-hue={hue} data-hollow="">
          <circle r={4} />
        </g>
      ))}
    </g>
  );
}

/** The numbers at the pinned word, right of the plot. */
function Readout({ lines, axis, scale }: Marks) {
  const pinned = useApp((state) => state.step);
  const shown = lines.filter(({ log10 }) => log10[pinned - 1] !== undefined);
  const pinnedIn = ({ log10 }: LogLine) => log10[pinned - 1] as number;
  // What is no number stands at the top, where it went.
  const heightOf = (line: LogLine) => yOf(Number.isNaN(pinnedIn(line)) ? Infinity : pinnedIn(line), scale, HEIGHT);
  const places = spread(shown.map(heightOf), LABEL_GAP, HEIGHT);
  return (
    <div className="log-readout" style={{ left: readoutLeft(axis) }}>
      {shown.map((line, k) => (
        <span key={line.name} data-look={line.look} data-hue={line.hue} style={{ top: places[k] as number }} title={line.name}>
          <Numeral text={formatNorm(pinnedIn(line))} />
        </span>
      ))}
    </div>
  );
}
