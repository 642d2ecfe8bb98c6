import { shownAs } from "../engine/analysis/shown-state.ts";
import { hasLedger, LEDGER_WORDS, ledgerShares, memoryHorizon } from "../engine/analysis/write-ledger.ts";
import { assertNever } from "../engine/assert-never.ts";
import type { SignalSpec } from "../engine/cell.ts";
import {
  CORPUS_WORDS,
  type CodedSignal,
  type CorpusTrace,
  codedValue,
  corpusBytes,
  traceCorpus,
} from "../engine/corpus/corpus-trace.ts";
import { histogramOf, suggestThreshold } from "../engine/corpus/histogram.ts";
import { matchPattern } from "../engine/corpus/matching.ts";
import { nearestContexts, type StrongContext, strongestContexts } from "../engine/corpus/nearest.ts";
import { typicalWords } from "../engine/corpus/next-words.ts";
import { planeOf } from "../engine/corpus/plane.ts";
import type { Kernels } from "../engine/kernels/kernels.ts";
import type { Model } from "../engine/model.ts";
import { type Problem, type Result, refuse, succeed } from "../engine/problem.ts";
import { createRun } from "../engine/run.ts";
import { tokenize, vocabularyOf } from "../engine/tokenizer.ts";
import { viewSignal } from "../engine/trace.ts";
import type { CorpusAnswer, CorpusQuestion, StrongWindow } from "./corpus-protocol.ts";
import type { CorpusRoom } from "./corpus-room.ts";
import { finish } from "./paced.ts";
import { readIds } from "./subjects.ts";
import { createUnitReading } from "./unit-reading.ts";

/** Words at the start of the corpus that are no contexts of their own: the state has not come to rest. */
const RESTLESS = 20;
/** Words back that the horizon goes. */
const HORIZON = 60;
/** Words of a text of its own. */
const LONGEST = 500;

/** Answers questions about a corpus. */
export interface CorpusDesk {
  /** Null where there is nothing to answer from, or what was asked has been superseded. */
  readonly answer: (question: CorpusQuestion, report: (done: number) => void) => Promise<Result<CorpusAnswer | null>>;
}

/** A corpus, and the model that has read it. */
interface Held {
  readonly model: Model;
  readonly trace: CorpusTrace;
}

/** One corpus at a time; it belongs to the model that was open when it was read. */
export function createCorpusDesk({ openModel, kernels, rest }: CorpusRoom): CorpusDesk {
  let held: Held | null = null;
  let newest = 0;
  const units = createUnitReading({ openModel, kernels, rest, corpus: () => held?.trace.ids ?? null });

  const open = async (
    { source, layer, signals }: Extract<CorpusQuestion, { kind: "open" }>,
    report: (done: number) => void,
  ): Promise<Result<CorpusAnswer | null>> => {
    const mine = ++newest;
    const model = openModel();
    if (model === null) return succeed(null);
    const ids = source.kind === "ids" ? source.ids : readIds(source.text, model);
    const problem = refuseCorpus(ids, model);
    if (problem !== null) return { ok: false, problem };
    // What was held is of no use any more, and both together might be too much.
    held = null;
    const trace = await finish(traceCorpus(model, ids, { layer, signals }, await kernels()), {
      ...{ report, rest },
      isStale: () => mine !== newest || openModel() !== model,
    });
    if (trace === null) return succeed(null);
    held = { model, trace };
    const { units: count, means, holds } = held.trace;
    const bytes = corpusBytes(ids.length, count, signals.length);
    const horizon = horizonOf(model, ids, layer, await kernels());
    return succeed({ kind: "opened", ids, units: count, bytes, holds, means, horizon });
  };

  const signalOf = (
    name: string,
  ): { readonly trace: CorpusTrace; readonly coded: CodedSignal; readonly spec: SignalSpec } | null => {
    const coded = held?.trace.signals.get(name);
    const spec = held?.model.layout.signals.find((signal) => signal.name === name);
    return held === null || coded === undefined || spec === undefined ? null : { trace: held.trace, coded, spec };
  };

  const ask = (question: Exclude<CorpusQuestion, { kind: "open" | "cancel" | "states" | "read" }>): CorpusAnswer | null => {
    const found = signalOf(question.kind === "match" ? question.pattern.signal : question.signal);
    if (found === null) return null;
    const { trace, coded, spec } = found;
    switch (question.kind) {
      case "nearest":
        return {
          kind: "nearest",
          contexts: nearestContexts(coded, question.state, question.count, {
            from: RESTLESS,
            shown: shownAs(question.signal),
          }).map((context) => ({
            ...context,
            expects: expectedAt(held, context.word),
          })),
        };
      case "strongest": {
        const { unit, other, count, around } = question;
        const windows = (of: number, sign: 1 | -1) =>
          strongestContexts(coded, of, sign, count).map((context) => windowOf(coded, of, context, around));
        return { kind: "strongest", high: windows(unit, 1), low: windows(unit, -1), other: windows(other, 1) };
      }
      case "match": {
        const { pattern } = question;
        const matches = matchPattern(coded, spec, pattern);
        const after = matches.words.map((word) => word + pattern.length);
        return { kind: "match", matches, next: typicalWords(trace.ids, after, 8) };
      }
      case "histogram": {
        const histogram = histogramOf(coded, spec, question.units);
        return { kind: "histogram", histogram, threshold: suggestThreshold(histogram) };
      }
      case "plane":
        return { kind: "plane", plane: planeOf(coded, RESTLESS, shownAs(question.signal)) };
      default:
        return assertNever(question);
    }
  };

  return {
    answer: async (question, report) => {
      switch (question.kind) {
        case "open":
          return open(question, report);
        case "cancel":
          newest++;
          units.cancel();
          return succeed(null);
        case "read":
          return units.read(question, report);
        case "states": {
          const model = openModel();
          return succeed(model === null ? null : statesOf(model, question, await kernels()));
        }
        default:
          return succeed(ask(question));
      }
    },
  };
}

function refuseCorpus(ids: Int32Array, model: Model): Problem | null {
  const problem = (title: string, detail: string) => {
    const refused = refuse(title, detail);
    return refused.ok ? null : refused.problem;
  };
  if (ids.length === 0) return problem("There are no words in this text", "The corpus is as it was.");
  if (ids.length > CORPUS_WORDS) {
    return problem(
      `${ids.length} words are more than ${CORPUS_WORDS}`,
      "A corpus has a million words at most. The one that was open is as it was; try a part of the text.",
    );
  }
  if (ids.some((id) => id < 0 || id >= model.config.vocabulary)) {
    return problem("These words are of another vocabulary", `${model.config.label} has ${model.config.vocabulary} words.`);
  }
  return null;
}

/** The likeliest next word after a word of the corpus, by what is kept of its hidden state. */
function expectedAt(held: Held | null, word: number): number | null {
  if (held === null) return null;
  const { model, trace } = held;
  const hidden = trace.signals.get(model.cell.output);
  const { readout } = model;
  if (trace.layer !== model.layout.layers - 1 || hidden === undefined || readout === null) return null;
  const units = hidden.scales.length;
  const state = Float32Array.from({ length: units }, (_, unit) => codedValue(hidden, unit, word));
  let best = { id: 0, logit: -Infinity };
  for (let id = 0; id < readout.bias.length; id++) {
    let logit = readout.bias[id] as number;
    for (let u = 0; u < units; u++) logit += (readout.weights[id * units + u] as number) * (state[u] as number);
    if (logit > best.logit) best = { id, logit };
  }
  return best.id;
}

/** Over the first words of the corpus: how much of the cell is still of the word so many back. */
function horizonOf(model: Model, ids: Int32Array, layer: number, kernels: Kernels): Float64Array | null {
  if (!hasLedger(model.layout)) return null;
  const run = createRun(model, kernels);
  const first = ids.subarray(0, LEDGER_WORDS);
  run.replace(0, first);
  run.advance(first.length);
  return memoryHorizon(ledgerShares(run.trace(), layer)).slice(0, HORIZON);
}

function windowOf(coded: CodedSignal, unit: number, context: StrongContext, around: number): StrongWindow {
  const words = coded.codes.length / coded.scales.length;
  const first = Math.max(0, context.word - around);
  const last = Math.min(words - 1, context.word + around);
  return {
    ...context,
    first,
    values: Float32Array.from({ length: last - first + 1 }, (_, k) => codedValue(coded, unit, first + k)),
  };
}

function statesOf(model: Model, { text, layer }: Extract<CorpusQuestion, { kind: "states" }>, kernels: Kernels): CorpusAnswer {
  const tokens = tokenize(text, vocabularyOf(model)).slice(0, LONGEST);
  const run = createRun(model, kernels);
  run.replace(
    0,
    tokens.map(({ id }) => id),
  );
  run.advance(tokens.length);
  const trace = run.trace();
  const states = model.layout.signals
    .filter(({ role }) => role === "state")
    .map(({ name }): [string, Float32Array] => {
      const { values, offset, stepStride, units, steps } = viewSignal(trace, layer, name);
      const own = new Float32Array(steps * units);
      for (let t = 1; t <= steps; t++) {
        const from = offset + t * stepStride;
        own.set(values.subarray(from, from + units), (t - 1) * units);
      }
      return [name, own];
    });
  return { kind: "states", words: tokens.map((token) => token.text), states: new Map(states) };
}
