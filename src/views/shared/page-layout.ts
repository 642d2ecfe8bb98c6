import { widestBlock } from "./axis-geometry.ts";

/** How wide the parts of the page are, in CSS pixels. */
export interface PageLayout {
  /** Three columns, two with the side column under the equations, or one. */
  readonly columns: 3 | 2 | 1;
  /** Outer padding left and right. */
  readonly pad: number;
  /** Between columns. */
  readonly gap: number;
  /** The time-aligned block: gutter, axis and readout. */
  readonly block: number;
  readonly middle: number;
  readonly side: number;
  /** What every length and letter is magnified by: 1.6 for a projector 1920 wide and in a window of 2560 × 1440, 1 at 1440 × 900. */
  readonly scale: number;
}

const GAP = 32;
const PAD = 24;
const PAD_ON_PHONE = 16;
const MIDDLE = 392;
const WIDEST_MIDDLE = 520;
const SIDE = 206;
const NARROW_SIDE = 184;
/** The block's width at 1440, which it keeps however few the words are. */
const REFERENCE_BLOCK = 730;
/** Widths of the window at which a column is given up. */
const THREE_COLUMNS = 1200;
const TWO_COLUMNS = 900;
const REFERENCE = 1440;
const REFERENCE_HEIGHT = 900;
/** Width at which a projected page is laid out: the three-column page without its side column. */
const PROJECTED = 1200;

/** Windows so much larger than the reference, both ways, magnify the page, in steps of a twentieth. */
const LEAST_SCALE = 1.15;
const STEPS = 20;
/** The axis' room grows by so many words at once: what stands beside it moves seldom while somebody types. */
const WORDS_AT_ONCE = 6;
const LEAST_WORDS = 12;

/** A window, CSS px. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The page for a window and a sentence of `words`: three columns from 1200, two from 900, else one. A large window magnifies the page
 * as a whole. Further width goes to the axis until its columns are 56 wide, then to the middle column up to 520, then outside. A
 * projected page is laid out for 1200 without the side column, then magnified. Whole pixels, so that whatever shares a column's edges
 * falls on the same pixels.
 */
export function pageLayout(window: WindowSize, words: number, isProjector: boolean): PageLayout {
  const { width } = window;
  if (width < TWO_COLUMNS) {
    const inner = width - 2 * PAD_ON_PHONE;
    return { columns: 1, pad: PAD_ON_PHONE, gap: GAP, block: inner, middle: inner, side: inner, scale: 1 };
  }
  if (isProjector) return projectedLayout(width);
  if (width < THREE_COLUMNS) {
    const block = width - 2 * PAD - GAP - MIDDLE;
    return { columns: 2, pad: PAD, gap: GAP, block, middle: MIDDLE, side: MIDDLE, scale: 1 };
  }
  return wideLayout(width, Math.ceil(Math.max(LEAST_WORDS, words) / WORDS_AT_ONCE) * WORDS_AT_ONCE, scaleOf(window));
}

function scaleOf({ width, height }: WindowSize): number {
  const scale = Math.min(width / REFERENCE, height / REFERENCE_HEIGHT);
  return scale < LEAST_SCALE ? 1 : Math.floor(scale * STEPS + 1e-6) / STEPS;
}

function wideLayout(width: number, words: number, scale: number): PageLayout {
  const scaled = (px: number) => Math.round(px * scale);
  const side = scaled(width < REFERENCE ? NARROW_SIDE : SIDE);
  const gap = scaled(GAP);
  const free = width - 2 * scaled(PAD) - 2 * gap - scaled(MIDDLE) - side;
  const block = Math.min(free, Math.max(scaled(REFERENCE_BLOCK), widestBlock(words, scale)));
  const middle = Math.min(scaled(WIDEST_MIDDLE), scaled(MIDDLE) + free - block);
  const outside = free - block - (middle - scaled(MIDDLE));
  const pad = scaled(PAD) + Math.floor(outside / 2);
  return { columns: 3, pad, gap, block, middle, side: side + (outside % 2), scale };
}

function projectedLayout(width: number): PageLayout {
  const scale = Math.max(1, width / PROJECTED);
  const [pad, gap, middle] = [Math.round(PAD * scale), Math.round(GAP * scale), Math.round(MIDDLE * scale)];
  return { columns: 2, pad, gap, block: width - 2 * pad - gap - middle, middle, side: middle, scale };
}
