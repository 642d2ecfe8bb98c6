import { cutText, firstLetters } from "./cut-text.ts";
import { LABEL_LETTERS } from "./limits.ts";
import type { Model } from "./model.ts";

/** What a model is told apart by: its id, and what is printed. */
export interface ModelName {
  readonly id: string;
  readonly label: string;
}

/** Control characters, and those that turn the direction of what stands beside them. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A name that can be printed and that none of `others` has: of a second `model` it is `model-2`, labelled `model 2`. Neither part is
 * longer than a line of the menu.
 */
export function freeName({ id, label }: ModelName, others: readonly ModelName[]): ModelName {
  // Room for the number.
  const stem = firstLetters(printable(id) || "model", LABEL_LETTERS - 5);
  const line = cutText(printable(label) || stem, LABEL_LETTERS - 5);
  for (let n = 1; ; n++) {
    const name = n === 1 ? { id: stem, label: line } : { id: `${stem}-${n}`, label: `${line} ${n}` };
    if (!others.some((other) => other.id === name.id || other.label === name.label)) return name;
  }
}

function printable(text: string): string {
  return text.replace(unprintable, " ").trim();
}

/** The model under another name. */
export function renameModel(model: Model, { id, label }: ModelName): Model {
  return { ...model, config: { ...model.config, id, label } };
}
