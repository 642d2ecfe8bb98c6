import type { SignalSpec } from "../cell.ts";
import type { CodedSignal } from "./corpus-trace.ts";

/** Above the threshold, below its negative, or between; a gate, which is never negative, is only above or below the threshold. */
export type Reading = "high" | "low" | "between";

/** What one unit must be at one word of a pattern. */
export interface Condition {
  /** 0 is the first word of the pattern. */
  readonly offset: number;
  readonly unit: number;
  readonly reading: Reading;
}

/** What is looked for: units at consecutive words. A unit without a condition may be anything. */
export interface Pattern {
  readonly signal: string;
  /** Above 0. */
  readonly threshold: number;
  /** Words that it spans. */
  readonly length: number;
  readonly conditions: readonly Condition[];
  /** Conditions of a word that must hold, or all where it has fewer. */
  readonly leastUnits: number;
  /** Words that may fail. */
  readonly sparedWords: number;
}

/** A place where a pattern holds. */
export interface Match {
  /** Its first word, 0-based. */
  readonly word: number;
  /** Conditions that hold, of all. */
  readonly held: number;
}

/** What was found, and what was to be expected. */
export interface Matches {
  readonly total: number;
  /** The first of them, those that hold most conditions first, then by place. */
  readonly best: readonly Match[];
  /** First words of all of them, and how many conditions hold there. */
  readonly words: Int32Array;
  readonly held: Uint16Array;
  /**
   * How many were to be expected were every unit at every word what it is on average in the corpus, independently of all others:
   * (N − length + 1) · P(at least length − sparedWords words have at least leastUnits conditions that hold). What a corpus shows whose
   * units have been shuffled, each by itself.
   */
  readonly expected: number;
}

/** Matches that are returned one by one. */
const LISTED = 200;

/** Whether a value reads so. */
export function readValue(value: number, threshold: number, isGate: boolean): Reading {
  if (value >= threshold) return "high";
  if (isGate || value <= -threshold) return "low";
  return "between";
}

/** Codes of a unit that read so: from `low` to `high`, both included. */
function codesOf(reading: Reading, threshold: number, scale: number, isGate: boolean): readonly [low: number, high: number] {
  // A value that is the threshold counts as above it, whatever the division rounds to.
  const bound = Math.ceil(threshold / scale - 1e-6);
  if (reading === "high") return [bound, 127];
  if (reading === "low") return isGate ? [-128, bound - 1] : [-128, -bound];
  return isGate ? [128, -129] : [1 - bound, bound - 1];
}

/** Looks for a pattern over the whole corpus. @throws RangeError for a unit or an offset that is not there */
export function matchPattern(signal: CodedSignal, spec: Pick<SignalSpec, "role">, pattern: Pattern): Matches {
  const { codes, scales } = signal;
  const words = codes.length / scales.length;
  const places = Math.max(0, words - pattern.length + 1);
  const isGate = spec.role === "gate";
  const passed = new Uint8Array(places);
  const held = new Uint16Array(places);
  const chances: number[] = [];
  const rates = new Map<string, number>();
  for (let offset = 0; offset < pattern.length; offset++) {
    const own = pattern.conditions.filter((condition) => condition.offset === offset);
    const counts = new Uint16Array(places);
    const ownRates = own.map(({ unit, reading }) => {
      if (unit < 0 || unit >= scales.length) throw new RangeError(`unit ${unit} of ${scales.length}`);
      const [low, high] = codesOf(reading, pattern.threshold, scales[unit] as number, isGate);
      const row = unit * words;
      for (let place = 0, at = row + offset; place < places; place++, at++) {
        const code = codes[at] as number;
        if (code >= low && code <= high) counts[place] = (counts[place] as number) + 1;
      }
      const key = `${unit} ${reading}`;
      const rate = rates.get(key) ?? rateOf(codes.subarray(row, row + words), low, high);
      rates.set(key, rate);
      return rate;
    });
    const least = Math.min(pattern.leastUnits, own.length);
    for (let place = 0; place < places; place++) {
      const count = counts[place] as number;
      held[place] = (held[place] as number) + count;
      if (count >= least) passed[place] = (passed[place] as number) + 1;
    }
    chances.push(chanceOfAtLeast(least, ownRates));
  }
  const needed = Math.max(0, pattern.length - pattern.sparedWords);
  const found = pattern.conditions.length === 0 ? [] : placesWhere(passed, needed);
  return {
    total: found.length,
    best: bestOf(found, held),
    words: Int32Array.from(found),
    held: Uint16Array.from(found, (word) => held[word] as number),
    expected: pattern.conditions.length === 0 ? 0 : places * chanceOfAtLeast(needed, chances),
  };
}

function placesWhere(passed: Uint8Array, needed: number): number[] {
  const found: number[] = [];
  for (let place = 0; place < passed.length; place++) if ((passed[place] as number) >= needed) found.push(place);
  return found;
}

function bestOf(found: readonly number[], held: Uint16Array): readonly Match[] {
  return found
    .map((word): Match => ({ word, held: held[word] as number }))
    .sort((a, b) => b.held - a.held || a.word - b.word)
    .slice(0, LISTED);
}

function rateOf(row: Int8Array, low: number, high: number): number {
  let count = 0;
  for (const code of row) if (code >= low && code <= high) count++;
  return count / row.length;
}

/** P(at least `least` of independent events happen), each with its own probability (Poisson binomial, exactly). */
export function chanceOfAtLeast(least: number, probabilities: readonly number[]): number {
  const counts = new Float64Array(probabilities.length + 1);
  counts[0] = 1;
  probabilities.forEach((probability, known) => {
    for (let k = known + 1; k >= 0; k--) {
      counts[k] = (counts[k] as number) * (1 - probability) + (k > 0 ? (counts[k - 1] as number) * probability : 0);
    }
  });
  return Math.min(
    1,
    counts.subarray(Math.max(0, least)).reduce((sum, chance) => sum + chance, 0),
  );
}
