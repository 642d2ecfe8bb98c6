import { type RefObject, useRef } from "react";
import type { SignalSpec } from "../../engine/cell.ts";
import { columnCentre, columnsWidth, isInView, visibleSteps } from "../shared/axis-geometry.ts";
import { formatSigned } from "../shared/format.ts";
import { type App, useAppHandle } from "../shared/use-app.ts";
import type { Axis } from "../shared/use-axis.ts";
import { findSignal } from "../shared/value-domain.ts";
import { spreadLabels, type TracedUnit, type TraceRange, tracePath, traceRange, yOf } from "./trace-lines.ts";

/** Heights before the projector's scale: the block at least and at most, and the paper above the plot and below it. */
const TRACE_HEIGHT = 72;
const TALLEST_TRACE = 128;
const MARGIN = 4;
/** Distance of two labels, and how far they may stand out of the block. */
const LABEL_GAP = 13;
const LABEL_OVERHANG = 4;
/** From the last column to its label. */
const LABEL_DISTANCE = 9;

/** Height of the trace in whole CSS pixels; what the heatmaps leave makes it taller. */
export function traceHeight(sparePx: number, scale: number): number {
  return Math.round(Math.min(TALLEST_TRACE * scale, TRACE_HEIGHT * scale + sparePx));
}

/** A line of the trace: a signal of the pinned unit, or the memory of a unit compared with it. */
export interface TraceLine {
  readonly key: string;
  readonly signal: SignalSpec;
  /** Null for the pinned unit. */
  readonly compared: number | null;
}

interface Picture {
  readonly lines: readonly TraceLine[];
  readonly unit: number;
  readonly axis: Axis;
  /** CSS pixels. */
  readonly height: number;
}

/** Elements that React made and this draws into; `labels` holds three ticks, then a label a line. */
interface Grounds {
  readonly svg: RefObject<SVGSVGElement | null>;
  readonly labels: RefObject<HTMLElement | null>;
}

/** What was drawn last: hovering adds dots to it and reads nothing anew. */
interface Drawn {
  readonly traced: readonly (TracedUnit | null)[];
  readonly y: (value: number) => number;
}

/** Draws the trace as it is now: paths, ticks, labels, dots at the pinned word; and the hollow dots at the hovered one. */
export function useTraceDrawing(
  { svg, labels }: Grounds,
  picture: Picture,
): { readonly draw: () => void; readonly drawHovered: () => void } {
  const app = useAppHandle();
  const drawn = useRef<Drawn | null>(null);
  const drawHovered = () => {
    if (svg.current === null || drawn.current === null) return;
    const { step: hovered } = app.hover.getState();
    const step = hovered === app.store.getState().step ? null : hovered;
    drawDots(svg.current, ".trace-hovered", picture, drawn.current, step);
  };
  const draw = () => {
    if (svg.current === null || labels.current === null) return;
    const traced = readLines(app, picture);
    const range = traceRange(traced.filter((line) => line !== null));
    const scaled = (px: number) => px * picture.axis.scale;
    const y = (value: number) => scaled(MARGIN) + yOf(value, range, picture.height - scaled(2 * MARGIN));
    drawn.current = { traced, y };
    drawTicks(svg.current, labels.current, picture.axis, range, y);
    drawLines(app, svg.current, labels.current, picture, drawn.current);
    drawDots(svg.current, ".trace-pinned", picture, drawn.current, app.store.getState().step);
    drawHovered();
  };
  return { draw, drawHovered };
}

function readLines({ store, buffer }: App, { lines, unit }: Picture): readonly (TracedUnit | null)[] {
  const { layer, steps } = store.getState();
  const trace = buffer.trace();
  return lines.map(({ signal, compared }) => {
    const view = findSignal(trace, layer, signal.name);
    const own = compared ?? unit;
    return view === null || own >= view.units ? null : { view: { ...view, steps: Math.min(view.steps, steps) }, unit: own };
  });
}

function drawTicks(
  svg: SVGSVGElement,
  labels: HTMLElement,
  { x0, viewWidth, steps, col }: Axis,
  range: TraceRange,
  y: (value: number) => number,
) {
  const width = Math.min(viewWidth, Math.max(1, steps * col));
  const paths = svg.querySelectorAll<SVGPathElement>(".trace-top, .trace-zero, .trace-bottom");
  [range.high, 0, range.low].forEach((value, index) => {
    const isShown = index < 2 || range.low < 0;
    paths[index]?.setAttribute("d", isShown ? `M0 ${Math.round(y(value)) + 0.5}h${width}` : "");
    const label = labels.children[index] as HTMLElement;
    const text = isShown ? formatSigned(value, 0) : "";
    if (label.textContent !== text) label.textContent = text;
    label.style.transform = `translateY(${y(value)}px)`;
    label.style.width = x0 === 0 ? "auto" : `${x0}px`;
  });
}

function drawLines(
  { store }: App,
  svg: SVGSVGElement,
  labels: HTMLElement,
  { axis, lines, height }: Picture,
  { traced, y }: Drawn,
) {
  const scroll = axis.scroll.getState();
  const [first, last] = visibleSteps(axis, scroll);
  const around = [Math.max(1, first - 1), last + 1] as const;
  const x = (step: number) => columnCentre(axis, step) - axis.x0 - scroll;
  const paths = svg.querySelectorAll<SVGPathElement>(".trace-line");
  const end = Math.min(last, store.getState().steps);
  const wanted = traced.map((line) => (line === null || end < 1 ? 0 : y(numberAt(line, end))));
  const right = axis.x0 + columnsWidth(axis) + LABEL_DISTANCE * axis.scale;
  const high = height + LABEL_OVERHANG * axis.scale;
  const placed = spreadLabels(wanted, LABEL_GAP * axis.scale, LABEL_OVERHANG * axis.scale, high);
  lines.forEach((_, index) => {
    const line = traced[index] ?? null;
    paths[index]?.setAttribute("d", line === null ? "" : tracePath(line, around, x, y));
    const label = labels.children[index + 3] as HTMLElement;
    label.style.visibility = line === null || end < 1 ? "hidden" : "visible";
    label.style.transform = `translate(${right}px, ${placed[index]}px)`;
  });
}

function drawDots(svg: SVGSVGElement, selector: string, { axis, lines }: Picture, { traced, y }: Drawn, step: number | null) {
  const scroll = axis.scroll.getState();
  const dots = svg.querySelectorAll<SVGCircleElement>(selector);
  lines.forEach((line, index) => {
    const own = traced[index] ?? null;
    const dot = dots[index];
    if (dot === undefined) return;
    const isThere = own !== null && step !== null && step >= 1 && step <= own.view.steps && isInView(axis, scroll, step);
    dot.style.visibility = isThere && line.signal.role === "state" ? "visible" : "hidden";
    if (!isThere) return;
    dot.setAttribute("cx", String(columnCentre(axis, step) - axis.x0 - scroll));
    dot.setAttribute("cy", String(y(numberAt(own, step))));
  });
}

function numberAt({ view, unit }: TracedUnit, step: number): number {
  return view.values[view.offset + step * view.stepStride + unit] as number;
}
