import type { Random } from "../../src/engine/random.ts";
import type { ModelDraft } from "./model-draft.ts";

/** Tells a lie in a draft. */
export type Lie = (draft: ModelDraft, random: Random) => void;

/** One of the choices. */
export const pick = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;

/** An object within an object, so many times, as a text that `writeJson` writes out: too deep for JSON.stringify. */
export const nested = (depth: number): string => `@nested ${depth}@`;

/** Names that mean something to JavaScript, to HTML or to a file system. */
export const names: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "prototype",
  "length",
  "then",
  "",
  " ",
  "\u0000",
  "\n",
  "../..",
  "<img src=x onerror=alert(1)>",
  "‮gnp",
  "\ud800",
  "a".repeat(5000),
  "猫".repeat(300),
  "__defineGetter__",
  "undefined",
  "null",
];
/** Numbers, and what stands where one is needed. */
export const numbers: readonly unknown[] = [
  0,
  -1,
  1,
  2,
  3,
  1.5,
  1e9,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  1e308,
  -0,
  null,
  "4",
  "x",
  true,
  [],
  {},
  [4],
  Number.MAX_VALUE,
];
