const FAMILY = '"Inter Variable", "Inter fallback", system-ui, sans-serif';
const WORD_SIZE = 13;

let context: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();
const KEPT = 20_000;
let generation = 0;

/** Width in px of a word as the axis draws it: 13 px times scale, weight 500. */
export function wordWidth(word: string, scale: number): number {
  const key = `${scale} ${word}`;
  const kept = widths.get(key);
  if (kept !== undefined) return kept;
  context ??= document.createElement("canvas").getContext("2d");
  if (context === null) return word.length * 7 * scale;
  context.font = `500 ${WORD_SIZE * scale}px ${FAMILY}`;
  const width = context.measureText(word).width;
  if (widths.size > KEPT) widths.clear();
  widths.set(key, width);
  return width;
}

/** Forgets what was measured, once the fonts have come. */
export function forgetWidths(): void {
  widths.clear();
  generation++;
}

/** Raised when the widths were forgotten: what was laid out by them is laid out anew. */
export function widthsVersion(): number {
  return generation;
}

/** The gap between letters, 0 … length, that is nearest to x px from the word's left edge. */
export function letterAt(word: string, x: number, scale: number): number {
  let nearest = 0;
  let distance = Number.POSITIVE_INFINITY;
  for (let at = 0; at <= word.length; at++) {
    const away = Math.abs(wordWidth(word.slice(0, at), scale) - x);
    if (away < distance) [nearest, distance] = [at, away];
  }
  return nearest;
}
