import "@tensorflow/tfjs-backend-cpu";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as ort from "onnxruntime-web/wasm";
import { differentiate } from "../../../src/engine/gradients/backward.ts";
import type { Gradients } from "../../../src/engine/gradients/gradient-trace.ts";
import type { Kernels } from "../../../src/engine/kernels/kernels.ts";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import { createRun } from "../../../src/engine/run.ts";
import { createAdding } from "../../../src/engine/training/adding.ts";
import { lstmBatch } from "../../../src/engine/training/lstm-batch.ts";
import { createTrainer } from "../../../src/engine/training/trainer.ts";
import { createRandomModel } from "../../engine/random-model.ts";
import { kernels, plainKernels } from "../kernels.ts";
import { createOnnx, createOurs, differenceOf, type Traced, type Tracer, type TraceShape } from "../tracers.ts";
import { createTensorflow } from "../tracers-tensorflow.ts";
import { openHeatmap } from "./heatmap-work.ts";

/** What a page is asked to do: `open` lays something out, `run` does it `repeats` times. */
interface BenchPage {
  readonly kernels: string;
  /** Names of the ways to a trace that were asked for, ours first, and how far the others are from ours. */
  readonly openTrace: (
    shape: TraceShape,
    peers: readonly PeerName[],
  ) => Promise<readonly (readonly [name: string, difference: number])[]>;
  readonly openNorms: (units: number, steps: number, words: number) => void;
  readonly openTraining: (batch: number, steps: number, units: number) => void;
  readonly openProduct: (build: "plain" | "relaxed", rows: number, inner: number, count: number) => void;
  /** The loops of peak.assembly.ts; `read` reads as many bytes as it is opened with. */
  readonly openPeak: (bytes: readonly number[], read: number) => void;
  /** A heatmap of random numbers, `full` and `column`, and the same cells by `fillRect`. */
  readonly openHeatmap: (units: number, steps: number) => void;
  readonly run: (name: string, repeats: number) => Promise<void>;
}

/** Peers of a trace. */
export type PeerName = "plain" | "typescript" | "onnx-lstm" | "onnx-scan" | "tfjs-wasm" | "tfjs-cpu";

declare global {
  interface Window {
    bench?: BenchPage;
  }
}

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: new URL("ort-wasm-simd-threaded.wasm", location.href).href };
setWasmPaths(new URL("tfjs/", location.href).href);
setThreadsCount(1);

const works = new Map<string, () => unknown>();

async function create(peer: PeerName, shape: TraceShape): Promise<Tracer> {
  switch (peer) {
    case "plain":
      return createOurs(shape, kernels, "plain");
    case "typescript":
      return createOurs(shape, typescriptKernels, "plain");
    case "onnx-lstm":
      return createOnnx(shape, ort, "ONNX Runtime Web", "lstm");
    case "onnx-scan":
      return createOnnx(shape, ort, "ONNX Runtime Web", "scan");
    case "tfjs-wasm":
      return createTensorflow(shape, "wasm");
    case "tfjs-cpu":
      return createTensorflow(shape, "cpu");
  }
}

const productOf = (own: Kernels, rows: number, inner: number, count: number) => {
  const { room, matrix, x, out } = own.open((opened) => ({
    room: opened,
    matrix: opened.pack(new Float32Array(rows * inner).fill(0.01), rows, inner),
    x: opened.allocate(count * inner),
    out: opened.allocate(count * rows),
  }));
  room.values.fill(0.5, x, x + count * inner);
  return count === 1 ? () => room.matrixVector(matrix, x, out) : () => room.matrixProduct(matrix, x, out, count);
};

window.bench = {
  kernels: kernels.id,
  openTrace: async (shape, peers) => {
    works.clear();
    const ours = createOurs(shape, kernels, "tabled");
    works.set("ours", ours.pass);
    const reference: Traced = (await ours.pass())();
    const names: [string, number][] = [[ours.name, 0]];
    for (const peer of peers) {
      const tracer = await create(peer, shape);
      names.push([tracer.name, differenceOf(reference, (await tracer.pass())())]);
      works.set(peer, tracer.pass);
    }
    return names;
  },
  openNorms: (units, steps, words) => {
    const model = createRandomModel({
      cell: "lstm",
      layers: 1,
      units,
      inputs: units,
      vocabulary: words,
      seed: units,
      scale: 1 / Math.sqrt(units),
    });
    const ids = Int32Array.from({ length: steps }, (_, step) => step);
    const run = createRun(model, kernels);
    let spent: Gradients | null = null;
    works.set("norms", () => {
      run.replace(0, ids);
      run.advance(steps);
      spent = differentiate(run, { kind: "loss", at: steps, target: 7 }, kernels, spent);
    });
  },
  openTraining: (batch, steps, units) => {
    const trainer = createTrainer({ cell: lstmBatch, kernels, units, inputs: 2, outputs: 1, batch, steps, seed: 1 });
    const next = createAdding(1, batch, steps);
    const { inputs, targets } = next();
    works.set("training", () => trainer.step(inputs, targets));
  },
  openProduct: (build, rows, inner, count) => {
    works.set("product", productOf(build === "plain" ? plainKernels : kernels, rows, inner, count));
  },
  openPeak: (bytes, read) => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)));
    for (const name of ["fused", "separate"]) works.set(name, exports[name] as () => unknown);
    works.set("read", () => (exports["read"] as (count: number) => unknown)(read));
  },
  openHeatmap: (units, steps) => openHeatmap(works, units, steps),
  run: async (name, repeats) => {
    const work = works.get(name);
    if (work === undefined) throw new RangeError(`nothing named ${name} is open`);
    for (let k = 0; k < repeats; k++) await work();
  },
};
