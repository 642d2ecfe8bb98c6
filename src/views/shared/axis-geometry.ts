/** How words are written on the axis: level at their columns, turned at their columns, or once as a line of text above them. */
export type AxisMode = "level" | "turned" | "line";

/**
 * The shared time axis in CSS pixels. x is measured from the left edge of the time-aligned block, before scrolling sideways.
 * Steps are 1-based. All lengths are whole pixels, so that everything that is drawn over a column shares its edges.
 */
export interface AxisGeometry {
  /** Width left of the first column: names and histograms; 0 where they stand above the heatmaps. */
  readonly gutter: number;
  /** Left edge of the first column. */
  readonly x0: number;
  /** Width of a column. */
  readonly col: number;
  /** Paper between two columns: half of it on each side of a cell, so that a cell keeps its column's centre. */
  readonly gap: number;
  /** T: words in the sentence. */
  readonly steps: number;
  readonly mode: AxisMode;
  /** Size of the words' letters: 13 px, less where they are turned in narrow columns. */
  readonly letters: number;
  /** By how many degrees turned words rise. */
  readonly turn: number;
  /** Width in which columns can be seen; what does not fit scrolls sideways. */
  readonly viewWidth: number;
  /** Width right of the columns: legend and readout; the caret column begins there when the columns fill the view. */
  readonly readout: number;
  /** True in the one-column layout. */
  readonly isNarrow: boolean;
  /** 1; 1.6 in the projector. */
  readonly scale: number;
}

/** What the geometry follows from. Lengths in CSS pixels. */
export interface AxisMeasures {
  /** Width of the time-aligned block: gutter, columns and readout. */
  readonly blockWidth: number;
  readonly steps: number;
  readonly isNarrow: boolean;
  readonly scale: number;
  /** The narrowest column in which the words stand level (`levelColumn`). */
  readonly levelColumn: number;
}

const GUTTER = 132;
const READOUT = 46;
const READOUT_NARROW = 58;
const WIDEST_COLUMN = 56;
const NARROWEST_COLUMN = 7;
const NARROWEST_ON_PHONE = 14;
/** Turned words, from the widest columns to the narrowest: least width of the column, size of the letters, degrees. Steeper lines lie closer. */
const TURNED = [
  { column: 20, letters: 13, turn: 52 },
  { column: 13, letters: 12, turn: 52 },
  { column: 10, letters: 11, turn: 66 },
] as const;
const LEVEL = { letters: 13, turn: 0 } as const;
/** Narrower columns have no room for the words' numbers: no word is level there, and the slider is ticked every so many words. */
const NARROWEST_NUMBERED = 18;
const SPARSE_TICKS = 5;

/** Letters stand level from here on, though only every fifth of them is numbered. */
const NARROWEST_LEVEL = 10;

/** col = clamp(7, floor(width / T), 56), on phones at least 14. */
export function axisGeometry(measures: AxisMeasures): AxisGeometry {
  const { blockWidth, steps, isNarrow, scale } = measures;
  const gutter = isNarrow ? 0 : Math.round(GUTTER * scale);
  const readout = Math.round((isNarrow ? READOUT_NARROW : READOUT) * scale);
  const widest = Math.round(WIDEST_COLUMN * scale);
  const narrowest = Math.round((isNarrow ? NARROWEST_ON_PHONE : NARROWEST_COLUMN) * scale);
  const viewWidth = Math.max(narrowest, Math.floor(blockWidth) - gutter - readout);
  const col = Math.max(narrowest, Math.min(Math.floor(viewWidth / Math.max(1, steps)), widest));
  return {
    gutter,
    x0: gutter,
    col,
    gap: col < NARROWEST_ON_PHONE ? 1 : 2,
    steps,
    ...writing(col, measures),
    viewWidth,
    readout,
    isNarrow,
    scale,
  };
}

function writing(col: number, { scale, levelColumn }: AxisMeasures): Pick<AxisGeometry, "mode" | "letters" | "turn"> {
  const turned = TURNED.find(({ column }) => col >= column * scale);
  const isLevel = col >= levelColumn && col >= NARROWEST_LEVEL * scale;
  const mode = isLevel ? "level" : turned === undefined ? "line" : "turned";
  const { letters, turn } = mode === "turned" && turned !== undefined ? turned : LEVEL;
  return { mode, letters: letters * scale, turn };
}

/** Width of the block at which columns have reached their widest: further width is better spent elsewhere. */
export function widestBlock(steps: number, scale = 1): number {
  return Math.round(GUTTER * scale) + steps * Math.round(WIDEST_COLUMN * scale) + Math.round(READOUT * scale);
}

/** Left edge of a column; step T + 1 is the caret column. */
export function columnLeft(axis: AxisGeometry, step: number): number {
  return axis.x0 + (step - 1) * axis.col;
}

/** Where a word, its cells and its tick are centred. */
export function columnCentre(axis: AxisGeometry, step: number): number {
  return columnLeft(axis, step) + axis.col / 2;
}

/** The word nearest to x, 1 … T; 0 in an empty sentence. */
export function stepAt(axis: AxisGeometry, x: number): number {
  return Math.min(axis.steps, Math.max(1, Math.floor((x - axis.x0) / axis.col) + 1));
}

/** How far the block scrolls sideways: 0 where all columns fit. At the end the caret column stands right of the view. */
export function maxScroll(axis: AxisGeometry): number {
  return Math.max(0, axis.steps * axis.col - axis.viewWidth);
}

/** First and last step of which something can be seen at this scroll; [1, 0] in an empty sentence. */
export function visibleSteps(axis: AxisGeometry, scroll: number): readonly [first: number, last: number] {
  const first = Math.max(1, Math.floor(scroll / axis.col) + 1);
  return [first, Math.min(axis.steps, Math.ceil((scroll + axis.viewWidth) / axis.col))];
}

/** The nearest scroll at which a column stands in the view, with a column beside it where there is room. */
export function scrollShowing(axis: AxisGeometry, scroll: number, step: number): number {
  const left = (step - 1) * axis.col;
  const room = axis.viewWidth >= 3 * axis.col ? axis.col : 0;
  const lowest = left + axis.col + room - axis.viewWidth;
  const highest = left - room;
  return clampScroll(axis, Math.min(highest, Math.max(lowest, scroll)));
}

/** A scroll within its bounds, in whole pixels. */
export function clampScroll(axis: AxisGeometry, scroll: number): number {
  return Math.round(Math.min(maxScroll(axis), Math.max(0, scroll)));
}

/** Width of what can be seen of the columns: their own, or the view's where they do not fit. */
export function columnsWidth(axis: AxisGeometry): number {
  return Math.min(axis.viewWidth, axis.steps * axis.col);
}

/** True where any part of a column can be seen. */
export function isInView(axis: AxisGeometry, scroll: number, step: number): boolean {
  const left = (step - 1) * axis.col - scroll;
  return left + axis.col > 0 && left < axis.viewWidth;
}

/** Room beside the step number in the thumb, and the width of a digit at 13 px: px before the projector's scale. */
const THUMB_PADDING = 12;
const DIGIT = 8.5;

/** Width of the slider's thumb: a column and a little more, or what its number needs; whole pixels on both sides of the column's centre. */
export function thumbWidth(axis: AxisGeometry, step: number): number {
  const needed = (THUMB_PADDING + DIGIT * String(step).length) * axis.scale;
  return axis.col + 2 * Math.max(1, Math.ceil((needed - axis.col) / 2));
}

/** Width of the slider's mark at a word: 2 or 3 px, so that it lies in the middle of a column on whole pixels. */
export function tickWidth(axis: AxisGeometry): number {
  return axis.col % 2 === 0 ? 2 : 3;
}

/** The slider has a mark at every so many words. */
export function ticksEvery(axis: AxisGeometry): number {
  return axis.col < NARROWEST_NUMBERED * axis.scale ? SPARSE_TICKS : 1;
}

/** Left edge of what stands right of the columns: it stays where it is while words are added. */
export function readoutLeft(axis: AxisGeometry): number {
  return axis.x0 + axis.viewWidth;
}
