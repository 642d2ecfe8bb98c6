import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { CodedSignal } from "../../src/engine/corpus/corpus-trace.ts";
import { corpusBytes, traceCorpus } from "../../src/engine/corpus/corpus-trace.ts";
import { matchPattern, type Pattern, readValue } from "../../src/engine/corpus/matching.ts";
import { finish } from "../../src/engine/gradients/progress.ts";
import { createRandom } from "../../src/engine/random.ts";
import { createRun } from "../../src/engine/run.ts";
import { openShipped } from "../../training/open-model.ts";
import { kernels } from "./kernels.ts";
import { quantile } from "./keystroke.ts";
import { timeOnCpu } from "./peer.ts";

const rounds = 9;
const print = (line: string) => process.stdout.write(`${line}\n`);
const units = 128;
const words = 100_000;
const signals = 6;
/** What a search may take, ms of processor time. */
const LIMIT = 100;

function randomSignal(seed: number): CodedSignal {
  const random = createRandom(seed);
  return {
    codes: Int8Array.from({ length: units * words }, () => Math.round(254 * random() - 127)),
    scales: new Float32Array(units).fill(1 / 127),
  };
}

/** A condition on every unit; half of them must hold. */
const pattern: Pattern = {
  signal: "cellState",
  threshold: 0.5,
  length: 1,
  conditions: Array.from({ length: units }, (_, unit) => ({ offset: 0, unit, reading: unit % 2 === 0 ? "high" : "low" })),
  leastUnits: units / 2,
  sparedWords: 0,
};

/** Word by word, value by value, as the definition reads. */
function searchPlainly({ codes, scales }: CodedSignal): number {
  let found = 0;
  for (let word = 0; word < words; word++) {
    const held = pattern.conditions.filter(({ unit, reading }) => {
      const value = (codes[unit * words + word] as number) * (scales[unit] as number);
      return readValue(value, pattern.threshold, false) === reading;
    });
    if (held.length >= pattern.leastUnits) found++;
  }
  return found;
}

function measureSearch(): void {
  const coded = Array.from({ length: signals }, (_, k) => randomSignal(k + 1));
  const search = () => coded.map((signal) => matchPattern(signal, { role: "state" }, pattern).total);
  const plainly = () => coded.map(searchPlainly);
  if (search().join() !== plainly().join()) throw new Error("the searches disagree");
  const [own, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    own.push(timeOnCpu(search));
    plain.push(timeOnCpu(plainly));
  }
  const median = quantile(own, 0.5);
  print(`search, ${words} words × ${units} units × ${signals} signals, a condition on every unit of every signal`);
  print(
    `  of the ${LIMIT} ms that it may take ${Math.round((100 * median) / LIMIT)} %   word by word ${(quantile(plain, 0.5) / median).toFixed(1)} ×`,
  );
}

/** Bytes in arrays, once those that no one needs any more are gone. */
function heldNow(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().arrayBuffers;
}

function measureReading(): void {
  const model = openShipped("story-lstm");
  const count = 20_000;
  const random = createRandom(1);
  const ids = Int32Array.from({ length: count }, () => 2 + Math.floor(random() * (model.config.vocabulary - 2)));
  const choice = { layer: 0, signals: ["hiddenState", "cellState"] };
  const small = ids.slice(0, 100);
  finish(traceCorpus(model, small, choice, kernels));
  const before = heldNow();
  const trace = finish(traceCorpus(model, ids, choice, kernels));
  const held = heldNow() - before + ids.byteLength;
  const told = corpusBytes(trace.ids.length, trace.units, choice.signals.length);
  const [own, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    own.push(timeOnCpu(() => finish(traceCorpus(model, ids, choice, kernels))));
    plain.push(timeOnCpu(() => traceInPieces(model, ids)));
  }
  print(`corpus of ${count} words read by story-lstm, two signals kept`);
  print(`  memory in multiples of what is told before it starts ${(held / told).toFixed(2)} ×`);
  print(`  processor time in multiples of a trace of the same words ${(quantile(own, 0.5) / quantile(plain, 0.5)).toFixed(2)} ×`);
}

/** The same words as sentences of 500, each with its whole trace, which is then let go. */
function traceInPieces(model: ReturnType<typeof openShipped>, ids: Int32Array): void {
  for (let first = 0; first < ids.length; first += 500) {
    const run = createRun(model, kernels);
    run.replace(0, ids.subarray(first, first + 500));
    run.advance(500);
  }
}

/** Prints what a corpus takes: to be read, and to be searched. */
export function main(): void {
  print(`corpus: ${kernels.id} kernels, Node ${process.version}`);
  measureSearch();
  measureReading();
}
