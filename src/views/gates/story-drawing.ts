import { type RefObject, useRef } from "react";
import type { SignalSpec } from "../../engine/cell.ts";
import { columnCentre, columnLeft, isInView, visibleSteps } from "../shared/axis-geometry.ts";
import { HUGE, MINUS } from "../shared/format.ts";
import { type App, useAppHandle } from "../shared/use-app.ts";
import type { Axis } from "../shared/use-axis.ts";
import { findSignal } from "../shared/value-domain.ts";
import { formatValue } from "./signal-text.ts";
import { type StoryRange, spreadLabels, stepArea, storyRange, storyTicks, type TracedUnit, unitValue, yOf } from "./step-area.ts";

/** A track of the story: one signal of the pinned unit. */
export interface StoryTrack {
  readonly signal: SignalSpec;
  readonly unit: number;
  /** Further units whose lines are drawn over it. */
  readonly compared: readonly number[];
  /** The memory has a scale of its own; a gate's is 0 … 1. */
  readonly isMemory: boolean;
  /** Its value at the pinned word is to be guessed. */
  readonly isCovered: boolean;
}

/** Distance of two labels, and of a tick's label from zero's, at least. */
const LABEL_GAP = 13;
/** On a phone: what a name takes at the left of its line, and a value at the right. */
const NAME_WIDTH = 116;
const VALUE_WIDTH = 44;

interface Drawn {
  readonly own: TracedUnit | null;
  readonly range: StoryRange;
}

/** Draws a track as it is now into the elements that React made inside `box`; hovering adds a hollow dot and reads nothing anew. */
export function useStoryDrawing(
  box: RefObject<HTMLElement | null>,
  track: StoryTrack,
  axis: Axis,
  height: number,
): { readonly draw: () => void; readonly drawHovered: () => void } {
  const app = useAppHandle();
  const drawn = useRef<Drawn | null>(null);
  const drawHovered = () => {
    if (box.current === null || drawn.current === null) return;
    const { step: hovered } = app.hover.getState();
    const step = hovered === app.store.getState().step ? null : hovered;
    placeDot(box.current.querySelector(".story-hovered"), axis, height, drawn.current, step);
  };
  const draw = () => {
    if (box.current === null) return;
    const { step } = app.store.getState();
    const own = readUnit(app, track.signal, track.unit, track.isCovered ? step : undefined);
    const others = track.compared.map((unit) => readUnit(app, track.signal, unit));
    const all = [own, ...others].filter((line) => line !== null);
    const range = track.isMemory ? storyRange(all) : { low: 0, high: 1 };
    drawn.current = { own, range };
    drawArea(box.current, axis, height, drawn.current);
    drawTicks(box.current, axis, height, track.isMemory ? range : null);
    drawOthers(box.current, axis, height, range, others);
    placeLabels(box.current, axis, height, track, range, [own, ...others], step);
    placeDot(box.current.querySelector(".story-pinned"), axis, height, drawn.current, step);
    if (axis.isNarrow) box.current.dataset["side"] = sideOf(axis, step);
    drawHovered();
  };
  return { draw, drawHovered };
}

function readUnit({ store, buffer }: App, signal: SignalSpec, unit: number, covered?: number): TracedUnit | null {
  const { layer, steps } = store.getState();
  const view = findSignal(buffer.trace(), layer, signal.name);
  return view === null || unit >= view.units ? null : { view: { ...view, steps: Math.min(view.steps, steps) }, unit, covered };
}

function placesOf(axis: Axis, height: number, range: StoryRange) {
  const scroll = axis.scroll.getState();
  return {
    left: (step: number) => columnLeft(axis, step) - axis.x0 - scroll,
    col: axis.col,
    gap: axis.gap,
    y: (value: number) => yOf(value, range, height),
  };
}

function drawArea(box: HTMLElement, axis: Axis, height: number, { own, range }: Drawn): void {
  const places = placesOf(axis, height, range);
  const shapes =
    own === null ? { above: "", below: "", line: "" } : stepArea(own, visibleSteps(axis, axis.scroll.getState()), places);
  const width = axis.viewWidth;
  const rule = (value: number) => `M0 ${Math.round(places.y(value)) + 0.5}h${width}`;
  setPath(box, ".story-above", shapes.above);
  setPath(box, ".story-below", shapes.below);
  setPath(box, ".story-line", shapes.line);
  setPath(box, ".story-zero", rule(0));
  setPath(
    box,
    ".story-end",
    [range.high, range.low]
      .filter((value) => value !== 0)
      .map(rule)
      .join(""),
  );
}

function drawOthers(
  box: HTMLElement,
  axis: Axis,
  height: number,
  range: StoryRange,
  others: readonly (TracedUnit | null)[],
): void {
  const places = placesOf(axis, height, range);
  const steps = visibleSteps(axis, axis.scroll.getState());
  const paths = box.querySelectorAll(".story-compared");
  others.forEach((other, index) => {
    paths[index]?.setAttribute("d", other === null ? "" : stepArea(other, steps, places).line);
  });
}

function setPath(box: HTMLElement, selector: string, path: string): void {
  box.querySelector(selector)?.setAttribute("d", path);
}

/** The ends of the memory's own scale and its zero, on a phone right of the columns; a gate goes from 0 to 1, and its lines say so. */
function drawTicks(box: HTMLElement, axis: Axis, height: number, range: StoryRange | null): void {
  const ticks = range === null ? [] : storyTicks(range, height, LABEL_GAP * axis.scale);
  box.querySelectorAll<HTMLElement>(".story-tick").forEach((label, index) => {
    const value = ticks[index];
    label.textContent = value === undefined ? "" : formatTick(value);
    if (value === undefined || range === null) return;
    label.style.transform = `translateY(${yOf(value, range, height)}px)`;
    label.style.left = axis.isNarrow ? `${axis.viewWidth}px` : "";
    label.style.width = axis.isNarrow ? "" : `${axis.x0}px`;
  });
}

/** `+1.5`, `0`, `−0.25`: a round number without zeros behind it. */
function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size >= HUGE) return formatValue({ role: "state" }, value, 0);
  return `${value === 0 ? "" : value < 0 ? MINUS : "+"}${size}`;
}

/** The pinned word's value and the numbers of the compared units stand right of the columns, apart from each other. */
function placeLabels(
  box: HTMLElement,
  axis: Axis,
  height: number,
  { signal, isCovered }: StoryTrack,
  range: StoryRange,
  lines: readonly (TracedUnit | null)[],
  step: number,
): void {
  const labels = box.querySelectorAll<HTMLElement>(".story-label");
  const values = lines.map((line) => (line === null || step < 1 || step > line.view.steps ? Number.NaN : unitValue(line, step)));
  const wanted = values.map((value) => (Number.isFinite(value) ? yOf(value, range, height) : 0));
  const half = (LABEL_GAP / 2) * axis.scale;
  const placed = spreadLabels(wanted, LABEL_GAP * axis.scale, Math.min(half, height / 2), Math.max(height - half, height / 2));
  values.forEach((value, index) => {
    const label = labels[index];
    const line = lines[index];
    if (label === undefined) return;
    const isThere = line !== null && line !== undefined && step >= 1 && step <= line.view.steps;
    label.style.visibility = isThere ? "visible" : "hidden";
    label.style.left = axis.isNarrow ? "" : `${axis.x0 + axis.viewWidth}px`;
    label.style.transform = axis.isNarrow ? "" : `translateY(${placed[index]}px)`;
    if (index === 0) label.textContent = !isThere ? "" : isCovered ? "?" : formatValue(signal, value);
  });
}

function placeDot(dot: Element | null, axis: Axis, height: number, { own, range }: Drawn, step: number | null): void {
  if (!(dot instanceof SVGElement)) return;
  const scroll = axis.scroll.getState();
  const isThere = own !== null && step !== null && step >= 1 && step <= own.view.steps && isInView(axis, scroll, step);
  const value = isThere ? unitValue(own, step) : Number.NaN;
  dot.style.visibility = Number.isFinite(value) ? "visible" : "hidden";
  if (!isThere || !Number.isFinite(value)) return;
  dot.setAttribute("cx", String(columnCentre(axis, step) - axis.x0 - scroll));
  dot.setAttribute("cy", String(yOf(value, range, height)));
}

/** On a phone name and value stand above the track, at its ends: where the cursor's frame would cross one, it joins the other. */
function sideOf(axis: Axis, step: number): "both" | "left" | "right" {
  const left = columnLeft(axis, step) - axis.x0 - axis.scroll.getState();
  if (left < NAME_WIDTH) return "right";
  return left + axis.col > axis.viewWidth + axis.readout - VALUE_WIDTH ? "left" : "both";
}
