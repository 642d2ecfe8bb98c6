import { createRandomModel } from "../engine/random-model.ts";
import type { PeerName } from "./browser/page.ts";
import { type ChromiumPage, compilePeak, openChromium } from "./chromium-page.ts";
import { createTorchPeer } from "./gradients.ts";
import { startTorch } from "./torch.ts";
import type { TraceShape } from "./tracers.ts";

const rounds = 5;
const print = (line: string) => process.stdout.write(`${line}\n`);
const times = (ratio: number) => `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`;

/** What is to be reached, and what was. */
interface Target {
  readonly work: string;
  readonly against: string;
  readonly least: number;
  readonly found: number;
}

const targets: Target[] = [];

function aim(work: string, against: string, least: number, found: number): void {
  targets.push({ work, against, least, found });
}

/** Pages that a trace is measured on, each loaded anew. How a browser compiles megabytes of a peer's code differs from page to page. */
const PAGES = 3;

type Works = Parameters<ChromiumPage["medians"]>[0];

/** Medians of works, each with the best of its pages. @param open lays the works out on a page */
async function bestOf({ medians, renew }: ChromiumPage, works: Works, open: () => Promise<unknown>): Promise<readonly number[]> {
  let best: readonly number[] = works.map(() => Infinity);
  for (let attempt = 0; attempt < PAGES; attempt++) {
    await renew();
    await open();
    const found = await medians(works, rounds);
    best = best.map((time, k) => Math.min(time, found[k] as number));
  }
  return best;
}

/** Others in multiples of ours, by name; all compute the same. */
async function measureTrace(chromium: ChromiumPage, shape: TraceShape, peers: readonly PeerName[]) {
  let names: readonly (readonly [name: string, difference: number])[] = [];
  const [own = Number.NaN, ...others] = await bestOf(chromium, ["ours", ...peers], async () => {
    names = (await chromium.page.evaluate(([asked, all]) => window.bench?.openTrace(asked, all), [shape, peers] as const)) ?? [];
    for (const [name, difference] of names) {
      if (!(difference < 1e-4)) throw new Error(`${name} computes something else, by ${difference}`);
    }
  });
  const ratios = new Map(peers.map((peer, k) => [peer, (others[k] as number) / own]));
  const line = peers.map((peer, k) => `${names[k + 1]?.[0]} ${times(ratios.get(peer) as number)}`);
  const words = shape.words === 0 ? "" : `, V ${shape.words}, logits and softmax`;
  print(`  H ${shape.units}, T ${shape.steps}${words}   ${line.join("   ")}`);
  return (peer: PeerName) => ratios.get(peer) as number;
}

async function measureTraces(chromium: ChromiumPage): Promise<void> {
  print("trace of an LSTM, every signal of every word:");
  const least = new Map([
    [64, 8],
    [128, 4],
    [256, 2.1],
    [512, 1.8],
  ]);
  for (const [units, bound] of least) {
    for (const steps of [16, 128, 1024]) {
      const slow: readonly PeerName[] = steps === 128 ? ["tfjs-wasm", ...(units === 128 ? (["tfjs-cpu"] as const) : [])] : [];
      const ratio = await measureTrace(chromium, { units, steps, words: 0 }, [
        "plain",
        "typescript",
        "onnx-lstm",
        "onnx-scan",
        ...slow,
      ]);
      if (steps !== 128) continue;
      aim(`trace, H ${units}`, "ONNX Runtime Web, Scan", bound, ratio("onnx-scan"));
      aim(`trace without a table of words, H ${units}`, "ONNX Runtime Web, Scan", bound, ratio("onnx-scan") / ratio("plain"));
      if (units !== 128) continue;
      aim("trace, H 128", "tfjs (wasm)", 40, ratio("tfjs-wasm"));
      aim("trace without a table of words, H 128", "TypeScript", 11, ratio("typescript") / ratio("plain"));
    }
  }
  for (const [units, words, bound] of [
    [128, 2000, 3],
    [512, 8000, 1.8],
  ] as const) {
    const ratio = await measureTrace(chromium, { units, steps: 128, words }, ["plain", "typescript", "onnx-scan"]);
    aim(`trace and next words, H ${units}, V ${words}`, "ONNX Runtime Web, Scan", bound, ratio("onnx-scan"));
  }
}

async function measureLearning(chromium: ChromiumPage): Promise<void> {
  const { page } = chromium;
  for (const [units, bound] of [
    [64, 35],
    [128, 15],
    [256, 6.5],
  ] as const) {
    const shape = { cell: "lstm", layers: 1, units, inputs: units, vocabulary: 2000, seed: units, scale: 1 / Math.sqrt(units) };
    const torch = createTorchPeer(createRandomModel(shape), units);
    if (torch === null) {
      print("no PyTorch here: gradients and training are not compared");
      return;
    }
    for (let k = 0; k < 5; k++) await torch.pass();
    const open = () =>
      page.evaluate(([own, steps, words]) => window.bench?.openNorms(own, steps, words), [units, 128, 2000] as const);
    const [own = Number.NaN, theirs = Number.NaN] = await bestOf(chromium, ["norms", torch.pass], open);
    torch.close();
    print(`forward and norms of ∂L/∂h, ∂L/∂C, H ${units}, T 128, V 2000   torch autograd ${times(theirs / own)}`);
    aim(`forward and norms, H ${units}`, "torch autograd", bound, theirs / own);
  }
  const torch = startTorch("training.py");
  if (torch === null) return;
  await torch.ask("32 64 128");
  const step = async () => Number(await torch.ask("again"));
  for (let k = 0; k < 5; k++) await step();
  const open = () => page.evaluate(() => window.bench?.openTraining(32, 64, 128));
  const [own = Number.NaN, theirs = Number.NaN] = await bestOf(chromium, ["training", step], open);
  torch.close();
  print(`training step, adding problem, B 32, T 64, H 128   torch.nn.LSTM ${times(theirs / own)}`);
  aim("training step", "torch.nn.LSTM", 1.2, theirs / own);
}

/** Multiply-and-adds of one call of a loop of peak.assembly.ts. */
const LOOP = 4 * 12 * 1_000_000;

async function measurePeak(chromium: ChromiumPage): Promise<void> {
  const { page } = chromium;
  const peak = await compilePeak();
  const [rows, inner, count] = [2048, 512, 128];
  const product = rows * inner * count;
  const builds = [
    ["relaxed", "fused", 0.85],
    ["plain", "separate", 0.7],
  ] as const;
  for (const [build, loop, bound] of builds) {
    const open = async () => {
      await page.evaluate(([own, m, k, n]) => window.bench?.openProduct(own, m, k, n), [build, rows, inner, count] as const);
      await page.evaluate((bytes) => window.bench?.openPeak(bytes, 1024), peak);
    };
    const [own = Number.NaN, most = Number.NaN] = await bestOf(chromium, ["product", loop], open);
    const share = product / own / (LOOP / most);
    print(`GEMM ${count}×${rows}×${inner}, ${build} SIMD: ${share.toFixed(2)} of a loop that never leaves the registers`);
    aim(`GEMM ${count}×${rows}×${inner}, ${build}`, "a register-only loop", bound, share);
  }
  for (const units of [64, 128, 256, 512]) {
    const bytes = 4 * 4 * units * units;
    const open = async () => {
      await page.evaluate((size) => window.bench?.openProduct("relaxed", 4 * size, size, 1), units);
      await page.evaluate(([loops, read]) => window.bench?.openPeak(loops, read), [peak, bytes] as const);
    };
    const [own = Number.NaN, most = Number.NaN] = await bestOf(chromium, ["product", "read"], open);
    print(
      `recurrence, H ${units}: reads its weights at ${(most / own).toFixed(2)} of the speed of a loop that only reads as many bytes`,
    );
  }
}

async function measureHeatmap({ page, medians }: ChromiumPage): Promise<void> {
  await page.evaluate(() => window.bench?.openHeatmap(1024, 2000));
  const [full = Number.NaN, column = Number.NaN, cells = Number.NaN] = await medians(["full", "column", "fillRect"], 3);
  print(`heatmap 1024 × 2000 drawn whole: the same cells by fillRect ${times(cells / full)}; one column ${times(column / full)}`);
}

/** How cost grows: time of T and H in multiples of the size before, as an exponent. */
async function measureGrowth(chromium: ChromiumPage): Promise<void> {
  const { page } = chromium;
  const timeOf = async (units: number, steps: number) => {
    const open = () => page.evaluate((shape) => window.bench?.openTrace(shape, []), { units, steps, words: 0 });
    return (await bestOf(chromium, ["ours"], open))[0] as number;
  };
  const table = async (name: string, sizes: readonly number[], measure: (size: number) => Promise<number>) => {
    const found: number[] = [];
    for (const size of sizes) found.push(await measure(size));
    const steps = sizes.slice(1).map((size, k) => {
      const exponent = Math.log((found[k + 1] as number) / (found[k] as number)) / Math.log(size / (sizes[k] as number));
      return `${sizes[k]} → ${size}: ${exponent.toFixed(2)}`;
    });
    print(`growth, exponent of ${name}   ${steps.join("   ")}`);
  };
  await table("T at H 128", [16, 64, 256, 1024, 4096, 16_384], (steps) => timeOf(128, steps));
  await table("H at T 128", [32, 64, 128, 256, 512, 1024], (units) => timeOf(units, 128));
}

/** Prints what others need in Chromium in multiples of what we need, and which targets are reached. */
export async function main(): Promise<void> {
  const chromium = await openChromium();
  try {
    const kernels = await chromium.page.evaluate(() => window.bench?.kernels);
    print(
      `Chromium ${chromium.version}, ${kernels} kernels: processor time of one thread in multiples of ours, in turn, median of ${rounds}, the best of ${PAGES} pages`,
    );
    await measureTraces(chromium);
    await measureLearning(chromium);
    await measurePeak(chromium);
    await measureHeatmap(chromium);
    await measureGrowth(chromium);
  } finally {
    await chromium.close();
  }
  print("targets:");
  for (const { work, against, least, found } of targets) {
    print(`  ${found >= least ? "reached" : "missed "}   ${work}, against ${against}: ${found.toFixed(2)} of ${least}`);
  }
}
