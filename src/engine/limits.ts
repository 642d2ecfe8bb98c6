import { frameLength, type TraceLayout } from "./trace.ts";

/**
 * Bytes that the frames of a sentence may take on the page; the engine holds as much again, and either a quarter more while it grows.
 * Less than what a phone gives a page before it ends it, and some 15,000 words of the shipped LSTM.
 */
export const TRACE_BYTES = 256 * 2 ** 20;

/** Words of a sentence whatever the model: each has a place in lists that are gone through at every keystroke. */
export const SENTENCE_WORDS = 20_000;

/** UTF-16 units of a sentence: what a textbox lays out, and the tokenizer reads, while a reader waits without noticing. */
export const SENTENCE_LETTERS = 120_000;

/** UTF-16 units of one word of a sentence. The longest words of any language have fewer; a browser shapes as many at once. */
export const WORD_LETTERS = 1000;

/**
 * Sizes of a model, each at least one. Units are rows of a heatmap and layers are heatmaps; `words` is V, `numbers` all weights as float32
 * (2 GB), of which the engine holds another copy.
 */
export const MODEL_LIMITS = { layers: 64, inputs: 65_536, units: 8192, words: 1_000_000, numbers: 500_000_000 } as const;

/** UTF-16 units of a further sentence: the second one, and each of many. Their views answer for 500 words at most. */
export const FURTHER_LETTERS = 8000;

/** Sentences whose curves are laid over each other: more take minutes, and one curve more changes no mean. */
export const MANY_SENTENCES = 200;

/** UTF-16 units of all of them together: what a link can carry beside the sentence. */
export const MANY_LETTERS = 20_000;

/** UTF-16 units of what is typed as a word to follow or to probe, or as two: `floor~couch`. */
export const TARGET_LETTERS = 200;

/** UTF-16 units of the name of a unit. */
export const UNIT_NAME_LETTERS = 60;

/** UTF-16 units of the name of a pattern, and how many patterns are kept: each is counted in the whole corpus. */
export const PATTERN_NAME_LETTERS = 40;
export const KEPT_PATTERNS = 24;

/** UTF-16 units of all names of units, and of all kept patterns, in an address. Those beyond stay in the browser. */
export const LIST_LETTERS = 8000;

/**
 * Letters of an address after its `#`, percent signs counted. Every browser keeps as many in its history; what is longer takes
 * noticeable time at every change. Of a longer sentence the address carries the beginning.
 */
export const ADDRESS_LETTERS = 64_000;

/** Letters of an address that are read: the browsers' own limit. */
export const READ_LETTERS = 2_000_000;

/** Letters of a link that mail and chat programs pass on uncut. */
export const EASY_LINK_LETTERS = 8000;

/** UTF-16 units of all texts that undo keeps, and how many steps. */
export const HISTORY_LETTERS = 4_000_000;
export const HISTORY_STEPS = 200;

/** UTF-16 units of a model's label or id: a line of the menu. */
export const LABEL_LETTERS = 120;

/** UTF-16 units of a notice's title and of its text: what a reader can scroll through. Rows of its table of tensors. */
export const TITLE_LETTERS = 200;
export const DETAIL_LETTERS = 8000;
export const TENSOR_ROWS = 100;

/** Notices that stand at once; older ones come back when these are dismissed. */
export const SHOWN_NOTICES = 3;

/** Words of a sentence under a model: what its frames leave room for, at least one. A null layout: no model is there yet. */
export function mostWords(layout: TraceLayout | null): number {
  if (layout === null) return SENTENCE_WORDS;
  // One frame more: the state before the first word.
  const frames = Math.floor(TRACE_BYTES / (4 * frameLength(layout)));
  return Math.max(1, Math.min(SENTENCE_WORDS, frames - 1));
}

/** Words of a text with fewer of which a score of a unit says nothing beside chance. */
export const LEAST_READ_WORDS = 400;
