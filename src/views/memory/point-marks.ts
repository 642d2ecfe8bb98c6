import { UNKNOWN } from "../../engine/corpus/word-features.ts";

/** How the points of a class are drawn: a shape and a strength of ink. No hue: those belong to the network's quantities. */
export interface PointMark {
  /** SVG path data around 0, 0, px at scale 1. */
  readonly path: string;
  readonly isFilled: boolean;
  /** Custom property of the page: `--ink`. */
  readonly ink: "--ink" | "--ink-2" | "--ink-3";
}

const dot = (radius: number) =>
  `M${-radius},0a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0`;

/** The commonest class is the quietest: what is rare is seen among it. */
const marks: readonly PointMark[] = [
  { path: dot(1.1), isFilled: true, ink: "--ink-3" },
  { path: "M-2,-2h4v4h-4Z", isFilled: true, ink: "--ink" },
  { path: dot(2.1), isFilled: false, ink: "--ink-2" },
  { path: "M-3,0h6M0,-3v6", isFilled: false, ink: "--ink" },
  { path: "M0,-2.9L2.7,2H-2.7Z", isFilled: true, ink: "--ink-2" },
  { path: "M-2.3,-2.3l4.6,4.6M2.3,-2.3l-4.6,4.6", isFilled: false, ink: "--ink" },
  { path: "M0,-3L3,0L0,3L-3,0Z", isFilled: false, ink: "--ink-2" },
];

/** Classes that are told apart. */
export const MOST_CLASSES = marks.length;

/** A mark for each of `count` classes: the more points have the class, the quieter it is. `of` has the class of every point. */
export function marksOf(of: Uint8Array, count: number): readonly PointMark[] {
  const points = new Uint32Array(count);
  for (const value of of) if (value !== UNKNOWN && value < count) points[value] = (points[value] as number) + 1;
  const order = Array.from(points.keys()).sort((a, b) => (points[b] as number) - (points[a] as number) || a - b);
  return Array.from(points, (_, value) => marks[order.indexOf(value) % MOST_CLASSES] as PointMark);
}
