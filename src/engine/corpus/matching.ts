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
  for (let offset = 0; offset < pattern.length; offset++) {
    const own = pattern.conditions.filter((condition) => condition.offset === offset);
    const tally = createTally(words);
    const ownRates = own.map(({ unit, reading }, place) => {
      if (place > 0 && place % FULL === 0) emptyBytes(tally);
      if (unit < 0 || unit >= scales.length) throw new RangeError(`unit ${unit} of ${scales.length}`);
      const [low, high] = codesOf(reading, pattern.threshold, scales[unit] as number, isGate);
      return countHits(codes.subarray(unit * words, (unit + 1) * words), low, high, tally) / words;
    });
    const least = Math.min(pattern.leastUnits, own.length);
    emptyBytes(tally);
    for (let place = 0; place < places; place++) {
      const count = tally.counts[place + offset] as number;
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

/** How many conditions hold at every word: a byte a word in `bytes`, four to an int32, and what they were before the bytes were full. */
interface Tally {
  readonly bytes: Int32Array;
  readonly counts: Uint16Array;
  /** The codes of one unit, four to an int32. */
  readonly packed: Int32Array;
}

/** The largest number of a byte. */
const FULL = 255;
const SIGNS = 0x8080_8080 | 0;
const EVEN = 0x00ff_00ff;

function createTally(words: number): Tally {
  const create = () => new Int32Array(Math.ceil(words / 4));
  return { bytes: create(), packed: create(), counts: new Uint16Array(words) };
}

/** Adds the bytes to the counts. */
function emptyBytes({ bytes, counts }: Tally): void {
  new Uint8Array(bytes.buffer, 0, counts.length).forEach((count, word) => {
    counts[word] = (counts[word] as number) + count;
  });
  bytes.fill(0);
}

/**
 * How many codes lie in low … high; each adds one to its word's byte. Four codes at a time, without a branch: with its sign bit turned a
 * code c is 0 … 255, and c + 256 − low reaches bit 8 where c ≥ low.
 */
function countHits(codes: Int8Array, low: number, high: number, { bytes, packed }: Tally): number {
  new Int8Array(packed.buffer).set(codes);
  const reach = 0x0001_0001 * (128 - Math.min(low, 128));
  const exceed = 0x0001_0001 * (127 - Math.max(high, -129));
  // What fills up the last four are zeros.
  let total = low <= 0 && high >= 0 ? codes.length - 4 * packed.length : 0;
  for (let first = 0; first < packed.length; first += FULL) {
    const end = Math.min(packed.length, first + FULL);
    let sums = 0;
    for (let n = first; n < end; n++) {
      const four = (packed[n] as number) ^ SIGNS;
      const even = four & EVEN;
      const odd = (four >>> 8) & EVEN;
      const ofEven = (((even + reach) & ~(even + exceed)) >>> 8) & 0x0001_0001;
      const ofOdd = (odd + reach) & ~(odd + exceed) & 0x0100_0100;
      const hits = ofEven | ofOdd;
      bytes[n] = (bytes[n] as number) + hits;
      sums = (sums + hits) | 0;
    }
    total += (sums & FULL) + ((sums >>> 8) & FULL) + ((sums >>> 16) & FULL) + (sums >>> 24);
  }
  return total;
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
