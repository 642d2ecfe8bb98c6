/** A point of a line, px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line, and the width of its name. */
export interface NamedPoints {
  readonly points: readonly Point[];
  readonly width: number;
}

/** A part of the width, px. */
export interface Stretch {
  readonly left: number;
  readonly right: number;
}

/** Half the height of a name's box, and its distance from its own line. */
const HALF = 8;
const DISTANCE = 14;
/** Clear paper that is enough, as much as above a level line: a name does not wander for more. */
const ENOUGH = DISTANCE - HALF;
/** Paper between a name and the edge of a column that is framed. */
const BESIDE = 4;
/** Between a steep line and a name left or right of it. */
const ASIDE = 10;

/** Where a name stands: its left edge and its middle. */
export interface NamePlace extends Point {
  /** Paper between it and the nearest line or name, px; 0 where it touches one. */
  readonly clear: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  /** Its middle. */
  readonly y: number;
}

/**
 * A place beside each line where the name touches no line and no other name: above, below, left or right of one of the line's own points
 * and near it, wherever most paper is clear, further left where it is alike; none left of `left`, and none across an edge of `framed` if
 * that can be. Null for a line without points.
 */
export function placeNames(
  lines: readonly NamedPoints[],
  {
    left: edge,
    width,
    height,
    framed = null,
  }: { readonly left: number; readonly width: number; readonly height: number; readonly framed?: Stretch | null },
): readonly (NamePlace | null)[] {
  const placed: Box[] = [];
  return lines.map(({ points, width: own }) => {
    let best: { readonly box: Box; readonly clear: number } | null = null;
    const judge = (box: Box): void => {
      if (box.left < edge || box.right > width || box.y < HALF || box.y > height - HALF) return;
      const toLines = lines.map((line) => distanceToLine(line.points, box));
      const toFrame = framed !== null && box.left < framed.right && box.right > framed.left ? 0 : ENOUGH;
      const isNear = distanceToPoints(points, box) <= DISTANCE;
      const clear = isNear ? Math.min(ENOUGH, toFrame, ...toLines, ...placed.map((other) => distanceToBox(other, box))) : -1;
      if (best === null || clear > best.clear + 0.5) best = { box, clear };
    };
    for (const { x, y } of points) {
      const centre = besideStretch(x, own, framed, { left: edge, right: width });
      const left = Math.max(edge, Math.min(width - own, centre - own / 2));
      judge({ left, right: left + own, y: y - DISTANCE });
      judge({ left, right: left + own, y: y + DISTANCE });
      judge({ left: x - ASIDE - own, right: x - ASIDE, y });
      judge({ left: x + ASIDE, right: x + ASIDE + own, y });
    }
    // Assigned in `judge`, which the compiler does not follow.
    const found = best as { readonly box: Box; readonly clear: number } | null;
    if (found === null) return null;
    placed.push(found.box);
    return { x: found.box.left, y: found.box.y, clear: Math.max(0, found.clear) };
  });
}

/**
 * The centre of what is `width` wide, moved no further than it takes to stand beside a stretch and within `bounds`; where it is where
 * neither side has room.
 */
export function besideStretch(centre: number, width: number, stretch: Stretch | null, bounds: Stretch): number {
  const half = width / 2;
  if (stretch === null || centre + half + BESIDE <= stretch.left || centre - half - BESIDE >= stretch.right) return centre;
  const sides = [stretch.left - BESIDE - half, stretch.right + BESIDE + half].filter(
    (side) => side - half >= bounds.left && side + half <= bounds.right,
  );
  return (
    sides.reduce<number | null>(
      (best, side) => (best === null || Math.abs(side - centre) < Math.abs(best - centre) ? side : best),
      null,
    ) ?? centre
  );
}

/** Vertical paper between a box and the part of a line over or under it: 0 where it passes through, Infinity beside it. */
function distanceToLine(points: readonly Point[], { left, right, y }: Box): number {
  let nearest = Infinity;
  points.forEach((point, k) => {
    const next = points[k + 1] ?? point;
    if (next.x < left || point.x > right) return;
    const heightAt = (x: number) =>
      next.x === point.x ? point.y : point.y + ((x - point.x) / (next.x - point.x)) * (next.y - point.y);
    const ends = [heightAt(Math.max(left, point.x)), heightAt(Math.min(right, next.x))];
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    nearest = Math.min(nearest, Math.max(0, low - (y + HALF), y - HALF - high));
  });
  return nearest;
}

function distanceToBox(other: Box, { left, right, y }: Box): number {
  if (other.right < left || other.left > right) return Infinity;
  return Math.max(0, Math.abs(other.y - y) - 2 * HALF);
}

/** From a box to the nearest of the points, px. */
function distanceToPoints(points: readonly Point[], { left, right, y }: Box): number {
  return points.reduce((nearest, point) => {
    const across = Math.max(0, left - point.x, point.x - right);
    return Math.min(nearest, Math.hypot(across, Math.max(0, Math.abs(point.y - y) - HALF)));
  }, Infinity);
}
