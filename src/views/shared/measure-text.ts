const FONT = '500 13px "Inter Variable", "Inter fallback", Inter, system-ui, sans-serif';

let context: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();
const KEPT = 20_000;

/** Width in px of a word as the axis draws it: 13 px, weight 500. */
export function wordWidth(word: string): number {
  const kept = widths.get(word);
  if (kept !== undefined) return kept;
  context ??= document.createElement("canvas").getContext("2d");
  if (context === null) return word.length * 7;
  context.font = FONT;
  const width = context.measureText(word).width;
  if (widths.size > KEPT) widths.clear();
  widths.set(word, width);
  return width;
}

/** Forgets what was measured, once the fonts have come. */
export function forgetWidths(): void {
  widths.clear();
}

/** The gap between letters, 0 … length, that is nearest to x px from the word's left edge. */
export function letterAt(word: string, x: number): number {
  let nearest = 0;
  let distance = Number.POSITIVE_INFINITY;
  for (let at = 0; at <= word.length; at++) {
    const away = Math.abs(wordWidth(word.slice(0, at)) - x);
    if (away < distance) [nearest, distance] = [at, away];
  }
  return nearest;
}
