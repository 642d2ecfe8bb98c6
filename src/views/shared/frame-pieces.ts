/** An extent from top to bottom, px of the window. */
export interface Span {
  readonly top: number;
  readonly bottom: number;
}

/** What the cursor's frame is drawn from. */
export interface FrameParts {
  /** The time-aligned blocks of the view, in any order, empty ones allowed. */
  readonly blocks: readonly Span[];
  /** The word on the axis, from where its frame begins to where the axis ends. */
  readonly word: Span;
  /** The slider's thumb, from the slider's top to where the frame ends inside it; null where the page has none. */
  readonly thumb: Span | null;
  /** Labels inside the blocks that the frame would cross: it gives way to them. */
  readonly labels: readonly Span[];
  /** Paper of so many px between two parts is crossed; more is left out. */
  readonly bridge: number;
}

/**
 * The pieces of the frame, from the top: one over every block, joined where only paper lies between. Word and thumb lengthen the
 * first and the last piece where these come close enough, and make none by themselves: over what has no time there is no frame.
 */
export function framePieces({ blocks, word, thumb, labels, bridge }: FrameParts): readonly Span[] {
  const pieces: Span[] = [];
  const inSight = blocks
    .map(({ top, bottom }) => ({ top: Math.max(top, word.bottom), bottom }))
    .filter(({ top, bottom }) => bottom > top)
    .sort((a, b) => a.top - b.top);
  for (const block of inSight) {
    const last = pieces.at(-1);
    if (last === undefined || block.top - last.bottom > bridge) pieces.push(block);
    else pieces[pieces.length - 1] = { top: last.top, bottom: Math.max(last.bottom, block.bottom) };
  }
  const first = pieces[0];
  if (first !== undefined && first.top - word.bottom <= bridge) pieces[0] = { ...first, top: word.top };
  const last = pieces.at(-1);
  if (last !== undefined && thumb !== null && thumb.top - last.bottom <= bridge) {
    pieces[pieces.length - 1] = { ...last, bottom: Math.max(last.bottom, thumb.bottom) };
  }
  return labels.reduce<readonly Span[]>(withoutLabel, pieces);
}

/** Paper above and below a label, px; a piece that is left shorter than that is not worth drawing. */
const CLEARANCE = 2;

function withoutLabel(pieces: readonly Span[], label: Span): readonly Span[] {
  const [top, bottom] = [label.top - CLEARANCE, label.bottom + CLEARANCE];
  return pieces.flatMap((piece) => {
    if (bottom <= piece.top || top >= piece.bottom) return [piece];
    const parts = [
      { top: piece.top, bottom: top },
      { top: bottom, bottom: piece.bottom },
    ];
    return parts.filter((part) => part.bottom - part.top > CLEARANCE);
  });
}
