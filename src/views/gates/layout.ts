import type { SignalSpec, Stage } from "../../engine/cell.ts";

/** What the heatmaps have to share. Lengths in CSS pixels, the projector's scale included. */
export interface StackSpace {
  /** From the first heatmap's top to the last one's bottom; not looked at in the one-column layout, which scrolls. */
  readonly height: number;
  readonly heatmaps: number;
  /** How many of them have a strip of the mean over all units on top. */
  readonly strips?: number;
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
  /** Height of a strip on top of a heatmap, with the paper below it. */
  readonly strip: number;
  /** Paper below each heatmap but the last. */
  readonly gap: number;
  /** Height of the histogram in the gutter; 0 where there is no room for it. */
  readonly histogram: number;
  /** Whether the sentence below the histogram has room. */
  readonly hasSentence: boolean;
}

/** Rows that the reader gets before asking for more, with room to spare, and at least. */
const USUAL_ROWS = 24;
const MOST_ROWS = 64;
const FEWEST_ROWS = 10;
/** The mean over all units: 10 px, then one of paper. */
const STRIP = 11;
/** Names above heatmaps: 25 px, and 44 px of cells, are the phone's pitch of 69. */
const NARROW_NAME = 25;
const NARROW_HEIGHT = 6 * 69;
/** The thickest row that a small model gets. */
const THICKEST_ROW = 16;

/**
 * Rows of 4 px, from 24 on of 5 px, as many as fit: 10 at least, where the stack begins to scroll, 64 at most, which then get thicker. Who
 * asks for 64 or all units gets them, in rows of 2 or 1 px if need be.
 */
export function stackLayout(space: StackSpace): StackLayout {
  const { heatmaps, strips = 0, units, isNarrow, scale } = space;
  const strip = Math.round(STRIP * scale);
  const gap = isNarrow ? 0 : Math.round(8 * scale);
  const nameHeight = isNarrow ? NARROW_NAME : 0;
  const room = isNarrow
    ? Math.floor(NARROW_HEIGHT / heatmaps) - NARROW_NAME
    : Math.floor((space.height - (heatmaps - 1) * gap - strips * strip) / heatmaps);
  const { rows, rowPx } = fitRows(space, room);
  const heatmapHeight = rows * rowPx;
  const left = heatmapHeight - 58 * scale;
  return {
    rows: Math.min(rows, units),
    rowPx,
    heatmapHeight,
    nameHeight,
    strip,
    gap,
    histogram: isNarrow || left < 8 * scale ? 0 : Math.round(Math.min(left, (heatmapHeight < 200 * scale ? 24 : 48) * scale)),
    hasSentence: !isNarrow && heatmapHeight >= 44 * scale,
  };
}

function fitRows({ rows, units, isNarrow, scale }: StackSpace, room: number): { readonly rows: number; readonly rowPx: number } {
  const small = Math.max(1, Math.round((isNarrow ? 2 : 4) * scale));
  const large = Math.round(5 * scale);
  const share = (count: number, least: number) => ({
    rows: count,
    rowPx: Math.max(least, Math.min(Math.floor(room / count), Math.round(THICKEST_ROW * scale))),
  });
  if (rows === "all") return share(units, 1);
  if (rows > USUAL_ROWS || units <= USUAL_ROWS) return share(Math.min(rows, units), 2);
  const most = Math.min(MOST_ROWS, units);
  if (room >= most * large) return share(most, small);
  const rowPx = room >= USUAL_ROWS * large ? large : small;
  return { rows: Math.min(most, Math.max(FEWEST_ROWS, Math.floor(room / rowPx))), rowPx };
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

/** Whether the mean over all units says something of a signal: of gates, which are 0 … 1, not of values of either sign. */
export function hasMean({ role }: SignalSpec): boolean {
  return role === "gate";
}

/** The tracks of the pinned unit's story: the memory, then what is kept of it and what is admitted to it, as far as the cell has them. */
export function storySignals(drawn: readonly SignalSpec[]): readonly SignalSpec[] {
  const memory = drawn.find(({ role }) => role === "state");
  const gates = (["f", "i"] as const).flatMap((hue) => drawn.filter((signal) => signal.role === "gate" && signal.hue === hue));
  return memory === undefined ? gates : [memory, ...gates];
}

/** Heights of the story's tracks, whole CSS pixels, the projector's scale included. */
export interface StoryLayout {
  /** Of the memory's area. */
  readonly memory: number;
  /** Of each gate's area. */
  readonly gate: number;
  /** Height of the name above each track; 0 where it stands in the gutter. */
  readonly nameHeight: number;
  /** Paper below each track but the last. */
  readonly gap: number;
  /** Of the whole story, with the hairline below it. */
  readonly height: number;
}

/** The one column that story and heatmaps share. */
export interface ColumnLayout {
  readonly story: StoryLayout;
  /** What is left for the heatmaps. */
  readonly stackHeight: number;
}

const LEAST_MEMORY = 96;
const MOST_MEMORY = 160;
/** Share of the column that the memory's area takes. */
const MEMORY_SHARE = 0.16;
/** Below this height of the column the gates' areas are lower. */
const LOW_COLUMN = 620;
/** Below the story: paper, a hairline, paper. */
const STORY_FOOT = 17;
/** The line under the heatmaps that says which units are drawn. */
const ROWS_NOTE = 40;
/** Paper under the heatmaps where no line stands. */
const STACK_FOOT = 12;

/**
 * Story before stack: the memory takes its share of the height, 96 px at least, its gates 30 px or 24; the heatmaps get the rest, and what
 * no whole row of theirs can use goes back to the memory. On a phone the heights are fixed and the page scrolls.
 * @param tracks how many signals the story has
 */
export function columnLayout(space: StackSpace, tracks: number, hasNote: boolean): ColumnLayout {
  const { scale, isNarrow } = space;
  const scaled = (px: number) => Math.round(px * scale);
  const gates = Math.max(0, tracks - 1);
  if (isNarrow) return { story: storyOf(76, 26, 22, 0, gates, 12), stackHeight: 0 };
  const gate = scaled(space.height < LOW_COLUMN * scale ? 24 : 30);
  const share = Math.min(MOST_MEMORY, Math.max(LEAST_MEMORY, (MEMORY_SHARE * space.height) / scale));
  const least = storyOf(scaled(share), gate, 0, scaled(10), gates, scaled(STORY_FOOT));
  const note = scaled(hasNote ? ROWS_NOTE : STACK_FOOT);
  const height = space.height - least.height - note;
  const stack = stackLayout({ ...space, height });
  const { heatmaps, strips = 0 } = space;
  const used = heatmaps * stack.heatmapHeight + (heatmaps - 1) * stack.gap + strips * stack.strip;
  const spare = Math.max(0, Math.min(height - used, scaled(MOST_MEMORY) - least.memory));
  const story = storyOf(least.memory + spare, gate, 0, least.gap, gates, scaled(STORY_FOOT));
  return { story, stackHeight: height - spare };
}

function storyOf(memory: number, gate: number, nameHeight: number, gap: number, gates: number, foot: number): StoryLayout {
  return { memory, gate, nameHeight, gap, height: memory + nameHeight + gates * (gate + nameHeight + gap) + foot };
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
