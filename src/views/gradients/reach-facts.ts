import type { LayerStudy, ModelStudy, Norms } from "../../worker/protocol.ts";
import { formatNorm } from "../shared/powers.ts";
import { type Line, shareReaching } from "./layout.ts";
import { formatShare } from "./numbers.ts";

/** What reaches a word, as printed: the norm first, or its share of the last word's; empty where nothing is to be said. */
export interface ReachNumber {
  readonly large: string;
  readonly what: string;
  readonly also: string;
}

/** @param line absolute or relative, as it is drawn; @param norms the absolute ones */
export function reachNumber(
  line: Pick<Line, "log10" | "letter" | "model">,
  norms: Norms,
  step: number,
  isRelative: boolean,
): ReachNumber {
  const value = norms.log10[step - 1];
  const share = shareReaching(line, step);
  const norm = `‖∂L/∂${line.letter}‖ in the ${line.model}`;
  if (value === undefined || share === null) return { large: "", what: `nothing flows to ${norm}`, also: "" };
  if (isRelative) return { large: formatShare(share), what: `of the last word’s ${norm}`, also: formatNorm(value) };
  const isLast = step === norms.log10.length;
  return { large: formatNorm(value), what: norm, also: isLast ? "" : `${formatShare(share)} of the last word’s` };
}

/** A norm at `step` as so much a word, to the power of the words between; null at the loss itself and where there is none. */
export function aWord({ log10 }: Norms, step: number): { readonly factor: string; readonly words: number } | null {
  const value = log10[step - 1];
  const words = log10.length - step;
  return value === undefined || !Number.isFinite(value) || words < 1 ? null : { factor: formatNorm(value / words), words };
}

/** The norm at `step` as printed; empty where it is not there. */
export function normAt({ log10 }: Norms, step: number): string {
  const value = log10[step - 1];
  return value === undefined ? "" : formatNorm(value);
}

/** The word that is spoken of: at the loss everything is 1, and nothing flows to the words after it, so there the first word is. */
export function lookedAt(pinned: number, at: number): number {
  return pinned >= 1 && pinned < at ? pinned : 1;
}

/** `10 words back from the loss` */
export function sayDistance(back: number): string {
  if (back === 0) return "where the loss is";
  return `${back} ${back === 1 ? "word" : "words"} back from the loss`;
}

/** The layer that is shown: of a model with fewer its last. */
export function layerOf({ layers }: Pick<ModelStudy, "layers">, layer: number): LayerStudy | undefined {
  return layers[Math.min(layer, layers.length - 1)];
}
