import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differentiate } from "../../src/engine/gradients/backward.ts";
import type { Kernels } from "../../src/engine/kernels/kernels.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import type { Model } from "../../src/engine/model.ts";
import { createRun } from "../../src/engine/run.ts";
import { signalIndex } from "../../src/engine/trace.ts";
import { createRandomModel } from "../engine/random-model.ts";
import { createTensorflowPeer } from "./gradients-tensorflow.ts";
import { kernels } from "./kernels.ts";
import { quantile } from "./keystroke.ts";
import { type Peer, timeOnCpu } from "./peer.ts";
import { startTorch } from "./torch.ts";

const steps = 128;
const vocabulary = 2000;
const target = 7;
const rounds = 9;

function createOurs(model: Model, own: Kernels | null): Peer {
  const ids = Int32Array.from({ length: steps }, (_, step) => step);
  const compute = () => {
    const run = createRun(model, own ?? typescriptKernels);
    run.replace(0, ids);
    run.advance(steps);
    return differentiate(run, { kind: "loss", at: steps, target }, own);
  };
  return {
    name: own === null ? "ours in TypeScript, float64" : `ours, ${own.id} kernels`,
    norms: async () => {
      const { plain } = compute().norms;
      const { signals } = model.layout;
      const [hidden, cell] = [signalIndex(model.layout, "hiddenState"), signalIndex(model.layout, "cellState")];
      return Array.from({ length: steps }, (_, at) =>
        [hidden, cell].map((signal) => plain[(at + 1) * signals.length + signal] as number),
      ).flat();
    },
    pass: async () => timeOnCpu(compute),
    close: () => {},
  };
}

/** Native PyTorch in a process of its own; null where there is none. */
export function createTorchPeer(model: Model, units: number): Peer | null {
  const script = startTorch("gradients.py");
  if (script === null) return null;
  const folder = mkdtempSync(join(tmpdir(), "gradients-"));
  const file = join(folder, "weights.f32");
  const [layer] = model.layers;
  const { readout } = model;
  if (layer === undefined || readout === null) return null;
  const x = model.embedding.subarray(0, steps * units);
  const tensors = [layer.inputWeights, layer.recurrentWeights, layer.bias, readout.weights, readout.bias, x];
  writeFileSync(
    file,
    Buffer.concat(tensors.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))),
  );
  const first = script.ask(JSON.stringify({ units, steps, vocabulary, target, file }));
  return {
    name: "torch autograd",
    norms: async () => (JSON.parse(await first) as { readonly norms: readonly number[] }).norms,
    pass: async () => Number(await script.ask("again")),
    close: () => {
      script.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** @throws Error where a peer computes something else: a race between different sums says nothing. Squares of less than 1e-15 are not float32's. */
async function compareNorms(ours: Peer, peer: Peer): Promise<void> {
  const [wanted, found] = [await ours.norms(), await peer.norms()];
  wanted.forEach((norm, at) => {
    if (norm > 1e-15 && !(Math.abs((found[at] as number) / norm - 1) < 1e-3))
      throw new Error(`${peer.name}: ${found[at]} for ${norm} at ${at}`);
  });
}

async function measure(units: number): Promise<void> {
  const shape = { cell: "lstm", layers: 1, units, inputs: units, vocabulary, seed: units, scale: 1 / Math.sqrt(units) };
  const model = createRandomModel(shape);
  const ours = createOurs(model, kernels);
  const others = [
    createOurs(model, null),
    createTorchPeer(model, units),
    createTensorflowPeer(model, { units, steps, target }),
  ].filter((peer) => peer !== null);
  try {
    for (const peer of others) await compareNorms(ours, peer);
    const peers = [ours, ...others];
    const times = peers.map((): number[] => []);
    for (let warm = 0; warm < 12; warm++) for (const peer of peers) await peer.pass();
    // In turn, so that whatever else the machine does meets all of them alike.
    for (let round = 0; round < rounds; round++) {
      for (const [place, peer] of peers.entries()) times[place]?.push(await peer.pass());
    }
    const [reference = Number.NaN] = times.map((own) => quantile(own, 0.5));
    const line = others.map(({ name }, place) => {
      const ratio = quantile(times[place + 1] as number[], 0.5) / reference;
      return `${name} ${ratio.toFixed(ratio < 10 ? 1 : 0)} ×`;
    });
    process.stdout.write(`H ${String(units).padEnd(4)} ${line.join("   ")}\n`);
  } finally {
    for (const peer of others) peer.close();
  }
}

/** Forward and backward norms of an LSTM, T = 128, V = 2,000, one thread: CPU time of each peer as a multiple of ours. */
export async function main(): Promise<void> {
  process.stdout.write(
    `norms of the gradient at every h_t and C_t, T ${steps}, V ${vocabulary}: CPU time in multiples of ours\n`,
  );
  for (const units of [64, 128, 256]) await measure(units);
}
