/*
 * Held-out perplexity and probes of the shipped files through the page's own engine.
 *
 *   npm run evaluate -- --corpus DIR [--models public/models] [--every N] [ID…]
 *
 * Every document is evaluated by itself: the start token is stepped once, every word and the closing <eos> is predicted with the
 * full softmax; <unk> counts as a word. The figures stand beside those of PyTorch for the same int8 weights
 * (training/results/<id>.json) and must agree to three digits; the command fails where they do not. --every N takes every N-th
 * document for a quick look.
 */

import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type Measured, measure, type Part, parts, type Task } from "./measure.ts";
import { judge, type NGrams, seedText, seedWords } from "./verdicts.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What training/evaluate.py wrote of a model. */
interface PytorchResult {
  readonly sha256: string;
  readonly perplexity: { readonly int8: Readonly<Record<Part, number>> };
  readonly probes: Readonly<Record<string, { readonly probed: Readonly<Record<string, number>> }>>;
}

/** Runs the command; in a worker thread, measures one model. */
export async function main(argv: readonly string[]): Promise<void> {
  if (!isMainThread) {
    parentPort?.postMessage(measure(workerData as Task));
    return;
  }
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      corpus: { type: "string" },
      models: { type: "string", default: join(root, "public/models") },
      every: { type: "string", default: "1" },
    },
  });
  const ids = positionals.length > 0 ? positionals : ["story-lstm", "story-rnn", "story-stateless"];
  const every = Math.max(1, Number(values.every));
  if (values.corpus === undefined) print("No --corpus: the probes alone.\n");
  const results = Object.fromEntries(ids.map((id) => [id, readResult(id)]));
  const probes = probesOf(Object.values(results));
  const measured = await measureAll(ids, (id) => ({
    folder: join(values.models, id),
    corpus: values.corpus ?? null,
    every,
    probes,
  }));
  const disagreements = ids.flatMap((id) => printModel(id, measured[id] as Measured, results[id] ?? null, every));
  printProbes(measured);
  printVerdicts(measured, every);
  for (const line of disagreements) print(`DISAGREES ${line}\n`);
  if (disagreements.length > 0) process.exitCode = 1;
}

function print(text: string): void {
  process.stdout.write(text);
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function readResult(id: string): PytorchResult | null {
  return readJson(join(root, `training/results/${id}.json`)) as PytorchResult | null;
}

/** The probes that PyTorch's results have, and the seed example in any case. */
function probesOf(results: readonly (PytorchResult | null)[]): Record<string, readonly string[]> {
  const probes: Record<string, readonly string[]> = { [seedText]: seedWords, the: seedWords };
  for (const result of results) {
    for (const [text, { probed }] of Object.entries(result?.probes ?? {})) probes[text] = Object.keys(probed);
  }
  return probes;
}

/** One worker thread a model, as many at once as there are cores. */
async function measureAll(ids: readonly string[], taskOf: (id: string) => Task): Promise<Record<string, Measured>> {
  const measured: Record<string, Measured> = {};
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) measured[id] = await measureInThread(taskOf(id));
  };
  await Promise.all(Array.from({ length: Math.min(ids.length, availableParallelism()) }, work));
  // In the order asked for, not that of arrival.
  return Object.fromEntries(ids.map((id) => [id, measured[id] as Measured]));
}

function measureInThread(task: Task): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(root, "tests/house/run.mjs"), {
      argv: [join(root, "training/evaluate.ts")],
      workerData: task,
    });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** Prints a model's perplexities; returns where they differ from PyTorch's in the first three digits. */
function printModel(id: string, measured: Measured, result: PytorchResult | null, every: number): string[] {
  print(`\n${id}: ${measured.found}, measured in ${measured.seconds.toFixed(0)} s\n`);
  const isSameFile = result?.sha256 === measured.sha256;
  if (result !== null && !isSameFile) print("  training/results is of other weights: nothing to compare with\n");
  const disagreements: string[] = [];
  for (const part of parts) {
    const ours = measured.perplexity[part];
    if (ours === undefined) continue;
    const theirs = isSameFile && every === 1 ? result.perplexity.int8[part] : undefined;
    const beside = theirs === undefined ? "" : `, PyTorch ${theirs.toFixed(4)} (${(100 * (ours / theirs - 1)).toFixed(4)} %)`;
    print(`  ${part.padEnd(12)} perplexity ${ours.toFixed(4)} over ${measured.tokens[part]} words${beside}\n`);
    if (theirs !== undefined && !(Math.abs(ours / theirs - 1) <= 5e-4))
      disagreements.push(`${id} on ${part}: ${ours} against ${theirs}`);
  }
  for (const [text, { probed }] of Object.entries(isSameFile ? result.probes : {})) {
    for (const [word, theirs] of Object.entries(probed)) {
      const ours = measured.probes[text]?.probed[word] ?? Number.NaN;
      if (!(Math.abs(ours / theirs - 1) <= 1e-3)) disagreements.push(`${id} after “${text}”, ${word}: ${ours} against ${theirs}`);
    }
  }
  return disagreements;
}

function printProbes(measured: Readonly<Record<string, Measured>>): void {
  const ids = Object.keys(measured);
  const texts = Object.keys(Object.values(measured)[0]?.probes ?? {});
  for (const text of texts) {
    print(`\nafter “${text}”${" ".repeat(Math.max(1, 30 - text.length))}${ids.map((id) => id.padStart(16)).join("")}\n`);
    const words = new Set(ids.flatMap((id) => Object.keys(measured[id]?.probes[text]?.probed ?? {})));
    for (const word of words) {
      const row = ids.map((id) => chance(measured[id]?.probes[text]?.probed[word]).padStart(16));
      print(`  ${word.padEnd(36)}${row.join("")}\n`);
    }
    for (const id of ids) {
      const list = measured[id]?.probes[text]?.likeliest.map(([word, p]) => `${word} ${chance(p)}`);
      print(`  ${id}: ${list?.join(", ")}\n`);
    }
  }
}

function chance(p: number | undefined): string {
  if (p === undefined) return "–";
  return p >= 0.001 ? `${(100 * p).toFixed(p >= 0.1 ? 0 : 1)} %` : p.toExponential(1);
}

function printVerdicts(measured: Readonly<Record<string, Measured>>, every: number): void {
  const kneserNey = readJson(join(root, "training/results/kneser-ney.json")) as {
    vocabularySha256: string;
    perplexity: NGrams;
  } | null;
  if (kneserNey === null) return;
  const isSame = Object.values(measured).every((model) => model.vocabularySha256 === kneserNey.vocabularySha256);
  print(`\nn-grams ${isSame ? "of the same vocabulary" : "of ANOTHER vocabulary: their figures only stand near"}\n`);
  if (every > 1) print(`measured on one document in ${every} only, the n-grams on all\n`);
  for (const { claim, figures, holds } of judge(measured, kneserNey.perplexity)) {
    print(`${holds ? "pass" : "MISS"}  ${claim}: ${figures}\n`);
  }
}
