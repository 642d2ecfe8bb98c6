import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkSizes } from "../../src/engine/formats/sizes.ts";
import { MODEL_LIMITS, WORD_LETTERS } from "../../src/engine/limits.ts";
import { openFiles } from "../../src/engine/open-files.ts";
import { refusal, tables, wide } from "./dropped.ts";
import { joinSafetensors, named, refusalOf, type WrittenTensor, writeSafetensors } from "./files.ts";
import { json, writeLayers } from "./written-model.ts";

const all = { ...tables(wide, "embedding.weight", "fc.weight", "fc.bias"), ...writeLayers(wide, "lstm.") };
const empty = (...shape: number[]): WrittenTensor => ({ type: "F32", shape, data: new Uint8Array(0) });

describe("sizes of a model are at least one, and bounded", () => {
  const fitting = { layers: 1, inputs: 3, units: 4, words: 7, numbers: 100 };

  test.each(["layers", "inputs", "units", "words", "numbers"] as const)("%s", (key) => {
    const most = MODEL_LIMITS[key];
    const said = (size: number) => {
      const problem = checkSizes("my.safetensors", { ...fitting, [key]: size });
      return problem === null ? "" : problem.ok ? "ok" : problem.problem.title;
    };
    expect(said(1)).toBe("");
    expect(said(most)).toBe("");
    expect(said(most + 1)).toContain(`has ${(most + 1).toLocaleString("en-US")} ${key}`);
    expect(said(0)).toContain(`has 0 ${key}`);
  });

  test("a file of zero units, inputs or words, whatever the other sizes say, is refused and nothing is computed", () => {
    const none = {
      ...all,
      "lstm.weight_hh_l0": empty(0, 0),
      "lstm.weight_ih_l0": empty(0, 3),
      "lstm.bias_ih_l0": empty(0),
      "lstm.bias_hh_l0": empty(0),
    };
    expect(refusal(none)).toContain("has 0 units");
    expect(refusal({ ...none, "fc.weight": empty(7, 0) })).toContain("has 0 units");
    expect(refusal({ ...all, "embedding.weight": empty(0, 3), "fc.weight": empty(0, 4), "fc.bias": empty(0) })).toContain(
      "holds no embedding",
    );
    const blind = { ...all, "lstm.weight_ih_l0": empty(16, 0) };
    for (const words of [7, 2 ** 31, 2 ** 53 - 1]) {
      expect(refusal({ ...blind, "embedding.weight": empty(words, 0) })).toContain("has 0 inputs");
    }
    expect(refusal({ ...blind, "embedding.weight": empty(0, 2 ** 31), "lstm.weight_ih_l0": empty(0, 2 ** 31) })).not.toBe("");
    expect(refusal({ "emb.weight": empty(0, 0), "layers.0.weight": empty(0, 0), "layers.0.bias": empty(0) })).not.toBe("");
  });

  test("a layer too many is refused by its number", () => {
    const names = Array.from({ length: MODEL_LIMITS.layers + 1 }, (_, layer) => layer);
    const small = (...shape: number[]): WrittenTensor => ({
      type: "F32",
      shape,
      data: new Uint8Array(4 * shape.reduce((a, b) => a * b, 1)),
    });
    const layers = (count: number) =>
      Object.fromEntries(
        names.slice(0, count).flatMap(
          (k) =>
            [
              [`r.weight_ih_l${k}`, small(1, 1)],
              [`r.weight_hh_l${k}`, small(1, 1)],
            ] as const,
        ),
      );
    const tables1 = { "emb.weight": small(2, 1), "out.weight": small(2, 1) };
    expect(refusal({ ...tables1, ...layers(MODEL_LIMITS.layers + 1) })).toContain("has 65 layers");
    expect(openFiles([named("m.safetensors", writeSafetensors({ ...tables1, ...layers(MODEL_LIMITS.layers) }))]).ok).toBe(true);
  });

  test("a word of the vocabulary has at most as many letters as one of a sentence", () => {
    const words = (letters: number) => json(["<unk>", "w".repeat(letters), "c", "d", "e", "f", "g"]);
    const files = (letters: number) => [
      named("m.safetensors", writeSafetensors(all)),
      named("vocab.json", words(letters).content),
    ];
    expect(openFiles(files(WORD_LETTERS)).ok).toBe(true);
    expect(refusalOf(files(WORD_LETTERS + 1)).detail).toContain("has 1,001 letters, at most 1,000");
    expect(refusalOf(files(1_000_000)).detail.length).toBeLessThan(400);
  });
});

describe("a message is short whatever the file holds", () => {
  const long = "x".repeat(100_000);
  const longest = 1200;
  const lengthOf = (files: readonly ReturnType<typeof named>[]) => {
    const result = openFiles(files);
    if (result.ok) return Math.max(...result.value.notes.map(({ length }) => length), result.value.found.length);
    const { title, detail, tensors = [] } = result.problem;
    for (const { name, found, needed } of tensors.slice(0, 8))
      expect(Math.max(found.length, needed.length, Math.min(name.length, 1))).toBeLessThan(200);
    expect(title.length).toBeLessThan(300);
    return detail.length;
  };
  const weights = (tensors: Readonly<Record<string, WrittenTensor>>, name = "m.safetensors") =>
    named(name, writeSafetensors(tensors));
  const header = (value: unknown) => named("m.safetensors", joinSafetensors(JSON.stringify(value), new Uint8Array(4)));
  const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;

  test.each<[string, readonly ReturnType<typeof named>[]]>([
    ["a shape of 5,000 ones", [header({ w: { dtype: "F32", shape: new Array(5000).fill(1), data_offsets: [0, 4] } })]],
    ["a name of 100,000 letters", [weights({ ...all, [long]: all["fc.bias"] as WrittenTensor })]],
    ["a type of 100,000 letters", [header({ w: { dtype: long, shape: [1], data_offsets: [0, 4] } })]],
    ["a type that is nested", [header({ w: { dtype: [[[]]], shape: [1], data_offsets: [0, 4] } })]],
    ["offsets of 100,000 numbers", [header({ w: { dtype: "F32", shape: [1], data_offsets: new Array(100_000).fill(1) } })]],
    [
      "10,000 tensors too many",
      [weights({ ...all, ...Object.fromEntries(Array.from({ length: 10_000 }, (_, k) => [`t${k}`, empty(1, 0)])) })],
    ],
    ["a cell of 100,000 letters", [weights(all), named("config.json", JSON.stringify({ cell: long }))]],
    ["a key of 100,000 letters", [weights(all), named("config.json", JSON.stringify({ cell: "lstm", [long]: 1 }))]],
    ["a value that is nested 20,000 deep", [weights(all), named("config.json", `{"units":${deep}}`)]],
    ["a provenance that is nested 20,000 deep", [weights(all), named("config.json", `{"provenance":${deep}}`)]],
    ["a file that is nested 20,000 deep", [weights(all), named("x.json", deep)]],
    ["a start of 100,000 letters", [weights(all), named("config.json", JSON.stringify({ start: long }))]],
    [
      "an unknown word of 100,000 letters",
      [
        weights(all),
        named("vocab.json", JSON.stringify(["a", "b", "c", "d", "e", "f", "g"])),
        named("config.json", JSON.stringify({ unknown: long })),
      ],
    ],
    ["a word of 100,000 letters", [weights(all), named("vocab.json", JSON.stringify({ [long]: 0 }))]],
    [
      "10,000 repeated names",
      [
        named(
          "m.safetensors",
          joinSafetensors(`{${Array.from({ length: 10_000 }, (_, k) => `"${k % 5000}":{}`).join(",")}}`, new Uint8Array(0)),
        ),
      ],
    ],
    ["a file name of 100,000 letters", [weights({}, `${long}.safetensors`)]],
    ["1,000 files", Array.from({ length: 1000 }, (_, k) => weights(all, `${k}.safetensors`))],
  ])("%s", (_, files) => {
    expect(lengthOf(files)).toBeLessThan(longest);
  });

  test("whatever a valid file with one lie in it says, something short is answered", () => {
    const shape = fc.array(fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 16, 2 ** 31, 2 ** 53 - 1), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(all)), shape, fc.boolean(), (name, lie, isRenamed) => {
        const size = lie.reduce((product, length) => product * length, 4);
        const data = size > 4096 ? new Uint8Array(0) : new Uint8Array(size);
        const { [name]: _, ...rest } = all as Record<string, WrittenTensor>;
        const lying = { type: "F32", shape: lie, data };
        expect(lengthOf([weights({ ...rest, [isRenamed ? `${name}2` : name]: lying })])).toBeLessThan(longest);
      }),
      { numRuns: 300 },
    );
  });
});
