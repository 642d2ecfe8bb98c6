import { HISTORY_LETTERS, HISTORY_STEPS } from "../engine/limits.ts";
import { findEdit } from "./edit.ts";

/** Undo and redo of one text. Immutable. */
export interface TextHistory {
  readonly past: readonly string[];
  readonly present: string;
  readonly future: readonly string[];
  /** What the last change was and when (ms), so that the next letter can join it; null closes the group. */
  readonly group: { readonly kind: "insert" | "delete"; readonly at: number; readonly end: number } | null;
}

/** A pause of typing after which undo stops (ms). */
const PAUSE_MS = 1000;

export function startHistory(present: string): TextHistory {
  return { past: [], present, future: [], group: null };
}

/**
 * Takes a change in. Letters typed one after the other without a pause are one step, and so are letters deleted; a new word, a
 * move of the caret, and everything that is not typing (paste, an accepted word, an example) begin a step of their own.
 */
export function record(history: TextHistory, text: string, now: number, isTyping: boolean): TextHistory {
  if (text === history.present) return history;
  const edit = findEdit(history.present, text);
  const kind = edit.removed.length > 0 ? "delete" : "insert";
  const { group } = history;
  const position = kind === "insert" ? edit.start : edit.start + edit.removed.length;
  const isNewWord = kind === "insert" && /\s$/.test(history.present.slice(0, edit.start)) && !/^\s/.test(edit.inserted);
  const joins =
    isTyping &&
    group !== null &&
    group.kind === kind &&
    now - group.at < PAUSE_MS &&
    group.end === position &&
    edit.inserted.length <= 1 &&
    edit.removed.length <= 1 &&
    !isNewWord;
  return {
    past: joins ? history.past : keepNewest([...history.past, history.present]),
    present: text,
    future: [],
    group: isTyping ? { kind, at: now, end: edit.start + edit.inserted.length } : null,
  };
}

/** The texts that undo keeps, the newest last: at least one. */
function keepNewest(texts: readonly string[]): readonly string[] {
  let first = Math.max(0, texts.length - HISTORY_STEPS);
  let letters = texts.slice(first).reduce((sum, text) => sum + text.length, 0);
  for (; letters > HISTORY_LETTERS && first < texts.length - 1; first++) letters -= texts[first]?.length ?? 0;
  return texts.slice(first);
}

/** One step back; null at the beginning. */
export function undo(history: TextHistory): TextHistory | null {
  const present = history.past.at(-1);
  if (present === undefined) return null;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], group: null };
}

/** One step forward again; null at the end. */
export function redo(history: TextHistory): TextHistory | null {
  const [present, ...future] = history.future;
  if (present === undefined) return null;
  return { past: [...history.past, history.present], present, future, group: null };
}
