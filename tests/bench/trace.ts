import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Kernels } from "../../src/engine/kernels/kernels.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { createRun } from "../../src/engine/run.ts";
import { createRandomModel } from "../engine/random-model.ts";
import { kernels } from "./kernels.ts";
import { quantile } from "./keystroke.ts";
import { timeOnCpu } from "./peer.ts";

const vocabulary = 64;
const rounds = 9;
const print = (line: string) => process.stdout.write(`${line}\n`);

/** A trace of all signals of an LSTM, T words of H inputs, without a readout: milliseconds of processor time. */
function createTracer(own: Kernels, units: number, steps: number): () => number {
  const shape = { cell: "lstm", layers: 1, units, inputs: units, vocabulary, seed: 1, scale: 1 / Math.sqrt(units) };
  const run = createRun(createRandomModel(shape), own);
  const ids = Int32Array.from({ length: steps }, (_, k) => k % vocabulary);
  const repeats = Math.max(1, Math.round(2e7 / (steps * units * units)));
  return () =>
    timeOnCpu(() => {
      for (let k = 0; k < repeats; k++) {
        run.replace(0, ids);
        run.advance(steps);
      }
    }) / repeats;
}

/** `torch.nn.LSTM` in a process of its own, one thread: it gives h and the last C alone, none of the gates. Null where there is none. */
function createTorch(): { readonly time: (units: number, steps: number) => Promise<number>; readonly close: () => void } | null {
  const python = [process.env["PYTHON"], "/usr/bin/python3", "python3"].find(
    (name) => name !== undefined && spawnSync(name, ["-c", "import torch"]).status === 0,
  );
  if (python === undefined) return null;
  const child = spawn(python, [fileURLToPath(new URL("trace.py", import.meta.url))], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout });
  return {
    time: async (units, steps) => Number(await ask(child, answers, `${units} ${steps}`)),
    close: () => child.kill(),
  };
}

function ask(child: ChildProcess, answers: Interface, line: string): Promise<string> {
  return new Promise((resolve) => {
    answers.once("line", resolve);
    child.stdin?.write(`${line}\n`);
  });
}

/** Prints how long peers need for a trace in multiples of ours, taken in turn, median of nine; and how our time grows. */
export async function main(): Promise<void> {
  const torch = createTorch();
  print(
    `trace of an LSTM, every signal of every word: processor time in multiples of ${kernels.id} kernels, Node ${process.version}`,
  );
  print("torch.nn.LSTM computes h alone and keeps no gates; one thread each");
  const medians = new Map<string, number>();
  for (const units of [64, 128, 256, 512]) {
    for (const steps of [16, 128, 1024]) {
      if (units === 512 && steps === 1024) continue;
      const [own, reference] = [createTracer(kernels, units, steps), createTracer(typescriptKernels, units, steps)];
      const times: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round < rounds; round++) {
        times[0].push(own());
        times[1].push(reference());
        if (torch !== null) times[2].push(await torch.time(units, steps));
      }
      const median = quantile(times[0], 0.5);
      medians.set(`${units} ${steps}`, median);
      const ratio = (values: readonly number[]) =>
        values.length === 0 ? "none" : `${(quantile(values, 0.5) / median).toFixed(1)} ×`;
      print(
        `H ${String(units).padStart(3)}, T ${String(steps).padStart(4)}   TypeScript ${ratio(times[1]).padStart(6)}   torch.nn.LSTM ${ratio(times[2]).padStart(6)}`,
      );
    }
  }
  torch?.close();
  const exponent = (from: string, to: string, factor: number) =>
    (Math.log((medians.get(to) as number) / (medians.get(from) as number)) / Math.log(factor)).toFixed(2);
  print(`growth: time ~ T^${exponent("128 16", "128 1024", 64)} at H 128, ~ H^${exponent("64 128", "512 128", 8)} at T 128`);
}
