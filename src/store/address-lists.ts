import { readPattern } from "../engine/corpus/pattern-text.ts";
import {
  KEPT_PATTERNS,
  LIST_LETTERS,
  MANY_LETTERS,
  MANY_SENTENCES,
  PATTERN_NAME_LETTERS,
  UNIT_NAME_LETTERS,
} from "../engine/limits.ts";
import { longSentences } from "../engine/sentences.ts";
import type { AddressState } from "./address-state.ts";
import { boundMany } from "./followed-bounds.ts";

const grouped = (value: number) => value.toLocaleString("en");

/** Why a value is too long; null where it is not. */
export function tooLong(value: string, most: number): string | null {
  return value.length > most ? `${grouped(most)} letters are possible, ${grouped(value.length)} are given` : null;
}

/** Lines of a list, as many as an address carries; why not, where there are more. */
function readLines(value: string): readonly string[] | string {
  return tooLong(value, LIST_LETTERS) ?? value.split("\n");
}

/** As many whole lines as an address carries; null for none. */
export function writeLines(lines: readonly string[]): string | null {
  let letters = -1;
  const carried = lines.filter((line) => {
    const isCarried = letters + 1 + line.length <= LIST_LETTERS;
    if (isCarried) letters += 1 + line.length;
    return isCarried;
  });
  return carried.length === 0 ? null : carried.join("\n");
}

/** `47:animal subject`, one a line. */
export function readNames(value: string): Partial<AddressState> | string {
  const lines = readLines(value);
  if (typeof lines === "string") return lines;
  const names = lines.map((line) => /^(\d{1,5}):(.+)$/.exec(line));
  const isNames = names.every((name) => name !== null && (name[2] as string).length <= UNIT_NAME_LETTERS);
  return isNames
    ? { unitNames: new Map(names.map((name) => [Number(name?.[1]), name?.[2] as string])) }
    : `units and names of ${UNIT_NAME_LETTERS} letters at most, as 47:plural, are needed`;
}

/** `animals:cellState_0.5_1_0_47h`, one a line. */
export function readKept(value: string): Partial<AddressState> | string {
  const lines = readLines(value);
  if (typeof lines === "string") return lines;
  const kept = lines.map((line) => /^(.+):([\w.]+)$/.exec(line));
  const isKept = kept.every(
    (each) => each !== null && (each[1] as string).length <= PATTERN_NAME_LETTERS && readPattern(each[2] as string) !== null,
  );
  if (!isKept || kept.length > KEPT_PATTERNS) return `up to ${KEPT_PATTERNS} names and patterns, ${PATTERN}, are needed`;
  return { keptPatterns: new Map(kept.map((each) => [each?.[1] as string, each?.[2] as string])) };
}

/** `cellState_0.5_1_0_47h` */
export function readPatternText(pattern: string): Partial<AddressState> | string {
  return readPattern(pattern) === null ? "a pattern, as cellState_0.5_1_0_47h, is needed" : { pattern };
}

const PATTERN = "as animals:cellState_0.5_1_0_47h";

const EXAMPLES = "examples";

/** `examples`, or sentences of the reader's own, a line each. */
export function readMany(value: string): Partial<AddressState> | string {
  if (value === EXAMPLES) return { many: longSentences };
  const many = value.split("\n").filter((line) => line.trim() !== "");
  if (many.length === 0) return "examples, or sentences in lines, are needed";
  const bounded = boundMany(many);
  return bounded.length === many.length
    ? { many }
    : `${MANY_SENTENCES} sentences and ${grouped(MANY_LETTERS)} letters are possible, ${grouped(many.length)} and ${grouped(value.length)} are given`;
}

export function writeMany(many: readonly string[]): string {
  const text = many.join("\n");
  return text === longSentences.join("\n") ? EXAMPLES : text;
}
