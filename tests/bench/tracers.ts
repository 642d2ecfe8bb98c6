import type { Kernels } from "../../src/engine/kernels/kernels.ts";
import type { Model } from "../../src/engine/model.ts";
import { createRun, type LayingOut } from "../../src/engine/run.ts";
import { frameLength, signalIndex } from "../../src/engine/trace.ts";
import { createRandomModel } from "../engine/random-model.ts";
import { type LstmWeights, scanSignals, writeLstm, writeScan } from "./onnx.ts";

/** A trace that is measured: T words through an LSTM of H units and H inputs; V words to say which comes next, 0 for none. */
export interface TraceShape {
  readonly units: number;
  readonly steps: number;
  readonly words: number;
}

/** What a trace gives: i, f, g, o, C, h, or h alone, each (T, H); p (T, V) where next words are asked for. */
export interface Traced {
  readonly signals: readonly Float32Array[];
  readonly probabilities: Float32Array | null;
}

/** One way to a trace. */
export interface Tracer {
  readonly name: string;
  /** Computes it once; what it gives is read by calling the answer. */
  readonly pass: () => Promise<() => Traced>;
}

/** What ONNX Runtime has in common, in a browser and in Node. */
export type Onnx = Pick<typeof import("onnxruntime-web"), "InferenceSession" | "Tensor">;

const VOCABULARY = 64;

/** The model whose traces are measured. */
export function modelOf({ units, words }: TraceShape): Model {
  const vocabulary = words === 0 ? VOCABULARY : words;
  return createRandomModel({
    cell: "lstm",
    layers: 1,
    units,
    inputs: units,
    vocabulary,
    seed: 1,
    scale: 1 / Math.sqrt(units),
  });
}

function idsOf({ steps }: TraceShape): Int32Array {
  return Int32Array.from({ length: steps }, (_, k) => k % VOCABULARY);
}

export function weightsOf(model: Model, { units, words }: TraceShape): LstmWeights {
  const [layer] = model.layers;
  if (layer === undefined) throw new RangeError("a model of one layer is needed");
  return { ...layer, units, readout: words === 0 ? null : model.readout };
}

/** x (T, H). */
export function inputsOf(model: Model, shape: TraceShape): Float32Array {
  const { units } = shape;
  const x = new Float32Array(shape.steps * units);
  idsOf(shape).forEach((id, step) => {
    x.set(model.embedding.subarray(id * units, (id + 1) * units), step * units);
  });
  return x;
}

/** Ours. */
export function createOurs(shape: TraceShape, kernels: Kernels, layingOut: LayingOut): Tracer {
  const { units, steps, words } = shape;
  const model = modelOf(shape);
  const ids = idsOf(shape);
  const run = createRun(model, kernels, layingOut);
  const names = ["inputGate", "forgetGate", "candidate", "outputGate", "cellState", "hiddenState"];
  const read = (name: string) => {
    const signal = signalIndex(model.layout, name) * units;
    const found = new Float32Array(steps * units);
    for (let step = 1; step <= steps; step++) {
      const at = step * frameLength(model.layout) + signal;
      found.set(run.trace().values.subarray(at, at + units), (step - 1) * units);
    }
    return found;
  };
  return {
    name: `${kernels.id} kernels${layingOut === "tabled" ? "" : ", no table"}`,
    pass: async () => {
      run.replace(0, ids);
      run.advance(steps);
      const probabilities = words === 0 ? null : run.probabilitiesOf(1, steps);
      return () => ({ signals: names.map(read), probabilities });
    },
  };
}

/** ONNX Runtime, as an LSTM operator without gates or as a Scan that shows them. */
export async function createOnnx(shape: TraceShape, ort: Onnx, name: string, kind: "lstm" | "scan"): Promise<Tracer> {
  const model = modelOf(shape);
  const weights = weightsOf(model, shape);
  const bytes = kind === "lstm" ? writeLstm(weights, shape.steps) : writeScan(weights, shape.steps);
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ["cpu"], intraOpNumThreads: 1 });
  const x = new ort.Tensor("float32", inputsOf(model, shape), [shape.steps, shape.units]);
  return {
    name: `${name} ${kind === "lstm" ? "LSTM, no gates" : "Scan"}`,
    pass: async () => {
      const found = await session.run({ x });
      return () => ({
        signals: (kind === "lstm" ? ["Y"] : scanSignals).map((output) => found[output]?.data ?? new Float32Array()),
        probabilities: found["p"]?.data ?? null,
      });
    },
  };
}

/** Largest difference of what two tracers give; those of one that gives h alone are compared by it. */
export function differenceOf(ours: Traced, theirs: Traced): number {
  const own = theirs.signals.length === 1 ? [ours.signals.at(-1)] : ours.signals;
  const pairs = theirs.signals.map((signal, k) => [own[k], signal] as const);
  if (theirs.signals.length > 1)
    pairs.push([ours.probabilities ?? new Float32Array(), theirs.probabilities ?? new Float32Array()]);
  let largest = 0;
  for (const [a, b] of pairs) {
    if (a?.length !== b.length) return Number.POSITIVE_INFINITY;
    for (let k = 0; k < b.length; k++) largest = Math.max(largest, Math.abs((a[k] as number) - (b[k] as number)));
  }
  return largest;
}
