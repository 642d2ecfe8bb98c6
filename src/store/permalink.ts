import { type Experiment, FACTOR, FORGET_BIAS, LENGTH, plainExperiment, UNITS } from "../engine/gradients/experiment.ts";
import { longSentences } from "../engine/sentences.ts";
import type { AppState, RowOrder } from "./state.ts";

/** Version of the table of keys. */
const VERSION = 1;

/** What the view Gradients follows and shows. */
export type Followed = Pick<AppState, "at" | "target" | "isRelative" | "under" | "measure" | "signal" | "many">;

/** What the address holds. Null stands for the default that depends on the sentence or the model. */
export interface AddressState extends Experiment, Followed {
  /** Id of a view; null: the first. */
  readonly view: string | null;
  /** Id of a model; null: the first. */
  readonly model: string | null;
  /** Null: the first example. An empty text is an empty sentence. */
  readonly text: string | null;
  /** 1-based; null: the last word. */
  readonly step: number | null;
  /** Null: the most active one. */
  readonly unit: number | null;
  readonly layer: number;
  /** Null: the last one of the cell. */
  readonly stage: string | null;
  readonly rows: 24 | 64 | "all";
  readonly order: RowOrder;
  readonly temperature: number;
  readonly isEmbedded: boolean;
  /** Forces a theme; null: the reader's own. */
  readonly theme: "light" | "dark" | null;
}

export const defaultAddress: AddressState = {
  view: null,
  model: null,
  text: null,
  step: null,
  unit: null,
  layer: 0,
  stage: null,
  rows: 24,
  order: "active",
  temperature: 1,
  ...plainExperiment,
  at: null,
  target: "actual",
  isRelative: false,
  under: "gains",
  measure: "norm",
  signal: null,
  many: null,
  isEmbedded: false,
  theme: null,
};

/** A key that could not be taken, and why. */
export interface Ignored {
  /** `t=99` */
  readonly what: string;
  readonly why: string;
}

/** What was read. Where the address is of a newer version, nothing of it was taken. */
export interface ReadAddress {
  readonly address: AddressState;
  readonly ignored: readonly Ignored[];
  readonly newerVersion: string | null;
}

/** A key of the address: reads its value (a string says why it cannot be), and writes it (null: left out). */
interface Key {
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
const orNull = (value: string | number | null) => (value === null ? null : String(value));

const EXAMPLES = "examples";

/** `examples`, or sentences of the reader's own, a line each. */
function readMany(value: string): Partial<AddressState> | string {
  if (value === EXAMPLES) return { many: longSentences };
  const many = value.split("\n").filter((line) => line.trim() !== "");
  return many.length === 0 ? "examples, or sentences in lines, are needed" : { many };
}

function writeMany(many: readonly string[]): string {
  const text = many.join("\n");
  return text === longSentences.join("\n") ? EXAMPLES : text;
}

/** In the order in which they are written. Views add theirs here. */
const keys: ReadonlyMap<string, Key> = new Map<string, Key>([
  ["view", { read: (view) => ({ view }), write: ({ view }) => view }],
  ["model", { read: (model) => ({ model }), write: ({ model }) => model }],
  ["s", { read: (text) => ({ text }), write: ({ text }) => text }],
  ["t", { read: (value) => whole(value, 1, (step) => ({ step })), write: ({ step }) => orNull(step) }],
  ["u", { read: (value) => whole(value, 0, (unit) => ({ unit })), write: ({ unit }) => orNull(unit) }],
  ["layer", { read: (value) => whole(value, 0, (layer) => ({ layer })), write: ({ layer }) => unless(layer, 0) }],
  ["stage", { read: (stage) => ({ stage }), write: ({ stage }) => stage }],
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
  ["at", { read: (value) => whole(value, 1, (at) => ({ at })), write: ({ at }) => orNull(at) }],
  [
    "target",
    {
      read: (target) => (target.trim() === "" ? "a word, or two as floor~couch, is needed" : { target }),
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
      read: (value) => oneOf(value, ["norm", "gradientTimesInput", "integrated"], (measure) => ({ measure })),
      write: ({ measure }) => unless(measure, "norm"),
    },
  ],
  ["signal", { read: (signal) => ({ signal }), write: ({ signal }) => signal }],
  ["many", { read: readMany, write: ({ many }) => (many === null ? null : writeMany(many)) }],
  [
    "embed",
    {
      read: (value) => oneOf(value, ["0", "1"], (embed) => ({ isEmbedded: embed === "1" })),
      write: ({ isEmbedded }) => (isEmbedded ? "1" : null),
    },
  ],
  ["theme", { read: (value) => oneOf(value, ["light", "dark"], (theme) => ({ theme })), write: ({ theme }) => theme }],
]);

/**
 * Reads a fragment, with its `#` or without. `views` and `models` are the ids that exist; what is unknown, malformed or of a view
 * or model that is not there keeps its default and is told. Bounds that depend on sentence and model are the caller's.
 */
export function readAddress(
  fragment: string,
  { views, models }: { readonly views: readonly string[]; readonly models: readonly string[] },
): ReadAddress {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const ignored: Ignored[] = [];
  const version = given.get("v");
  if (version !== null && /^\d+$/.test(version) && Number(version) > VERSION) {
    return { address: defaultAddress, ignored: [], newerVersion: version };
  }
  let address = defaultAddress;
  const ignore = (key: string, value: string, why: string) => {
    const short = value.length > 24 ? `${value.slice(0, 24)}…` : value;
    ignored.push({ what: value === "" ? key : `${key}=${short}`, why });
  };
  for (const [key, value] of given) {
    if (key === "v") {
      if (version !== String(VERSION)) ignore(key, value, "this is version 1");
      continue;
    }
    const read = keys.get(key)?.read(value) ?? "unknown here";
    if (typeof read === "string") ignore(key, value, read);
    else if (key === "view" && !views.includes(value)) ignore(key, value, "no such view");
    else if (key === "model" && !models.includes(value)) {
      ignore(key, value, "not a model of this page; open its file again if it is your own");
    } else address = { ...address, ...read };
  }
  return { address, ignored, newerVersion: null };
}

/** The fragment with its `#`; empty where everything is as by default. Form-encoded: `s=the+cat`. */
export function writeAddress(address: AddressState): string {
  const written = new URLSearchParams();
  for (const [key, { write }] of keys) {
    const value = write(address);
    if (value !== null) written.append(key, value);
  }
  const fragment = written.toString();
  return fragment === "" ? "" : `#${fragment}`;
}

/** What was ignored, as one line. */
export function sayIgnored(ignored: readonly Ignored[]): string {
  return `${ignored.map(({ what, why }) => `${what} (${why})`).join(", ")}.`;
}
