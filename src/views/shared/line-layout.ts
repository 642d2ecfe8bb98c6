import type { Token } from "../../engine/tokenizer.ts";
import { widthsVersion, wordWidth } from "./measure-text.ts";
import { visibleWord } from "./word-label.ts";

/** Where the words of a sentence stand when it is written once, as a line of text: px from the line's beginning. */
export interface LineLayout {
  /** (T) */
  readonly lefts: Float64Array;
  /** (T) */
  readonly widths: Float64Array;
  readonly width: number;
}

/** A blank, px before the scale. */
const BLANK = 4;
/** What stays in sight beside a word that is brought into view, px before the scale. */
const MARGIN = 48;

const kept = new WeakMap<readonly Token[], { readonly key: string; readonly layout: LineLayout }>();

/** The line of these words; kept for as long as they are. Words that touch in the text touch in the line. */
export function lineLayout(text: string, tokens: readonly Token[], scale: number): LineLayout {
  const key = `${scale} ${widthsVersion()}`;
  const known = kept.get(tokens);
  if (known?.key === key) return known.layout;
  const lefts = new Float64Array(tokens.length);
  const widths = new Float64Array(tokens.length);
  let at = 0;
  tokens.forEach(({ start, end }, k) => {
    const before = tokens[k - 1];
    if (before !== undefined && start > before.end) at += BLANK * scale;
    lefts[k] = at;
    widths[k] = wordWidth(visibleWord(text.slice(start, end)), scale);
    at += widths[k] as number;
  });
  const layout = { lefts, widths, width: at };
  kept.set(tokens, { key, layout });
  return layout;
}

/** The word (1-based) at x px of the line: the one that is under it or nearest; T + 1 right of the last, 0 in an empty line. */
export function lineStepAt({ lefts, width }: LineLayout, x: number): number {
  if (lefts.length === 0) return 0;
  if (x > width) return lefts.length + 1;
  let [low, high] = [0, lefts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lefts[middle] as number) - BLANK / 2 <= x) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The nearest scroll at which the word (T + 1: what follows the last) stands in a view of `view` px with something beside it. */
export function lineScrollShowing(layout: LineLayout, scroll: number, step: number, view: number, scale: number): number {
  const left = step > layout.lefts.length ? layout.width : (layout.lefts[step - 1] ?? 0);
  const right = left + (layout.widths[step - 1] ?? MARGIN * scale);
  const margin = MARGIN * scale;
  const lowest = right + margin - view;
  const highest = left - margin;
  const wanted = Math.min(highest, Math.max(lowest, scroll));
  return Math.round(Math.max(0, Math.min(wanted, layout.width + 2 * margin - view)));
}
