import type { SignalSpec } from "./cell.ts";
import type { StepDistribution } from "./distribution.ts";
import { formatFloat32 } from "./float32-text.ts";
import type { ModelConfig } from "./model.ts";
import type { Token } from "./tokenizer.ts";
import { type Trace, viewSignal } from "./trace.ts";

/** What goes into an exported trace. */
export interface TraceSource {
  readonly config: Pick<ModelConfig, "id" | "cell" | "layers" | "inputs" | "units" | "vocabulary">;
  /** Words by id; null for a model of ids. */
  readonly words: readonly string[] | null;
  readonly text: string;
  /** T words. */
  readonly tokens: readonly Pick<Token, "text" | "id" | "known">[];
  readonly trace: Trace;
  /** After every step; empty for a model without a readout. */
  readonly distributions: readonly StepDistribution[];
}

/**
 * `gatescope-trace.json`, version 1 (FORMATS.md section 2), in pieces of one signal at one step, so that a long text can be
 * written without holding up the page. Every float32 is written with the fewest digits that read back to it.
 * @throws RangeError where the trace is shorter or longer than the text.
 */
export function* writeTrace({ config, words, text, tokens, trace, distributions }: TraceSource): Generator<string> {
  if (trace.steps !== tokens.length) throw new RangeError(`${trace.steps} steps of ${tokens.length} words`);
  const signals = trace.layout.signals.filter((signal) => signal.role !== "preActivation");
  const states = signals.filter((signal) => signal.role === "state");
  const layers = Array.from({ length: trace.layout.layers }, (_, layer) => layer);
  const steps = tokens.map((_, at) => at + 1);
  const { id, cell, inputs, units, vocabulary } = config;
  yield '{"format":"gatescope-trace","version":1,\n';
  yield `"model":${JSON.stringify({ id, cell, layers: config.layers, inputs, units, vocabulary })},\n`;
  yield `"text":${JSON.stringify(text)},\n`;
  yield `"tokens":${JSON.stringify(tokens.map((token) => ({ text: token.text, id: token.id, known: token.known })))},\n`;
  yield `"signals":${JSON.stringify(signals.map((signal) => signal.name))},\n`;
  yield '"initial":[';
  for (const layer of layers) {
    yield* writeFields(states, layer, ({ name }) => [writeFrame(trace, layer, name, 0)]);
  }
  yield '],\n"layers":[';
  for (const layer of layers) {
    yield* writeFields(signals, layer, ({ name }) => writeSteps(trace, layer, name, steps));
  }
  yield `],\n"next":${JSON.stringify(distributions.map((step) => describeNext(step, words)))}}\n`;
}

function describeNext({ step, top, entropyBits, surpriseBits }: StepDistribution, words: readonly string[] | null) {
  const named = top.map(({ id, probability }) => ({ word: words?.[id] ?? `#${id}`, id, probability }));
  return { step, top: named, entropyBits, surpriseBits };
}

/** `{"cellState":…,"hiddenState":…}` of a layer, after a comma where it is not the first. */
function* writeFields(
  signals: readonly SignalSpec[],
  layer: number,
  write: (signal: SignalSpec) => Iterable<string>,
): Generator<string> {
  yield layer === 0 ? "{" : ",\n{";
  for (const [at, signal] of signals.entries()) {
    yield `${at === 0 ? "" : ",\n"}${JSON.stringify(signal.name)}:`;
    yield* write(signal);
  }
  yield "}";
}

function* writeSteps(trace: Trace, layer: number, name: string, steps: readonly number[]): Generator<string> {
  yield "[";
  for (const step of steps) yield `${step === 1 ? "" : ",\n"}${writeFrame(trace, layer, name, step)}`;
  yield "]";
}

/** `[0.5,0.25]`: all units of a signal at a step. */
function writeFrame(trace: Trace, layer: number, name: string, step: number): string {
  const view = viewSignal(trace, layer, name);
  const start = view.offset + step * view.stepStride;
  return `[${Array.from(view.values.subarray(start, start + view.units), formatFloat32).join(",")}]`;
}
