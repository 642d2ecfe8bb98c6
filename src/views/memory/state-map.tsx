import { type PointerEvent, useLayoutEffect, useMemo, useRef } from "react";
import { Tooltip, type TooltipHandle } from "../shared/tooltip.tsx";
import { useDensity } from "../shared/use-density.ts";
import { useHeight } from "../shared/use-height.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useWidth } from "../shared/use-width.ts";
import { densityRings, type MapFrame, nearestPlace, type Place, placeOn } from "./map-layout.ts";
import type { PointClasses } from "./point-classes.tsx";
import { SentencePath } from "./sentence-path.tsx";
import "./state-map.css";

/** A point of the map: 0 … 1 on both axes. */
export interface MapPoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** A name of a region, from the data. */
export interface Region {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface StateMapProps {
  readonly points: MapPoints;
  readonly regions: readonly Region[];
  readonly classes: PointClasses | null;
  /** The class whose points stand out; null: all are drawn alike. */
  readonly alone: number | null;
  /** Places of the sentence's states, entry t − 1 of word t. */
  readonly path: readonly Place[];
  /** Places of the second sentence's states, and its words. */
  readonly second: { readonly path: readonly Place[]; readonly words: readonly string[] } | null;
  /** Points that are nearest to the pinned state. */
  readonly near: readonly number[];
  /** The context of a point, in words. */
  readonly contextOf: (point: number) => string;
  /** The state's hue. */
  readonly hue: "h" | "c";
}

/** How near the pointer must be to a point, px. */
const REACH = 8;

/** States of thousands of contexts as points over their density, and the sentence as a path through them. */
export function StateMap(props: StateMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const height = useHeight(box);
  return (
    <div ref={box} className="state-map" data-hue={props.hue}>
      {width > 0 && height > 0 && <Drawing {...props} frame={{ width, height }} />}
    </div>
  );
}

function Drawing(props: StateMapProps & { readonly frame: MapFrame }) {
  const { points, regions, path, second, near, contextOf } = props;
  const { width, height } = props.frame;
  const frame = useMemo(() => ({ width, height }), [width, height]);
  const tooltip = useRef<TooltipHandle>(null);
  const places = useMemo(() => Array.from(points.x, (x, k) => placeOn(frame, x, points.y[k] as number)), [points, frame]);
  const rings = useMemo(() => densityRings(places, frame), [places, frame]);
  const canvas = useDots({ ...props, frame, places });
  const preview = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const point = nearestPlace(places, { x: event.clientX - left, y: event.clientY - top }, REACH);
    if (point < 0) return tooltip.current?.hide();
    const { x, y } = places[point] as Place;
    tooltip.current?.show(
      { where: contextOf(point), parts: "", hint: "" },
      { left: left + x - 3, top: top + y - 3, width: 6, height: 6 },
    );
  };
  const onPath = useMemo(() => path.map(({ x, y }) => placeOn(frame, x, y)), [path, frame]);
  const onSecond = useMemo(() => second?.path.map(({ x, y }) => placeOn(frame, x, y)) ?? [], [second, frame]);
  return (
    <div className="state-map-plot" onPointerMove={preview} onPointerLeave={() => tooltip.current?.hide()}>
      <svg className="map-ground" width={width} height={height} aria-hidden="true">
        {rings.map((ring, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a ring is its place
          <path key={k} d={ring} />
        ))}
      </svg>
      <div aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <SentencePath
        frame={frame}
        path={onPath}
        second={onSecond}
        secondWords={second?.words ?? []}
        regions={regions.map(({ name, x, y }) => ({ name, at: placeOn(frame, x, y) }))}
        near={near.map((point) => places[point]).filter((place) => place !== undefined)}
      />
      <Tooltip ref={tooltip} />
    </div>
  );
}

/** How strong points are drawn: of no class, of a class, and beside one that stands out. */
const STRENGTH = { plain: 0.55, marked: 0.85, faint: 0.16 } as const;

/** The points on a canvas, in the hue of their state or under the mark of their class; those near the pinned state are ringed. */
function useDots({
  classes,
  alone,
  near,
  hue,
  frame,
  places,
}: StateMapProps & { readonly frame: MapFrame; readonly places: readonly Place[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { shown: theme } = useTheme();
  const { scale } = usePageLayout();
  const density = useDensity();
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the style sheet of the theme
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (canvas.current === null || context == null) return;
    canvas.current.width = Math.round(frame.width * density);
    canvas.current.height = Math.round(frame.height * density);
    canvas.current.style.width = `${frame.width}px`;
    canvas.current.style.height = `${frame.height}px`;
    const style = getComputedStyle(canvas.current);
    const colourOf = (name: string) => style.getPropertyValue(name);
    context.scale(density, density);
    if (classes === null) drawDots(context, places, { colour: colourOf(`--${hue}-line`), radius: 1.3 * scale });
    else drawClasses(context, places, { classes, alone, scale, colourOf });
    context.globalAlpha = 1;
    context.strokeStyle = colourOf("--ink");
    for (const point of near) {
      const place = places[point];
      if (place === undefined) continue;
      context.beginPath();
      context.arc(place.x, place.y, 3.4 * scale, 0, 2 * Math.PI);
      context.stroke();
    }
  }, [classes, alone, near, hue, frame, places, theme, scale, density]);
  return canvas;
}

function drawDots(
  context: CanvasRenderingContext2D,
  places: readonly Place[],
  { colour, radius }: { readonly colour: string; readonly radius: number },
): void {
  context.globalAlpha = STRENGTH.plain;
  context.fillStyle = colour;
  for (const { x, y } of places) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

interface ClassLook {
  readonly classes: PointClasses;
  readonly alone: number | null;
  readonly scale: number;
  readonly colourOf: (name: string) => string;
}

/** The quietest marks first, so that rare ones lie on top; points of no class are left out. */
function drawClasses(
  context: CanvasRenderingContext2D,
  places: readonly Place[],
  { classes: { of, marks }, alone, scale, colourOf }: ClassLook,
): void {
  const counts = marks.map((_, value) => of.reduce((count, own) => count + (own === value ? 1 : 0), 0));
  const order = marks.map((_, value) => value).sort((a, b) => (counts[b] as number) - (counts[a] as number));
  for (const value of order) {
    const mark = marks[value];
    if (mark === undefined) continue;
    const { path, isFilled, ink } = mark;
    const shape = new Path2D(path);
    const colour = colourOf(ink);
    context.globalAlpha = alone === null || alone === value ? STRENGTH.marked : STRENGTH.faint;
    context.fillStyle = colour;
    context.strokeStyle = colour;
    places.forEach(({ x, y }, k) => {
      if (of[k] !== value) return;
      context.save();
      context.translate(x, y);
      context.scale(scale, scale);
      if (isFilled) context.fill(shape);
      else context.stroke(shape);
      context.restore();
    });
  }
}
