import { useMemo, useRef } from "react";
import { columnCentre, columnsWidth } from "../shared/axis-geometry.ts";
import { type LogScale, linePath, yOf } from "../shared/log-scale.ts";
import { besideStretch, placeNames, type Stretch } from "../shared/name-places.ts";
import { useAppHandle } from "../shared/use-app.ts";
import type { Axis } from "../shared/use-axis.ts";
import { useTransientHover } from "../shared/use-transient.ts";
import { bandPath, type HalfLifeLength, type Line } from "./layout.ts";
import { formatHalfLife } from "./numbers.ts";

// Lengths before the projector's scale.
/** Above the plot: the way of the gradient, and a row for each half-life. */
export const FLOW = 34;
export const HALF_LIFE_ROW = 20;
/** Mean width of a letter of a half-life's words. */
const HALF_LIFE_LETTER = 6.6;
/** Width of a letter at 12 px semibold, generously. */
export const LETTER = 7.2;
const FLOW_WORDS = "gradient flows back";
/** Where ticks stand inside the plot, names keep clear of them. */
const TICKS = 36;
/** Least distance of two values. */
export const LABEL_GAP = 15;

/** A half-life that is drawn: its line, its words and its length. */
export interface HalfLife extends HalfLifeLength {
  readonly line: Line;
  readonly words: number;
}

/** Where marks stand: over the axis, in a plot of `height`. */
export interface MarkProps {
  readonly axis: Axis;
  readonly scale: LogScale;
  readonly height: number;
  /** What the cursor frames or lines out, which no name crosses. */
  readonly framed: Stretch | null;
}

/** Marks at a step of lines. */
export interface StepMarkProps extends MarkProps {
  readonly lines: readonly Line[];
  readonly step: number;
}

/** The direction: from the loss to the first word. */
export function Flow({
  axis,
  at,
  top,
  framed,
}: Pick<MarkProps, "axis" | "framed"> & { readonly at: number; readonly top: number }) {
  if (at < 2) return null;
  const [from, to] = [columnCentre(axis, at), columnCentre(axis, 1)];
  const own = FLOW_WORDS.length * LETTER * axis.scale;
  const middle = besideStretch((from + to) / 2, own, framed, { left: to, right: from });
  const hasRoom = from - to > own + 24;
  return (
    <g className="norm-flow" transform={`translate(0 ${(FLOW * axis.scale) / 2 - top})`}>
      <path d={`M${from},0H${to}m6,-4l-6,4l6,4`} />
      <circle cx={from} r={4} />
      {hasRoom && (
        <text x={middle} dy="0.35em">
          {FLOW_WORDS}
        </text>
      )}
    </g>
  );
}

export function LineMarks({ line, axis, scale, height }: Omit<MarkProps, "framed"> & { readonly line: Line }) {
  const xOf = (step: number) => columnCentre(axis, step);
  const radius = line.look === "hidden" ? 2 : 3;
  return (
    <g className="norm-line" data-look={line.look}>
      {line.deviation !== undefined && <path className="norm-band" d={bandPath(line, xOf, scale, height)} />}
      <path d={linePath(line, xOf, scale, height)} />
      {axis.col >= 14 &&
        Array.from(line.log10, (value, k) =>
          Number.isFinite(value) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its word's place
            <circle key={k} cx={xOf(k + 1)} cy={yOf(value, scale, height)} r={radius} />
          ) : null,
        )}
    </g>
  );
}

/** Lengths that end at the loss, each in its row; one that is longer than the sentence leaves it with an arrow. */
export function HalfLives({
  halfLives,
  axis,
  at,
  top,
  framed,
  isMedian,
}: Pick<MarkProps, "axis" | "framed"> & {
  readonly halfLives: readonly HalfLife[];
  readonly at: number;
  readonly top: number;
  readonly isMedian: boolean;
}) {
  const end = columnCentre(axis, at);
  return halfLives.map(({ line: { key, look, model, letter }, words, px, isOpen }, row) => {
    const start = end - px;
    const said = `${model} ${letter} ${isMedian ? "median " : ""}half-life ${formatHalfLife(words)}`;
    const own = said.length * HALF_LIFE_LETTER * axis.scale;
    const hasRoomBeside = start - axis.x0 >= own + 8;
    const wanted = hasRoomBeside ? start - 8 - own / 2 : Math.max((start + end) / 2, axis.x0 + own / 2);
    const centre = besideStretch(wanted, own, framed, {
      left: axis.x0,
      right: hasRoomBeside ? start - 8 : axis.x0 + columnsWidth(axis),
    });
    return (
      <g
        key={key}
        className="norm-half-life"
        data-look={look}
        transform={`translate(0 ${(FLOW + HALF_LIFE_ROW * (row + 0.4)) * axis.scale - top})`}
      >
        <path d={`M${start},0H${end}M${end},-4v8M${start},-4${isOpen ? "m5,0l-5,4l5,4" : "v8"}`} />
        <text x={centre} dy="0.35em" textAnchor="middle">
          {said}
        </text>
      </g>
    );
  });
}

/** The name of each line beside it, where there is most paper: it touches no line and no other name if there is such a place. */
export function Names({ lines, axis, scale, height, framed }: MarkProps & { readonly lines: readonly Line[] }) {
  const width = columnsWidth(axis);
  const places = useMemo(() => {
    const named = lines.map(({ log10, model, letter }) => ({
      points: Array.from(log10, (value, k) => ({
        x: (columnCentre(axis, k + 1) - axis.x0) / axis.scale,
        y: yOf(value, scale, height) / axis.scale,
        value,
      })).filter(({ value }) => Number.isFinite(value)),
      width: `${model} ${letter}`.length * LETTER,
    }));
    return placeNames(named, {
      left: axis.isNarrow ? TICKS : 0,
      width: width / axis.scale,
      height: height / axis.scale,
      framed: framed && { left: (framed.left - axis.x0) / axis.scale, right: (framed.right - axis.x0) / axis.scale },
    });
  }, [lines, axis, scale, height, width, framed]);
  // One column has no room for a name beside its frame; the switches tell which is which.
  if (axis.steps < 2) return null;
  return lines.map(({ key, look, model, letter }, k) => {
    const place = places[k];
    return place == null ? null : (
      <text
        key={key}
        className="norm-name"
        data-look={look}
        x={axis.x0 + place.x * axis.scale}
        y={place.y * axis.scale}
        dy="0.35em"
      >
        {model} <tspan className="norm-letter">{letter}</tspan>
      </text>
    );
  });
}

/** The word that is looked at, where the sentence's own cursor does not reach. */
export function LongCursor({ axis, step, height }: { readonly axis: Axis; readonly step: number; readonly height: number }) {
  return step === 0 ? null : <path className="norm-cursor" d={`M${columnCentre(axis, step)},0v${height}`} />;
}

/** Filled at the pinned word, hollow under the pointer. */
export function Markers({
  lines,
  step: pinned,
  isHovering,
  axis,
  scale,
  height,
}: StepMarkProps & { readonly isHovering: boolean }) {
  const { store } = useAppHandle();
  const group = useRef<SVGGElement>(null);
  useTransientHover(
    (hover) => hover.step,
    (hovered) => {
      const step = !isHovering || hovered === store.getState().step ? null : hovered;
      group.current?.querySelectorAll("circle").forEach((dot, k) => {
        const value = step === null ? undefined : lines[k]?.log10[step - 1];
        const isThere = value !== undefined && Number.isFinite(value);
        dot.style.display = isThere ? "" : "none";
        if (!isThere || step === null) return;
        dot.setAttribute("cx", String(columnCentre(axis, step)));
        dot.setAttribute("cy", String(yOf(value, scale, height)));
      });
    },
  );
  return (
    <>
      {lines.map(({ key, look, log10 }) => {
        const value = log10[pinned - 1];
        if (value === undefined || !Number.isFinite(value)) return null;
        return (
          <g key={key} className="norm-marker" data-look={look}>
            <circle cx={columnCentre(axis, pinned)} cy={yOf(value, scale, height)} r={look === "hidden" ? 3.5 : 5} />
          </g>
        );
      })}
      <g ref={group}>
        {lines.map(({ key, look }) => (
          <g key={key} className="norm-marker" data-look={look} data-hollow>
            <circle r={4} />
          </g>
        ))}
      </g>
    </>
  );
}
