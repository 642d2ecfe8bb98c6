import { holdsFrom } from "../analysis/hold-lengths.ts";
import { type Hold, spreadHolds } from "../analysis/hold-spread.ts";
import { blockSteps } from "../block-step.ts";
import type { Slowly } from "../gradients/progress.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";
import { compileModel, writeStart } from "../run.ts";
import { frameLength, signalIndex } from "../trace.ts";

/** Words that a corpus has at most. */
export const CORPUS_WORDS = 1_000_000;

/** The largest code; codes are symmetric about 0. */
export const LARGEST_CODE = 127;

/** A signal over a corpus, a byte a number: value ≈ code · scale of its unit, to within half a scale, or a whole one where the scale grew. */
export interface CodedSignal {
  /** (H, N), unit by unit, so that looking for a pattern reads few units from end to end. */
  readonly codes: Int8Array;
  /** (H). 1/127 where the range is −1 … 1 or 0 … 1; else what the unit's largest value needed, 1/127 times a power of two. */
  readonly scales: Float32Array;
}

/** Chosen signals of one layer over a text of up to a million words, as one stream: the state is carried from end to end. */
export interface CorpusTrace {
  readonly ids: Int32Array;
  readonly layer: number;
  readonly units: number;
  readonly signals: ReadonlyMap<string, CodedSignal>;
  /** Mean of every gate and size of every other drawn signal (mean |value|) over the text, from float32: by signal (H). */
  readonly means: ReadonlyMap<string, Float64Array>;
  /** How long every unit holds; null for a cell without a keeping gate, and for a text of one word. */
  readonly holds: CorpusHolds | null;
}

/** Holds in words of every unit over the beginning of a corpus. */
export interface CorpusHolds {
  /** (H) */
  readonly median: readonly Hold[];
  /** (H): 90th percentile. */
  readonly ninetieth: readonly Hold[];
  /** Words over which they were measured. */
  readonly words: number;
}

/** Words that holds are measured over at most: their gates are kept in float32 until then. */
const HOLD_WORDS = 8192;

/** What of a model is traced. */
export interface CorpusChoice {
  readonly layer: number;
  readonly signals: readonly string[];
}

/** Bytes that a corpus trace holds: one a number, four an id. Told before it starts. */
export function corpusBytes(words: number, units: number, signals: number): number {
  return words * (units * signals + 4);
}

/** Words between two looks at what else is to be done. */
const STRIDE = 512;

/**
 * Runs a model over a text with a window of frames instead of a whole trace: memory is `corpusBytes` and what does not depend on the
 * text. The frames are those
 * of a run of the whole text, bit for bit. Yields how much is done; who does not go on cancels.
 * @throws RangeError for a signal or layer that is not there, for more than `CORPUS_WORDS`, or for an id beyond the vocabulary.
 */
export function* traceCorpus(
  model: Model,
  ids: Int32Array,
  { layer, signals }: CorpusChoice,
  kernels: Kernels,
): Slowly<CorpusTrace> {
  const { layout, config } = model;
  if (ids.length > CORPUS_WORDS) throw new RangeError(`${ids.length} words are more than ${CORPUS_WORDS}`);
  if (layer < 0 || layer >= layout.layers) throw new RangeError(`layer ${layer} of ${layout.layers}`);
  if (ids.some((id) => id < 0 || id >= config.vocabulary)) throw new RangeError(`an id beyond ${config.vocabulary}`);
  const length = frameLength(layout);
  const layerAt = layer * layout.signals.length * layout.units;
  const coders = signals.map((name) => {
    const place = signalIndex(layout, name);
    const range = layout.signals[place]?.range ?? [0, 0];
    return { name, at: layerAt + place * layout.units, coder: createCoder(ids.length, layout.units, range) };
  });
  const tally = createTally(model, layerAt, Math.min(ids.length, HOLD_WORDS));
  const { stepBlock } = compileModel(model, kernels);
  const window = new Float32Array(length * (1 + blockSteps));
  writeStart(model, stepBlock, window);
  for (let first = 0; first < ids.length; first += blockSteps) {
    const count = Math.min(blockSteps, ids.length - first);
    stepBlock(window, 1, ids, first, count);
    for (const { at, coder } of coders) coder.put(window, length + at, length, first, count);
    tally.add(window, length, first, count);
    window.copyWithin(0, count * length, (count + 1) * length);
    if (first % STRIDE === 0) yield first / ids.length;
  }
  return {
    ids,
    layer,
    units: layout.units,
    signals: new Map(coders.map(({ name, coder }) => [name, coder.coded])),
    ...tally.finish(ids.length),
  };
}

/** Writes values of a signal as codes. A unit that outgrows its scale doubles it, and what was written is halved. */
function createCoder(words: number, units: number, [low, high]: readonly [low: number, high: number]) {
  const codes = new Int8Array(words * units);
  const scales = new Float32Array(units).fill(1 / LARGEST_CODE);
  const isBounded = low >= -1 && high <= 1;
  const grow = (unit: number, size: number, written: number) => {
    while (size > (scales[unit] as number) * LARGEST_CODE) {
      scales[unit] = (scales[unit] as number) * 2;
      const end = unit * words + written;
      for (let at = unit * words; at < end; at++) codes[at] = Math.round((codes[at] as number) / 2);
    }
  };
  return {
    coded: { codes, scales },
    /** Unit by unit, so that what lies together is written together. */
    put: (values: Float32Array, from: number, stride: number, word: number, count: number) => {
      for (let u = 0; u < units; u++) {
        const row = u * words + word;
        for (let n = 0; n < count; n++) {
          const value = values[from + n * stride + u] as number;
          if (!isBounded && Number.isFinite(value)) grow(u, Math.abs(value), word + n);
          codes[row + n] = Math.round(value / (scales[u] as number));
        }
      }
    },
  };
}

/** Sums of what is asked of every unit over the whole text, and its keeping gate over the first words of it. */
function createTally({ layout, cell }: Model, layerAt: number, words: number) {
  const { units } = layout;
  const drawn = layout.signals.flatMap((signal, place) =>
    signal.role === "preActivation" ? [] : [{ name: signal.name, at: layerAt + place * units, sums: new Float64Array(units) }],
  );
  const keeping = layout.signals.findIndex(({ role, hue }) => role === "gate" && hue === "f");
  const keepsAt = layerAt + keeping * units;
  /** (H, words) */
  const gates = keeping < 0 || !cell.hasMemory ? null : new Float32Array(units * words);
  return {
    add: (values: Float32Array, stride: number, first: number, count: number) => {
      for (const { at, sums } of drawn) {
        for (let n = 1; n <= count; n++) {
          const from = n * stride + at;
          for (let u = 0; u < units; u++) sums[u] = (sums[u] as number) + Math.abs(values[from + u] as number);
        }
      }
      if (gates === null) return;
      const kept = Math.min(count, words - first);
      for (let u = 0; u < units; u++) {
        for (let n = 0; n < kept; n++) gates[u * words + first + n] = values[(n + 1) * stride + keepsAt + u] as number;
      }
    },
    finish: (length: number): Pick<CorpusTrace, "means" | "holds"> => ({
      means: new Map(drawn.map(({ name, sums }) => [name, sums.map((sum) => sum / length)])),
      holds: gates === null || words < 2 ? null : measureHolds(gates, units, words),
    }),
  };
}

function measureHolds(gates: Float32Array, units: number, words: number): CorpusHolds {
  const spreads = Array.from({ length: units }, (_, unit) =>
    spreadHolds(holdsFrom(gates.subarray(unit * words, (unit + 1) * words))),
  ).filter((spread) => spread !== null);
  return { median: spreads.map(({ median }) => median), ninetieth: spreads.map(({ ninetieth }) => ninetieth), words };
}

/** Value of a unit after a word (0-based), to within half its scale. */
export function codedValue({ codes, scales }: CodedSignal, unit: number, word: number): number {
  const words = codes.length / scales.length;
  return (codes[unit * words + word] as number) * (scales[unit] as number);
}
