import { contourDensity } from "d3";

/** A place on the map, px. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Places in 0 … 1 on both axes, laid into a box with paper around them. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
}

/** Paper between the outermost points and the edge, px. */
const MARGIN = 28;

/** px of a place whose coordinates go from 0 to 1, y upwards. */
export function placeOn({ width, height }: MapFrame, x: number, y: number): Place {
  return { x: MARGIN + x * (width - 2 * MARGIN), y: height - MARGIN - y * (height - 2 * MARGIN) };
}

/** Rings of equal density around the points, the outermost first, as SVG path data. */
export function densityRings(places: readonly Place[], { width, height }: MapFrame): readonly string[] {
  return contourDensity<Place>()
    .x(({ x }) => x)
    .y(({ y }) => y)
    .size([width, height])
    .cellSize(4)
    .bandwidth(16)
    .thresholds(7)(places as Place[])
    .map(({ coordinates }) =>
      coordinates
        .flat()
        .map((ring) => `M${ring.map(([x = 0, y = 0]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}Z`)
        .join(""),
    );
}

/** How far a stroke bends from its straight way, of its length. */
const BEND = 0.16;

/** What a stroke bends towards: to the left of its way, so that there and back do not hide each other. */
function bendOf(from: Place, to: Place): Place {
  return {
    x: (from.x + to.x) / 2 + BEND * (to.y - from.y),
    y: (from.y + to.y) / 2 - BEND * (to.x - from.x),
  };
}

/** A stroke from one word's place to the next, as SVG path data. */
export function strokePath(from: Place, to: Place): string {
  const middle = bendOf(from, to);
  return `M${from.x.toFixed(1)},${from.y.toFixed(1)}Q${middle.x.toFixed(1)},${middle.y.toFixed(1)} ${to.x.toFixed(1)},${to.y.toFixed(1)}`;
}

/** Distance of two places that stand for a stroke, px. */
const STITCH = 5;

/** Places along the strokes of a path, close enough that no letter slips between them. */
export function stitches(path: readonly Place[]): readonly Place[] {
  return path.slice(1).flatMap((to, k) => {
    const from = path[k] as Place;
    const middle = bendOf(from, to);
    const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STITCH));
    return Array.from({ length: count + 1 }, (_, n) => {
      const t = n / count;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
      return { x: a * from.x + b * middle.x + c * to.x, y: a * from.y + b * middle.y + c * to.y };
    });
  });
}

/** The circle around a place that holds half of the places near it; null where they do not lie together on the map. */
export function nearRadius(here: Place, near: readonly Place[], { width, height }: MapFrame): number | null {
  const distances = near.map(({ x, y }) => Math.hypot(x - here.x, y - here.y)).sort((a, b) => a - b);
  const median = distances[Math.floor(distances.length / 2)];
  if (median === undefined || median > WIDEST_RING * Math.min(width, height)) return null;
  return Math.max(LEAST_RING, median);
}

/** Of the map's shorter side: a wider ring would hold half of everything. */
const WIDEST_RING = 0.2;
/** px */
const LEAST_RING = 18;

/** Index of the place nearest to a point within `reach`; −1 where there is none. */
export function nearestPlace(places: readonly Place[], { x, y }: Place, reach: number): number {
  let best = -1;
  let least = reach * reach;
  places.forEach((place, k) => {
    const distance = (place.x - x) ** 2 + (place.y - y) ** 2;
    if (distance < least) {
      least = distance;
      best = k;
    }
  });
  return best;
}
