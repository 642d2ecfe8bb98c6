import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { typescriptKernels } from "../src/engine/kernels/typescript.ts";
import type { Model } from "../src/engine/model.ts";
import { openFiles } from "../src/engine/open-files.ts";
import { createRun } from "../src/engine/run.ts";
import { highestIds, softmax, surpriseNats } from "../src/engine/softmax.ts";
import { tokenize, vocabularyOf } from "../src/engine/tokenizer.ts";

/** The parts of the corpus, as files `valid-<part>.txt`. */
export const parts = ["tinystories", "tatoeba", "coco"] as const;
export type Part = (typeof parts)[number];

/** What is measured of one model. */
export interface Task {
  /** Folder with model.safetensors, config.json and vocab.json. */
  readonly folder: string;
  /** Folder of the text; null measures the probes alone. */
  readonly corpus: string | null;
  /** Every n-th document; 1 is all of them. */
  readonly every: number;
  readonly probes: Readonly<Record<string, readonly string[]>>;
}

/** What was measured, through the page's own engine. */
export interface Measured {
  readonly found: string;
  readonly sha256: string;
  readonly vocabularySha256: string;
  /** A part each; empty without a corpus. */
  readonly perplexity: Readonly<Partial<Record<Part, number>>>;
  readonly tokens: Readonly<Partial<Record<Part, number>>>;
  readonly probes: Readonly<Record<string, Probe>>;
  readonly seconds: number;
}

/** Of the next word after a text: the probed words, and the ten likeliest. */
export interface Probe {
  readonly probed: Readonly<Record<string, number>>;
  readonly likeliest: readonly (readonly [word: string, probability: number])[];
}

/** Measures one model. @throws Error where its files are refused. */
export function measure({ folder, corpus, every, probes }: Task): Measured {
  const started = performance.now();
  const files = ["model.safetensors", "config.json", "vocab.json"].map((name) => {
    const content = readFileSync(join(folder, name));
    return { name, bytes: Uint8Array.from(content).buffer, sha256: createHash("sha256").update(content).digest("hex") };
  });
  const opened = openFiles(files);
  if (!opened.ok) throw new Error(`${opened.problem.title}: ${opened.problem.detail}`);
  const { model, found } = opened.value;
  const perplexity: Partial<Record<Part, number>> = {};
  const tokens: Partial<Record<Part, number>> = {};
  for (const part of corpus === null ? [] : parts) {
    const documents = readDocuments(corpus as string, part, model).filter((_, at) => at % every === 0);
    const nats = lossOf(model, documents);
    tokens[part] = documents.reduce((sum, ids) => sum + ids.length, 0);
    perplexity[part] = Math.exp(nats / tokens[part]);
  }
  return {
    found,
    sha256: files[0]?.sha256 ?? "",
    vocabularySha256: files[2]?.sha256 ?? "",
    perplexity,
    tokens,
    probes: Object.fromEntries(Object.entries(probes).map(([text, words]) => [text, probe(model, text, words)])),
    seconds: (performance.now() - started) / 1000,
  };
}

/** Held-out documents of a part, one a line: the ids of their words and of the closing start token. */
export function readDocuments(corpus: string, part: Part, model: Model): number[][] {
  const end = model.start === null ? [] : [model.start];
  return readdirSync(corpus)
    .filter((name) => name.startsWith(`valid-${part}`) && name.endsWith(".txt"))
    .toSorted()
    .flatMap((name) => readFileSync(join(corpus, name), "utf8").split("\n"))
    .map((line) => tokenize(line, vocabularyOf(model)).map((token) => token.id))
    .filter((ids) => ids.length > 0)
    .map((ids) => [...ids, ...end]);
}

/**
 * −ln p of all words of the documents together, unknown ones and the closing token included: every document by itself, from the
 * start token, with the full softmax.
 */
function lossOf(model: Model, documents: readonly number[][]): number {
  const run = createRun(model, typescriptKernels);
  const size = model.config.vocabulary;
  if (!model.cell.hasMemory) return lossWithoutMemory(model, documents);
  let nats = 0;
  for (const ids of documents) {
    // The last word is only predicted.
    run.replace(0, ids.slice(0, -1));
    run.advance(ids.length);
    const logits = run.logitsOf(0, ids.length);
    ids.forEach((id, step) => {
      nats += surpriseNats(logits.subarray(step * size, (step + 1) * size), id);
    });
  }
  return nats;
}

/** The same for a model that sees the current word alone: one distribution a word of the vocabulary, not one a step. */
function lossWithoutMemory(model: Model, documents: readonly number[][]): number {
  const run = createRun(model, typescriptKernels);
  const following = new Map<number, number[]>();
  for (const ids of documents) {
    ids.forEach((id, step) => {
      const word = ids[step - 1] ?? model.start ?? 0;
      const list = following.get(word);
      if (list === undefined) following.set(word, [id]);
      else list.push(id);
    });
  }
  let nats = 0;
  for (const [word, ids] of following) {
    run.replace(0, [word]);
    run.advance(1);
    const probabilities = softmax(run.logits(1));
    for (const id of ids) nats -= Math.log(probabilities[id] as number);
  }
  return nats;
}

function probe(model: Model, text: string, words: readonly string[]): Probe {
  const ids = tokenize(text, vocabularyOf(model)).map((token) => token.id);
  const run = createRun(model, typescriptKernels);
  run.replace(0, ids);
  run.advance(ids.length);
  const probabilities = softmax(run.logits(ids.length));
  const chance = (id: number) => probabilities[id] as number;
  return {
    // A word outside the vocabulary has no chance of its own.
    probed: Object.fromEntries(
      words.flatMap((word) => {
        const id = vocabularyOf(model).ids.get(word);
        return id === undefined ? [] : [[word, chance(id)] as const];
      }),
    ),
    likeliest: highestIds(probabilities, 10).map((id) => [model.words?.[id] ?? `#${id}`, chance(id)] as const),
  };
}
