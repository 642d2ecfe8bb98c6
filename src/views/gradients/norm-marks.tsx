import { useRef } from "react";
import { columnCentre } from "../shared/axis-geometry.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import type { Axis } from "../shared/use-axis.ts";
import { useTransientHover } from "../shared/use-transient.ts";
import { type Line, type LogScale, linePath, spread, yOf, zonesOf } from "./layout.ts";
import { formatHalfLife, formatPower } from "./numbers.ts";

/** Above the plot: the way of the gradient, and a row for each half-life. */
export const FLOW = 34;
export const HALF_LIFE_ROW = 20;
/** Room that a half-life's words need beside its length. */
const HALF_LIFE_WORDS = 190;
/** Least distance of two labels. */
export const LABEL_GAP = 15;

/** A half-life that is drawn: its line, and its length in px. */
export interface HalfLife {
  readonly line: Line;
  readonly words: number;
  readonly length: number;
}

/** Where marks stand: over the axis, in a plot of `height`. */
export interface MarkProps {
  readonly axis: Axis;
  readonly scale: LogScale;
  readonly height: number;
}

/** Tints where the gradient explodes and where it vanishes, and the lines of the powers of ten. */
export function Zones({
  scale,
  height,
  width,
  isRelative,
}: Omit<MarkProps, "axis"> & { readonly isRelative: boolean; readonly width: number }) {
  const { explodes, vanishes } = zonesOf(isRelative);
  const top = yOf(explodes, scale, height);
  const bottom = yOf(vanishes, scale, height);
  return (
    <>
      {top > 0 && <rect className="norm-zone" width={width} height={top} />}
      {bottom < height && <rect className="norm-zone" y={bottom} width={width} height={height - bottom} />}
      {scale.ticks.map((tick) => (
        <line key={tick} className="norm-grid" x2={width} y1={yOf(tick, scale, height)} y2={yOf(tick, scale, height)} />
      ))}
      {top >= 36 && (
        <text className="norm-zone-name" x={8} y={16}>
          <tspan className="norm-zone-title">Explodes</tspan>
          <tspan x={8} dy={15}>
            above {formatPower(explodes)}
            {isRelative ? " of the last word’s" : ""}
          </tspan>
        </text>
      )}
      {height - bottom >= 36 && (
        <text className="norm-zone-name" x={8} y={height - 22}>
          <tspan className="norm-zone-title">Vanishes</tspan>
          <tspan x={8} dy={15}>
            below {formatPower(vanishes)}
            {isRelative ? " of the last word’s" : ""}
          </tspan>
        </text>
      )}
    </>
  );
}

/** The direction: from the loss to the first word. */
export function Flow({ axis, at, top }: { readonly axis: Axis; readonly at: number; readonly top: number }) {
  if (at < 2) return null;
  const [from, to] = [columnCentre(axis, at), columnCentre(axis, 1)];
  const middle = (from + to) / 2;
  return (
    <g className="norm-flow" transform={`translate(0 ${FLOW / 2 - top})`}>
      <path d={`M${from},0H${to}m6,-4l-6,4l6,4`} />
      <circle cx={from} r={4} />
      <text x={middle} y={4}>
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

/** Lengths that end at the loss, each in its row. */
export function HalfLives({
  halfLives,
  axis,
  at,
  top,
}: {
  readonly halfLives: readonly HalfLife[];
  readonly axis: Axis;
  readonly at: number;
  readonly top: number;
}) {
  const end = columnCentre(axis, at);
  return halfLives.map(({ line: { key, look, model }, words, length }, row) => {
    const isLong = end - length - axis.x0 < HALF_LIFE_WORDS;
    return (
      <g
        key={key}
        className="norm-half-life"
        data-look={look}
        transform={`translate(0 ${FLOW - top + HALF_LIFE_ROW * (row + 0.4)})`}
      >
        <path
          transform={isLong ? "translate(0 9)" : undefined}
          d={`M${end - length},-4V4M${end - length},0H${end}M${end},-4V4`}
        />
        <text x={isLong ? end - length / 2 : end - length - 8} y={4} textAnchor={isLong ? "middle" : "end"}>
          {model} half-life {formatHalfLife(words)}
        </text>
      </g>
    );
  });
}

/** Every line's name, above it near the left, where lines are furthest apart. */
export function Names({ lines, axis, scale, height }: MarkProps & { readonly lines: readonly Line[] }) {
  const step = Math.min(3, lines[0]?.log10.length ?? 1);
  const places = spread(
    lines.map(({ log10 }) => yOf(Math.max(scale.low, log10[step - 1] ?? 0), scale, height) - 9),
    LABEL_GAP,
    height - 4,
  );
  return lines.map(({ key, look, model, letter }, k) => (
    <text key={key} className="norm-name" data-look={look} x={columnCentre(axis, step) - 8} y={places[k]}>
      {letter} of {model}
    </text>
  ));
}

/** Filled at the pinned word, hollow under the pointer. */
export function Markers({ lines, axis, scale, height }: MarkProps & { readonly lines: readonly Line[] }) {
  const { store } = useAppHandle();
  const pinned = useApp((state) => state.step);
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
