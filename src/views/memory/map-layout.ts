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

/** A stroke from one word's place to the next, bent to the left of its way so that there and back do not hide each other. */
export function strokePath(from: Place, to: Place): string {
  const bend = 0.16;
  const middle = {
    x: (from.x + to.x) / 2 + bend * (to.y - from.y),
    y: (from.y + to.y) / 2 - bend * (to.x - from.x),
  };
  return `M${from.x.toFixed(1)},${from.y.toFixed(1)}Q${middle.x.toFixed(1)},${middle.y.toFixed(1)} ${to.x.toFixed(1)},${to.y.toFixed(1)}`;
}

/** What is to be written at a place. */
export interface Label {
  readonly width: number;
  readonly height: number;
  readonly at: Place;
  /** Distance of its edge from the place. */
  readonly gap: number;
}

/** Left top corner of a label, or null where it would cover something. */
export type LabelPlace = Place | null;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a label may stand around its place, the best first: right, left, above, below, and the corners. */
const directions: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
];

/**
 * Puts labels so that none covers another or a node, in the order given; one that finds no room is left out. `nodes` are kept clear by
 * `nodeRadius`; everything stays in the frame.
 */
export function placeLabels(
  labels: readonly Label[],
  nodes: readonly Place[],
  { width, height }: MapFrame,
  nodeRadius: number,
): readonly LabelPlace[] {
  const taken: Box[] = nodes.map(({ x, y }) => ({
    left: x - nodeRadius,
    right: x + nodeRadius,
    top: y - nodeRadius,
    bottom: y + nodeRadius,
  }));
  return labels.map((label) => {
    for (const [dx, dy] of directions) {
      const box = boxOf(label, dx, dy);
      const isInside = box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
      if (!isInside || taken.some((other) => overlaps(other, box))) continue;
      taken.push(box);
      return { x: box.left, y: box.top };
    }
    return null;
  });
}

function boxOf({ width, height, at, gap }: Label, dx: number, dy: number): Box {
  const x = at.x + dx * (gap + width / 2) * (dy === 0 || dx === 0 ? 1 : 0.9);
  const y = at.y + dy * (gap + height / 2);
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

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
