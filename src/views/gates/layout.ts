import type { Hue, SignalSpec, Stage } from "../../engine/cell.ts";

/** What the heatmaps have to share. Lengths in CSS pixels, the projector's scale included. */
export interface StackSpace {
  /** From the first heatmap's top to the last one's bottom; not looked at in the one-column layout, which scrolls. */
  readonly height: number;
  readonly heatmaps: number;
  /** H */
  readonly units: number;
  readonly rows: 24 | 64 | "all";
  readonly isNarrow: boolean;
  readonly scale: number;
}

/** Heights in the stack. A row is always whole pixels. */
export interface StackLayout {
  readonly rows: number;
  readonly rowPx: number;
  /** rows · rowPx */
  readonly heatmapHeight: number;
  /** Height of the name above a heatmap; 0 where it stands in the gutter. */
  readonly nameHeight: number;
  /** Paper below each heatmap but the last. */
  readonly gap: number;
  /** Height of the histogram in the gutter; 0 where there is no room for it. */
  readonly histogram: number;
  /** Whether the sentence below the histogram has room. */
  readonly hasSentence: boolean;
}

/** Rows that the reader gets before asking for more, with room to spare, and at least. */
const USUAL_ROWS = 24;
const MORE_ROWS = [64, 32] as const;
const FEWEST_ROWS = 16;
/** Names above heatmaps: 25 px, and 44 px of cells, are the phone's pitch of 69. */
const NARROW_NAME = 25;
const NARROW_HEIGHT = 6 * 69;
/** The thickest row that a small model gets. */
const THICKEST_ROW = 16;

/**
 * Rows of 4 px, then 5 px, then 32 and 64 units as the height grows; rows of 3 px, then fewer units as it shrinks, down to 16, where
 * the stack begins to scroll. Who asks for 64 or all units gets them, in rows of 2 or 1 px if need be.
 */
export function stackLayout(space: StackSpace): StackLayout {
  const { heatmaps, units, isNarrow, scale } = space;
  const gap = isNarrow ? 0 : Math.round(8 * scale);
  const nameHeight = isNarrow ? NARROW_NAME : 0;
  const room = isNarrow
    ? Math.floor(NARROW_HEIGHT / heatmaps) - NARROW_NAME
    : Math.floor((space.height - (heatmaps - 1) * gap) / heatmaps);
  const { rows, rowPx } = fitRows(space, room);
  const heatmapHeight = rows * rowPx;
  const left = heatmapHeight - 58 * scale;
  return {
    rows: Math.min(rows, units),
    rowPx,
    heatmapHeight,
    nameHeight,
    gap,
    histogram: isNarrow || left < 8 * scale ? 0 : Math.round(Math.min(left, (heatmapHeight < 200 * scale ? 24 : 48) * scale)),
    hasSentence: !isNarrow && heatmapHeight >= 44 * scale,
  };
}

function fitRows({ rows, units, isNarrow, scale }: StackSpace, room: number): { readonly rows: number; readonly rowPx: number } {
  const small = Math.max(1, Math.round((isNarrow ? 2 : 3) * scale));
  const large = Math.round(5 * scale);
  const share = (count: number, least: number) => ({
    rows: count,
    rowPx: Math.max(least, Math.min(Math.floor(room / count), Math.round(THICKEST_ROW * scale))),
  });
  if (rows === "all") return share(units, 1);
  if (rows > USUAL_ROWS || units <= USUAL_ROWS) return share(Math.min(rows, units), 2);
  for (const count of MORE_ROWS) if (room >= count * large) return share(Math.min(count, units), small);
  if (room >= USUAL_ROWS * small) return { rows: USUAL_ROWS, rowPx: Math.min(large, Math.floor(room / USUAL_ROWS)) };
  return { rows: Math.max(FEWEST_ROWS, Math.floor(room / small)), rowPx: small };
}

/** The expanded heatmap: all units, as tall as the stack's room allows, rows of 2 px (1 px beyond 400 units) at least. */
export function expandedRowPx(units: number, height: number, scale: number): number {
  const least = units > 400 ? 1 : 2;
  return Math.max(least, Math.min(Math.floor(height / units), Math.round(THICKEST_ROW * scale)));
}

/**
 * Units of the rows: the first of `order`, and the pinned one, which takes the last row where it is not among them.
 * @param order all units, first row first
 */
export function drawnUnits(order: readonly number[], rows: number, pinned: number): readonly number[] {
  const drawn = order.slice(0, rows);
  if (drawn.length > 0 && !drawn.includes(pinned) && order.includes(pinned)) drawn[drawn.length - 1] = pinned;
  return drawn;
}

/** The signals that have a heatmap: all but pre-activations; in the projector those up to the stage that writes the memory. */
export function stackSignals(
  signals: readonly SignalSpec[],
  stages: readonly Stage[],
  isProjector: boolean,
): readonly SignalSpec[] {
  const drawn = signals.filter(({ role }) => role !== "preActivation");
  if (!isProjector) return drawn;
  const place = (name: string) => stages.findIndex(({ signal }) => signal === name);
  const memory = drawn.find(({ role }) => role === "state");
  return memory === undefined ? drawn : drawn.filter(({ name }) => place(name) <= place(memory.name));
}

/** What is kept, held and shown; what is admitted would crowd them. In the projector what is kept and held. */
const TRACED: readonly Hue[] = ["f", "c", "o", "h"];

/** The lines of the unit trace. Where a cell has none of them, all that is drawn. */
export function tracedSignals(drawn: readonly SignalSpec[], isProjector: boolean): readonly SignalSpec[] {
  const hues = isProjector ? TRACED.slice(0, 2) : TRACED;
  const traced = drawn.filter(({ hue, role }) => role !== "candidate" && hues.includes(hue));
  return traced.length > 0 ? traced : drawn;
}

/** Where the value and the end labels stand beside a ramp. */
export interface ReadoutPlaces {
  /** Centre of the triangle, from the ramp's top. */
  readonly marker: number;
  /** Centre of the value: the marker's, kept on the ramp. */
  readonly value: number;
  readonly hasTop: boolean;
  readonly hasBottom: boolean;
}

/**
 * The value stands at its place on the ramp; an end label steps aside when the value needs its place.
 * @param share place of the value in the domain, 0 bottom … 1 top; beyond is clipped
 */
export function placeReadout(share: number, height: number, scale: number): ReadoutPlaces {
  const marker = (1 - Math.max(0, Math.min(1, share))) * height;
  const half = 6 * scale;
  const value = Math.max(half, Math.min(height - half, marker));
  const needed = 13 * scale;
  return { marker, value, hasTop: value - 4 * scale >= needed, hasBottom: height - 4 * scale - value >= needed };
}
