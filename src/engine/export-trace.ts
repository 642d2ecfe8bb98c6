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
 * `gatescope-trace.json`, version 1 (FORMATS.md section 2). Every float32 is written with the fewest digits that read back to it.
 * @throws RangeError where the trace is shorter or longer than the text.
 */
export function exportTrace({ config, words, text, tokens, trace, distributions }: TraceSource): string {
  if (trace.steps !== tokens.length) throw new RangeError(`${trace.steps} steps of ${tokens.length} words`);
  const signals = trace.layout.signals.filter((signal) => signal.role !== "preActivation");
  const states = signals.filter((signal) => signal.role === "state");
  const layers = Array.from({ length: trace.layout.layers }, (_, layer) => layer);
  const model = {
    id: config.id,
    cell: config.cell,
    layers: config.layers,
    inputs: config.inputs,
    units: config.units,
    vocabulary: config.vocabulary,
  };
  const written = tokens.map(({ text: word, id, known }) => ({ text: word, id, known }));
  const next = distributions.map((distribution) => ({
    step: distribution.step,
    top: distribution.top.map(({ id, probability }) => ({ word: words?.[id] ?? `#${id}`, id, probability })),
    entropyBits: distribution.entropyBits,
    surpriseBits: distribution.surpriseBits,
  }));
  const initial = layers.map((layer) => fields(states, ({ name }) => writeFrame(trace, layer, name, 0)));
  const frames = layers.map((layer) =>
    fields(signals, ({ name }) => {
      const steps = tokens.map((_, step) => writeFrame(trace, layer, name, step + 1));
      return `[${steps.join(",\n")}]`;
    }),
  );
  return [
    '{"format":"gatescope-trace","version":1',
    `"model":${JSON.stringify(model)}`,
    `"text":${JSON.stringify(text)}`,
    `"tokens":${JSON.stringify(written)}`,
    `"signals":${JSON.stringify(signals.map((signal) => signal.name))}`,
    `"initial":[${initial.join(",\n")}]`,
    `"layers":[${frames.join(",\n")}]`,
    `"next":${JSON.stringify(next)}}\n`,
  ].join(",\n");
}

function fields<Item extends { readonly name: string }>(items: readonly Item[], write: (item: Item) => string): string {
  return `{${items.map((item) => `${JSON.stringify(item.name)}:${write(item)}`).join(",\n")}}`;
}

/** `[0.5,0.25]`: all units of a signal at a step. */
function writeFrame(trace: Trace, layer: number, name: string, step: number): string {
  const view = viewSignal(trace, layer, name);
  const start = view.offset + step * view.stepStride;
  return `[${Array.from(view.values.subarray(start, start + view.units), formatFloat32).join(",")}]`;
}
