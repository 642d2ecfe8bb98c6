/** How wide the parts of the page are, in CSS pixels before the projector's scale. */
export interface PageLayout {
  /** Three columns, two with the side column under the equations, or one. */
  readonly columns: 3 | 2 | 1;
  /** Outer padding left and right. */
  readonly pad: number;
  /** Between columns. */
  readonly gap: number;
  /** Left of the axis: names of the heatmaps; 0 in one column, where they stand above. */
  readonly gutter: number;
  /** The visible part of the time axis. */
  readonly view: number;
  /** Right of the axis: ramps, values, the caret column's overhang. */
  readonly readout: number;
  readonly middle: number;
  readonly side: number;
  /** What everything is magnified by: 1.6 for a projector 1920 wide. */
  readonly scale: number;
  /** Height of the window in pixels before that scale. */
  readonly height: number;
}

const GAP = 32;
const PAD = 24;
const GUTTER = 132;
const READOUT = 46;
const MIDDLE = 392;
const WIDEST_MIDDLE = 520;
const WIDEST_COLUMN = 56;
const REFERENCE_VIEW = 552;
/** Width at which a projected page is laid out: the three-column page without its side column. */
const PROJECTED_WIDTH = 1200;

/**
 * The page for a window of `width` × `height` and a sentence of `words`: three columns from 1200, two from 900, else one. Extra
 * width goes to the axis until its columns are 56 wide, then to the middle column up to 520, then outside.
 */
export function pageLayout(width: number, height: number, words: number, isProjector: boolean): PageLayout {
  const scale = isProjector ? Math.max(1, width / PROJECTED_WIDTH) : 1;
  const inner = width / scale;
  const base = { gap: GAP, gutter: GUTTER, readout: READOUT, scale, height: height / scale };
  if (inner < 900) {
    return {
      ...base,
      columns: 1,
      pad: 16,
      gutter: 0,
      view: Math.floor(inner - 90),
      readout: 58,
      middle: inner - 32,
      side: inner - 32,
    };
  }
  if (isProjector || inner < 1200) {
    return {
      ...base,
      columns: 2,
      pad: PAD,
      middle: MIDDLE,
      side: MIDDLE,
      view: Math.floor(inner - 2 * PAD - GAP - GUTTER - READOUT - MIDDLE),
    };
  }
  const side = inner < 1440 ? 184 : 206;
  const free = Math.floor(inner - 2 * PAD - 2 * GAP - GUTTER - READOUT - MIDDLE - side);
  const view = Math.min(free, Math.max(REFERENCE_VIEW, words * WIDEST_COLUMN));
  const middle = Math.min(WIDEST_MIDDLE, MIDDLE + free - view);
  const outside = free - view - (middle - MIDDLE);
  return { ...base, columns: 3, pad: PAD + outside / 2, view, middle, side };
}
