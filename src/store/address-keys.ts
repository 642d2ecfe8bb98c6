import { activationNames } from "../engine/activations.ts";
import { FACTOR, FORGET_BIAS, LENGTH, UNITS } from "../engine/gradients/experiment.ts";
import { FURTHER_LETTERS, TARGET_LETTERS } from "../engine/limits.ts";
import { readSwap, writeSwap } from "../engine/swap-text.ts";
import { readKept, readMany, readNames, readPatternText, tooLong, writeLines, writeMany } from "./address-lists.ts";
import type { AddressState } from "./address-state.ts";
import { contextStates, memoryParts, pointColours } from "./memory-state.ts";
import { defaultProbes, MOST_PROBES } from "./probes.ts";
import { MOST_TRACKS, trackIds } from "./tracks.ts";

/** A key of the address: reads its value (a string says why it cannot be), and writes it (null: left out). */
export interface Key {
  readonly read: (value: string) => Partial<AddressState> | string;
  readonly write: (address: AddressState) => string | null;
}

const whole = (value: string, least: number, take: (number: number) => Partial<AddressState>) =>
  /^\d{1,9}$/.test(value) && Number(value) >= least ? take(Number(value)) : `a whole number from ${least} is needed`;

const bounded = (value: string, [low, high]: readonly [number, number], take: (number: number) => Partial<AddressState>) =>
  /^\d{1,4}$/.test(value) ? between(value, [low, high], take) : `a whole number from ${low} to ${high} is needed`;

const oneOf = <T extends string>(value: string, choices: readonly T[], take: (choice: T) => Partial<AddressState>) => {
  const choice = choices.find((candidate) => candidate === value);
  return choice === undefined ? `${choices.join(", ")} are possible` : take(choice);
};

const between = (value: string, [low, high]: readonly [number, number], take: (number: number) => Partial<AddressState>) => {
  const number = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  return number >= low && number <= high ? take(number) : `a number from ${low} to ${high} is needed`;
};

const unless = (value: string | number, usual: string | number) => (value === usual ? null : String(value));
function readTracks(value: string) {
  const ids = value.split(",");
  const isKnown = ids.every((id, at) => trackIds.some((own) => own === id) && ids.indexOf(id) === at);
  return isKnown && ids.length <= MOST_TRACKS
    ? { tracks: ids }
    : `one to ${MOST_TRACKS} different features are possible, as README names them`;
}

/** Captions of “How to read this”. */
const GUIDE = ["1", "2", "3", "4", "5", "6"] as const;
const orNull = (value: string | number | null) => (value === null ? null : String(value));

/** A text of a bounded length that is not blank. */
const written = (value: string, most: number, needed: string, take: (text: string) => Partial<AddressState>) => {
  const why = tooLong(value, most);
  if (why !== null) return why;
  return value.trim() === "" ? `${needed} is needed` : take(value);
};

/** A name of the field, as the cells give them to signals and stages. */
const named = (value: string, take: (name: string) => Partial<AddressState>) =>
  /^[a-zA-Z]{1,40}$/.test(value) ? take(value) : "a name is needed";

/** Words of a list, separated by commas. */
function readProbes(value: string): Partial<AddressState> | string {
  const probes = value
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (probes.length === 0 || probes.length > MOST_PROBES) return `one to ${MOST_PROBES} words are needed`;
  const longest = Math.max(...probes.map((word) => word.length));
  return longest > TARGET_LETTERS ? `words of ${TARGET_LETTERS} letters at most are needed` : { probes };
}

function readFunction(value: string): Partial<AddressState> | string {
  const swap = readSwap(value);
  return swap === null ? `a gate and one of ${activationNames.join(", ")}, as forgetGate:relu, are needed` : { swap };
}

/** In the order in which they are written. Views add theirs here. */
export const keys: ReadonlyMap<string, Key> = new Map<string, Key>([
  ["view", { read: (view) => ({ view }), write: ({ view }) => view }],
  ["model", { read: (model) => ({ model }), write: ({ model }) => model }],
  ["s", { read: (text) => ({ text }), write: ({ text }) => text }],
  ["t", { read: (value) => whole(value, 1, (step) => ({ step })), write: ({ step }) => orNull(step) }],
  ["u", { read: (value) => whole(value, 0, (unit) => ({ unit })), write: ({ unit }) => orNull(unit) }],
  ["layer", { read: (value) => whole(value, 0, (layer) => ({ layer })), write: ({ layer }) => unless(layer, 0) }],
  ["stage", { read: (value) => named(value, (stage) => ({ stage })), write: ({ stage }) => stage }],
  [
    "rows",
    {
      read: (value) => oneOf(value, ["24", "64", "all"], (rows) => ({ rows: rows === "all" ? rows : rows === "64" ? 64 : 24 })),
      write: ({ rows }) => unless(rows, 24),
    },
  ],
  [
    "order",
    {
      read: (value) => oneOf(value, ["active", "half-life", "index", "similar"], (order) => ({ order })),
      write: ({ order }) => unless(order, "active"),
    },
  ],
  [
    "temp",
    {
      read: (value) => between(value, [0.05, 5], (temperature) => ({ temperature })),
      write: ({ temperature }) => unless(temperature, 1),
    },
  ],
  [
    "asks",
    {
      read: (value) => oneOf(value, ["sentence", "across", "replaced", "fresh"], (asks) => ({ asks })),
      write: ({ asks }) => unless(asks, "sentence"),
    },
  ],
  [
    "before",
    {
      read: (value) => oneOf(value, ["story", "nothing"], (before) => ({ before })),
      write: ({ before }) => unless(before, "story"),
    },
  ],
  ["at", { read: (value) => whole(value, 1, (at) => ({ at })), write: ({ at }) => orNull(at) }],
  [
    "target",
    {
      read: (value) => written(value, TARGET_LETTERS, "a word, or two as floor~couch,", (target) => ({ target })),
      write: ({ target }) => unless(target, "actual"),
    },
  ],
  [
    "weights",
    {
      read: (value) => oneOf(value, ["trained", "random"], (weights) => ({ weights })),
      write: ({ weights }) => unless(weights, "trained"),
    },
  ],
  ["units", { read: (value) => bounded(value, UNITS, (units) => ({ units })), write: ({ units }) => orNull(units) }],
  [
    "rec",
    {
      read: (value) => between(value, FACTOR, (recurrent) => ({ recurrent })),
      write: ({ recurrent }) => unless(recurrent, 1),
    },
  ],
  ["in", { read: (value) => between(value, FACTOR, (input) => ({ input })), write: ({ input }) => unless(input, 1) }],
  [
    "fb",
    {
      read: (value) => between(value, FORGET_BIAS, (forgetBias) => ({ forgetBias })),
      write: ({ forgetBias }) => orNull(forgetBias),
    },
  ],
  ["len", { read: (value) => bounded(value, LENGTH, (length) => ({ length })), write: ({ length }) => orNull(length) }],
  [
    "words",
    {
      read: (value) => oneOf(value, ["repeated", "random"], (words) => ({ words })),
      write: ({ words }) => unless(words, "repeated"),
    },
  ],
  ["seed", { read: (value) => whole(value, 0, (seed) => ({ seed })), write: ({ seed }) => unless(seed, 1) }],
  [
    "rel",
    {
      read: (value) => oneOf(value, ["0", "1"], (relative) => ({ isRelative: relative === "1" })),
      write: ({ isRelative }) => (isRelative ? "1" : null),
    },
  ],
  [
    "under",
    {
      read: (value) => oneOf(value, ["gains", "words", "signals"], (under) => ({ under })),
      write: ({ under }) => unless(under, "gains"),
    },
  ],
  [
    "by",
    {
      read: (value) => oneOf(value, ["norm", "gradientTimesInput", "integrated", "replaced"], (measure) => ({ measure })),
      write: ({ measure }) => unless(measure, "norm"),
    },
  ],
  ["signal", { read: (value) => named(value, (signal) => ({ signal })), write: ({ signal }) => signal }],
  ["many", { read: readMany, write: ({ many }) => (many === null ? null : writeMany(many)) }],
  ["s2", { read: (value) => tooLong(value, FURTHER_LETTERS) ?? { second: value }, write: ({ second }) => second }],
  [
    "follow",
    {
      read: (value) => written(value, TARGET_LETTERS, "a word", (followed) => ({ followed })),
      write: ({ followed }) => followed,
    },
  ],
  ["probes", { read: readProbes, write: ({ probes }) => unless(probes.join(), defaultProbes.join()) }],
  ["topk", { read: (value) => whole(value, 1, (topK) => ({ topK })), write: ({ topK }) => orNull(topK) }],
  ["topp", { read: (value) => between(value, [0.01, 1], (topP) => ({ topP })), write: ({ topP }) => orNull(topP) }],
  ["fn", { read: readFunction, write: ({ swap }) => (swap === null ? null : writeSwap(swap)) }],
  [
    "memory",
    {
      read: (value) => oneOf(value, memoryParts, (memoryPart) => ({ memoryPart })),
      write: ({ memoryPart }) => unless(memoryPart, "map"),
    },
  ],
  [
    "state",
    {
      read: (value) => oneOf(value, contextStates, (contextState) => ({ contextState })),
      write: ({ contextState }) => unless(contextState, "hiddenState"),
    },
  ],
  [
    "colour",
    { read: (value) => oneOf(value, pointColours, (colouredBy) => ({ colouredBy })), write: ({ colouredBy }) => colouredBy },
  ],
  [
    "guide",
    {
      read: (value) => oneOf(value, GUIDE, (guide) => ({ guide: Number(guide) })),
      write: ({ guide }) => orNull(guide),
    },
  ],
  ["tracks", { read: readTracks, write: ({ tracks }) => (tracks.length === 0 ? null : tracks.join()) }],
  ["names", { read: readNames, write: ({ unitNames }) => writeLines([...unitNames].map(([unit, name]) => `${unit}:${name}`)) }],
  ["kept", { read: readKept, write: ({ keptPatterns }) => writeLines([...keptPatterns].map((kept) => kept.join(":"))) }],
  ["pattern", { read: readPatternText, write: ({ pattern }) => pattern }],
  [
    "embed",
    {
      read: (value) => oneOf(value, ["0", "1"], (embed) => ({ isEmbedded: embed === "1" })),
      write: ({ isEmbedded }) => (isEmbedded ? "1" : null),
    },
  ],
  ["theme", { read: (value) => oneOf(value, ["light", "dark"], (theme) => ({ theme })), write: ({ theme }) => theme }],
]);
