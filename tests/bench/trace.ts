import { createRequire } from "node:module";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { createBrain } from "./brain.ts";
import { kernels } from "./kernels.ts";
import { quantile } from "./keystroke.ts";
import { startTorch } from "./torch.ts";
import { createOnnx, createOurs, differenceOf, type Onnx, type Tracer, type TraceShape } from "./tracers.ts";

const rounds = 9;
/** Least processor time of one measurement, ms. */
const LONG_ENOUGH = 30;
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Processor time of this process for a pass, ms. */
async function time({ pass }: Tracer, repeats: number): Promise<number> {
  const before = process.cpuUsage();
  for (let k = 0; k < repeats; k++) await pass();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / repeats;
}

/** Warms a tracer up; answers how many passes are long enough. */
async function warmUp(tracer: Tracer): Promise<number> {
  for (let repeats = 1; ; repeats *= 2) if ((await time(tracer, repeats)) * repeats > LONG_ENOUGH) return repeats;
}

/** ONNX Runtime for Node; null where it does not run. */
function loadOnnx(): Onnx | null {
  try {
    return createRequire(import.meta.url)("onnxruntime-node") as Onnx;
  } catch {
    return null;
  }
}

async function measure(shape: TraceShape): Promise<void> {
  const onnx = loadOnnx();
  const tracers = [
    createOurs(shape, kernels, "tabled"),
    createOurs(shape, kernels, "plain"),
    createOurs(shape, typescriptKernels, "plain"),
    ...(onnx === null
      ? []
      : [await createOnnx(shape, onnx, "ONNX Runtime", "lstm"), await createOnnx(shape, onnx, "ONNX Runtime", "scan")]),
  ];
  const compared = tracers.length;
  if (shape.units === 128 && shape.steps === 128) tracers.push(createBrain(shape));
  const torch = startTorch("trace.py");
  const reference = (await (tracers[0] as Tracer).pass())();
  const repeats: number[] = [];
  for (const [k, tracer] of tracers.entries()) {
    if (k < compared && !(differenceOf(reference, (await tracer.pass())()) < 1e-4))
      throw new Error(`${tracer.name} computes something else`);
    repeats.push(await warmUp(tracer));
  }
  const names = [...tracers.map(({ name }) => name), ...(torch === null ? [] : ["torch.nn.LSTM"])];
  const times = names.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, tracer] of tracers.entries()) times[k]?.push(await time(tracer, repeats[k] as number));
    if (torch !== null) times.at(-1)?.push(Number(await torch.ask(`${shape.units} ${shape.steps}`)));
  }
  torch?.close();
  const [own = Number.NaN, ...others] = times.map((all) => quantile(all, 0.5));
  const line = others.map((median, k) => `${names[k + 1]} ${(median / own).toFixed(median / own < 10 ? 1 : 0)} ×`);
  print(`H ${String(shape.units).padStart(3)}, T ${String(shape.steps).padStart(4)}   ${line.join("   ")}`);
}

/** Prints how long peers in Node need for a trace in multiples of ours, taken in turn, median of nine. */
export async function main(): Promise<void> {
  print(
    `trace of an LSTM, every signal of every word: processor time in multiples of ${kernels.id} kernels, Node ${process.version}`,
  );
  print("torch.nn.LSTM computes h alone and keeps no gates; one thread each");
  for (const units of [64, 128, 256, 512]) for (const steps of [16, 128]) await measure({ units, steps, words: 0 });
}
