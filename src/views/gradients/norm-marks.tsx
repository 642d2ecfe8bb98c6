import { useMemo, useRef } from "react";
import { columnCentre, columnsWidth } from "../shared/axis-geometry.ts";
import { type LogScale, linePath, yOf } from "../shared/log-scale.ts";
import { placeNames } from "../shared/name-places.ts";
import { splitPower } from "../shared/numeral.tsx";
import { formatPower } from "../shared/powers.ts";
import { useAppHandle } from "../shared/use-app.ts";
import type { Axis } from "../shared/use-axis.ts";
import { useTransientHover } from "../shared/use-transient.ts";
import { bandPath, EXPLODES, FLOAT32_HIGH, FLOAT32_LOW, type HalfLifeLength, type Line, VANISHES } from "./layout.ts";
import { formatHalfLife } from "./numbers.ts";

// Lengths before the projector's scale.
/** Above the plot: the way of the gradient, and a row for each half-life. */
export const FLOW = 34;
export const HALF_LIFE_ROW = 20;
/** Room that a half-life's words need beside its length. */
const HALF_LIFE_WORDS = 160;
/** Width of a letter at 12 px semibold, generously. */
const LETTER = 7.2;
/** Where ticks stand inside the plot, names keep clear of them. */
const TICKS = 36;
/** A zone's name needs as much height. */
const ZONE_NAME = 36;
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
}

/** Marks at a step of lines. */
export interface StepMarkProps extends MarkProps {
  readonly lines: readonly Line[];
  readonly step: number;
}

/** Tints where the gradient explodes and where it vanishes, and the lines of the powers of ten. */
export function Zones({ axis, scale, height, width }: MarkProps & { readonly width: number }) {
  const name = ZONE_NAME * axis.scale;
  const top = yOf(EXPLODES, scale, height);
  const bottom = yOf(VANISHES, scale, height);
  return (
    <>
      <rect className="norm-zone" width={width} height={top} />
      <rect className="norm-zone" y={bottom} width={width} height={height - bottom} />
      {scale.ticks.map((tick) => (
        <path
          key={tick}
          className="norm-grid"
          data-one={tick === 0 || undefined}
          d={`M0,${Math.min(height - 1, Math.round(yOf(tick, scale, height))) + 0.5}h${width}`}
        />
      ))}
      <Bound at={FLOAT32_HIGH} where="float32: infinite above" {...{ scale, height, width }} />
      <Bound at={FLOAT32_LOW} where="float32: 0 below" {...{ scale, height, width }} />
      {top >= name && <ZoneName x={width - 8} y={16 * axis.scale} name="Explodes" where="above" bound={EXPLODES} />}
      {height - bottom >= name && (
        <ZoneName x={width - 8} y={height - 22 * axis.scale} name="Vanishes" where="below" bound={VANISHES} />
      )}
    </>
  );
}

/** Where the numbers of a real training run end; drawn only where the axis reaches so far. */
function Bound(props: Omit<MarkProps, "axis"> & { readonly width: number; readonly at: number; readonly where: string }) {
  const { at, where, scale, height, width } = props;
  if (at >= scale.high || at <= scale.low) return null;
  const y = Math.round(yOf(at, scale, height)) + 0.5;
  return (
    <>
      <path className="norm-bound" d={`M0,${y}h${width}`} />
      <text className="norm-zone-name" textAnchor="end" x={width - 8} y={y - 5}>
        {where}
      </text>
    </>
  );
}

function ZoneName(props: {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly where: string;
  readonly bound: number;
}) {
  const bound = formatPower(props.bound);
  const split = splitPower(bound);
  return (
    <text className="norm-zone-name" textAnchor="end" x={props.x} y={props.y}>
      <tspan className="norm-zone-title">{props.name}</tspan>
      <tspan x={props.x} dy="1.35em">
        {props.where} {split?.base ?? bound}
      </tspan>
      {split !== null && (
        <tspan className="norm-power" dy="-0.5em">
          {split.exponent}
        </tspan>
      )}
    </text>
  );
}

/** The direction: from the loss to the first word. */
export function Flow({ axis, at, top }: { readonly axis: Axis; readonly at: number; readonly top: number }) {
  if (at < 2) return null;
  const [from, to] = [columnCentre(axis, at), columnCentre(axis, 1)];
  const middle = (from + to) / 2;
  return (
    <g className="norm-flow" transform={`translate(0 ${(FLOW * axis.scale) / 2 - top})`}>
      <path d={`M${from},0H${to}m6,-4l-6,4l6,4`} />
      <circle cx={from} r={4} />
      <text x={middle} dy="0.35em">
        gradient flows back
      </text>
    </g>
  );
}

export function LineMarks({ line, axis, scale, height }: MarkProps & { readonly line: Line }) {
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
  isMedian,
}: {
  readonly halfLives: readonly HalfLife[];
  readonly axis: Axis;
  readonly at: number;
  readonly top: number;
  readonly isMedian: boolean;
}) {
  const end = columnCentre(axis, at);
  return halfLives.map(({ line: { key, look, model }, words, px, isOpen }, row) => {
    const start = end - px;
    const hasRoomBeside = start - axis.x0 >= HALF_LIFE_WORDS * axis.scale;
    return (
      <g
        key={key}
        className="norm-half-life"
        data-look={look}
        transform={`translate(0 ${(FLOW + HALF_LIFE_ROW * (row + 0.4)) * axis.scale - top})`}
      >
        <path d={`M${start},0H${end}M${end},-4v8M${start},-4${isOpen ? "m5,0l-5,4l5,4" : "v8"}`} />
        <text x={hasRoomBeside ? start - 8 : (start + end) / 2} dy="0.35em" textAnchor={hasRoomBeside ? "end" : "middle"}>
          {`${model} ${isMedian ? "median " : ""}half-life ${formatHalfLife(words)}`}
        </text>
      </g>
    );
  });
}

/** The name of each line beside it, where there is most paper: it touches no line and no other name if there is such a place. */
export function Names({ lines, axis, scale, height }: MarkProps & { readonly lines: readonly Line[] }) {
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
    });
  }, [lines, axis, scale, height, width]);
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
