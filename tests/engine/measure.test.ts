import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { typescriptKernels as kernels } from "../../src/engine/kernels/typescript.ts";
import { createRun } from "../../src/engine/run.ts";
import { surpriseNats } from "../../src/engine/softmax.ts";
import { type Measured, measure } from "../../training/measure.ts";
import { judge } from "../../training/verdicts.ts";
import { named, openOrThrow, writeSafetensors } from "./files.ts";
import { readGolden } from "./golden.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatescope-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** aa, bb, … */
const alphabet = Array.from("abcdefghijklmnopqrstuvw", (letter) => letter.repeat(2));

/** Puts a golden model with doubled letters for words, and texts for its parts, into the folder. */
function write(name: string) {
  const { about, weights } = readGolden(name);
  const words = ["<eos>", "<unk>", ...alphabet].slice(0, about.vocabulary);
  const config = { start: "<eos>", unknown: "<unk>", tied: about.tied };
  writeFileSync(join(folder, "model.safetensors"), weights);
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  writeFileSync(join(folder, "vocab.json"), JSON.stringify(words));
  writeFileSync(join(folder, "valid-tinystories.txt"), "Aa bb cc, aa\n\nbb bb\n");
  writeFileSync(join(folder, "valid-tatoeba.txt"), "cc\n");
  writeFileSync(join(folder, "valid-coco.txt"), "aa aa aa aa\ndd\nzebra\n");
  return openOrThrow([
    named("model.safetensors", weights),
    named("config.json", JSON.stringify(config)),
    named("vocab.json", JSON.stringify(words)),
  ]).model;
}

const task = (every = 1) => ({ folder, corpus: folder, every, probes: { "aa bb": ["cc", "aa", "zebra"] } });

describe("held-out perplexity", () => {
  test.each(["lstm-1", "rnn-1", "feed-forward-2"])("of %s is that of every word and the closing token, one by one", (name) => {
    const model = write(name);
    const measured = measure(task());
    // "Aa bb cc, aa": the comma is not among the words, so it is unknown.
    const documents = {
      tinystories: [
        [2, 3, 4, 1, 2, 0],
        [3, 3, 0],
      ],
      tatoeba: [[4, 0]],
      coco: [
        [2, 2, 2, 2, 0],
        [5, 0],
        [1, 0],
      ],
    };
    for (const [part, texts] of Object.entries(documents)) {
      let nats = 0;
      let words = 0;
      for (const ids of texts) {
        const run = createRun(model, kernels);
        run.replace(0, ids);
        run.advance(ids.length);
        ids.forEach((id, step) => {
          nats += surpriseNats(run.logits(step), id);
          words++;
        });
      }
      expect(measured.tokens[part as "coco"]).toBe(words);
      expect(measured.perplexity[part as "coco"]).toBeCloseTo(Math.exp(nats / words), 9);
    }
  });

  test("of a model without any weight is the size of its vocabulary", () => {
    write("lstm-1");
    const { about } = readGolden("lstm-1");
    const zeros = (...shape: number[]) => ({ type: "I8", shape, data: new Uint8Array(shape.reduce((a, b) => a * b)) });
    const scale = (rows: number) => ({ type: "F32", shape: [rows], data: new Uint8Array(4 * rows) });
    const rows = 4 * about.units;
    const tensors = {
      "e.weight": [23, 8],
      "lstm.weight_ih_l0": [rows, 8],
      "lstm.weight_hh_l0": [rows, about.units],
      "out.weight": [23, about.units],
    };
    const file = writeSafetensors(
      Object.fromEntries(
        Object.entries(tensors).flatMap(([name, shape]) => [
          [name, zeros(...shape)],
          [`${name}.scale`, scale(shape[0] as number)],
        ]),
      ),
    );
    writeFileSync(join(folder, "model.safetensors"), file);
    expect(measure(task()).perplexity.coco).toBeCloseTo(23, 9);
  });

  test("of every second document leaves the others out, and probes add up", () => {
    write("lstm-1");
    const measured = measure(task(2));
    expect(measured.tokens).toEqual({ tinystories: 6, tatoeba: 2, coco: 7 });
    expect(measured.probes["aa bb"]?.likeliest).toHaveLength(10);
    expect(Object.keys(measured.probes["aa bb"]?.probed ?? {})).toEqual(["cc", "aa"]);
  });
});

describe("what the models must show", () => {
  const like = (perplexity: number, election: number, words: readonly string[]): Measured => ({
    found: "",
    sha256: "",
    vocabularySha256: "",
    perplexity: { tinystories: perplexity },
    tokens: {},
    probes: Object.fromEntries(
      ["the cat sat on the", "the"].map((text) => [
        text,
        {
          probed: { couch: 0.1, floor: 0.1, bed: 0.1, chair: 0.1, election },
          likeliest: words.map((word) => [word, 0.1] as const),
        },
      ]),
    ),
    seconds: 0,
  });
  const nGrams = { "2": { tinystories: 50, tatoeba: 50, coco: 50 }, "4": { tinystories: 20, tatoeba: 20, coco: 20 } };
  const holds = (lstm: Measured, rnn: Measured, stateless: Measured) =>
    judge({ "story-lstm": lstm, "story-rnn": rnn, "story-stateless": stateless }, nGrams).map((verdict) => verdict.holds);
  const seats = ["floor", "couch", "bed", "bench", "chair"];

  test("passes where it is shown", () => {
    const verdicts = holds(like(15, 1e-5, seats), like(19, 1e-5, seats), like(59, 0.01, ["dog"]));
    expect(verdicts).toEqual(verdicts.map(() => true));
  });

  test("misses where it is not", () => {
    const apart = {
      ...like(61, 0.01, ["dog"]),
      probes: { ...like(1, 1, ["cat"]).probes, the: { probed: {}, likeliest: [["dog", 0.1]] } },
    } as Measured;
    const verdicts = holds(like(21, 1e-3, ["dog", ...seats]), like(24, 1e-5, seats), apart);
    expect(verdicts).toEqual(verdicts.map(() => false));
  });
});
