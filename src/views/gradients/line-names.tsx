import { type LogScale, yOf } from "../shared/log-scale.ts";
import { placeNames } from "../shared/name-places.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { LOWEST, type ReachCurve } from "./reach-curves.ts";

interface Props {
  readonly lines: readonly Pick<ReachCurve, "key" | "name" | "look" | "median">[];
  /** Place of a line's entry, from 0. */
  readonly xOf: (k: number) => number;
  readonly scale: LogScale;
  readonly height: number;
  readonly width: number;
  /** Where a reading line stands, px; left out where there is none. */
  readonly framed?: number;
  /** What is left of it belongs to the numbers of the scale, px. */
  readonly left?: number;
}

/** Width of a letter of a name, px. */
const LETTER = 7.2;
/** Points of a line that are looked at for a place. */
const POINTS = 40;

/** A name beside each line that has room for one; a table names them all. */
export function LineNames({ lines, xOf, scale, height, width, framed, left = 0 }: Props) {
  const letter = LETTER * useAxisGeometry().scale;
  const named = lines.map(({ name, median }) => ({
    points: Array.from(median, (value, k) => ({ x: xOf(k), y: yOf(value, scale, height), isSeen: value >= LOWEST }))
      .filter(({ isSeen }, k) => isSeen && k % Math.ceil(median.length / POINTS) === 0)
      .sort((a, b) => a.x - b.x),
    width: name.length * letter,
  }));
  const places = placeNames(named, {
    left,
    width,
    height,
    framed: framed === undefined ? null : { left: framed, right: framed },
  });
  return places.map((place, at) => {
    const own = lines[at];
    return place === null || place.clear === 0 || own === undefined ? null : (
      <text key={own.key} className="norm-name" data-look={own.look} x={place.x} y={place.y} dy="0.35em">
        {own.name}
      </text>
    );
  });
}
