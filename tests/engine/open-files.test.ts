import { describe, expect, test } from "vitest";
import { PROVENANCE_LETTERS } from "../../src/engine/formats/config.ts";
import type { Problem } from "../../src/engine/problem.ts";
import { vocabularyOf } from "../../src/engine/tokenizer.ts";
import { float32, named, openOrThrow, readNamed, refusalOf, type WrittenTensor, writeSafetensors } from "./files.ts";
import { goldenNames, readGolden } from "./golden.ts";

type Written = Readonly<Record<string, WrittenTensor>>;

/** A tensor of this shape, filled with small distinct numbers. */
function tensor(...shape: number[]): WrittenTensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return float32(
    shape,
    Array.from({ length }, (_, at) => ((at % 13) - 6) / 10),
  );
}

function recurrent(prefix: string, blocks: number, units: number, inputs: number, layers = 1): Written {
  return Object.fromEntries(
    Array.from({ length: layers }, (_, layer) => [
      [`${prefix}weight_ih_l${layer}`, tensor(blocks * units, layer === 0 ? inputs : units)],
      [`${prefix}weight_hh_l${layer}`, tensor(blocks * units, units)],
      [`${prefix}bias_ih_l${layer}`, tensor(blocks * units)],
      [`${prefix}bias_hh_l${layer}`, tensor(blocks * units)],
    ]).flat(),
  );
}

const words = ["<eos>", "<unk>", "the", "cat", "sat"];
const embedding = { "embedding.weight": tensor(5, 3) };
const readout = { "fc.weight": tensor(5, 4), "fc.bias": tensor(5) };
const plain: Written = { ...embedding, ...recurrent("lstm.", 4, 4, 3), ...readout };

const weights = (tensors: Written, name = "my.safetensors") => named(name, writeSafetensors(tensors));
const json = (value: unknown, name = "config.json") => named(name, JSON.stringify(value));
const vocabulary = json(words, "vocab.json");

const opened = (tensors: Written, ...sides: ReturnType<typeof json>[]) => openOrThrow([weights(tensors), ...sides]);

function refused(tensors: Written, ...sides: ReturnType<typeof json>[]): Problem {
  const problem = refusalOf([weights(tensors), ...sides]);
  expect(problem.detail).toContain("Nothing was changed");
  return problem;
}

describe("a model is opened", () => {
  test.each(goldenNames)("as PyTorch saved it, and says what was found: %s", (name) => {
    const { about } = readGolden(name);
    const { found, model } = openOrThrow([readNamed(`tests/golden/cells/${name}.safetensors`)]);
    const isPlural = about.layers > 1;
    expect(found).toContain(`${about.layers} layer${isPlural ? "s" : ""} of ${about.units} units, ${about.vocabulary} ids`);
    // A ReLU is not visible in the weights: without a config it is a tanh network.
    expect(model.config.cell).toBe(about.cell.replace("-relu", ""));
    expect(model.config.tied).toBe(about.tied);
    expect(model.start).toBeNull();
  });

  test("with the documented texts of its provenance, each a paragraph at most, and nothing else that stands there", () => {
    const nested = `{"provenance": {"data": ${"[".repeat(20_000)}${"]".repeat(20_000)}, "recipe": "${"x".repeat(PROVENANCE_LETTERS + 1)}", "sha256": 5, "licence": "MIT", "other": "y"}}`;
    const { model } = opened(plain, named("config.json", nested));
    expect(model.config.provenance).toEqual({ recipe: "x".repeat(PROVENANCE_LETTERS), licence: "MIT" });
    const whole = opened(plain, json({ provenance: { recipe: "x".repeat(PROVENANCE_LETTERS) } }));
    expect(whole.model.config.provenance?.recipe).toHaveLength(PROVENANCE_LETTERS);
  });

  test("with its vocabulary as a list or as words with ids", () => {
    const list = opened(plain, vocabulary);
    const ids = opened(plain, json(Object.fromEntries(words.map((word, id) => [word, id])), "vocab.json"));
    expect(list.found).toBe("LSTM, 1 layer of 4 units, 5 words");
    expect(list.model.words).toEqual(words);
    expect(vocabularyOf(ids.model)).toEqual(vocabularyOf(list.model));
    expect(list.model.config).toMatchObject({ id: "my", tokenizer: "words", tied: false });
  });

  test("with what its config says", () => {
    const config = {
      format: "gatescope-model",
      version: 1,
      id: "mine",
      label: "Mine",
      cell: "lstm",
      layers: 1,
      inputs: 3,
      units: 4,
    };
    const { model } = opened(
      plain,
      vocabulary,
      json({ ...config, vocabulary: 5, tied: false, start: "<eos>", unknown: "<unk>" }),
    );
    expect(model.config).toMatchObject({ id: "mine", label: "Mine", start: "<eos>" });
    expect(model.start).toBe(0);
    expect(vocabularyOf(model).unknown).toBe(1);
  });

  test("with a readout that is tied, separate, nameless, without bias, or not there", () => {
    const square = { "tok.weight": tensor(5, 4), ...recurrent("rnn.", 1, 4, 4) };
    const silent = opened(square).model;
    expect(silent.readout?.weights).toBe(silent.embedding);
    const tied = opened({ ...square, "decoder.bias": tensor(5) }).model;
    expect(tied.readout?.weights).toBe(tied.embedding);
    expect(tied.readout?.bias[1]).toBeCloseTo(-0.5);
    expect(tied.config.tied).toBe(true);
    const twice = opened({ ...square, "decoder.weight": tensor(5, 4) }, json({ tied: true })).model;
    expect(twice.config.tied).toBe(true);
    const nameless = opened({ emb: tensor(5, 3), ...recurrent("", 4, 4, 3), last: tensor(5, 4) }).model;
    expect(nameless.readout?.weights.length).toBe(20);
    expect([...(nameless.readout?.bias ?? [])]).toEqual([0, 0, 0, 0, 0]);
    const none = opened({ ...embedding, ...recurrent("lstm.", 4, 4, 3) });
    expect(none.model.readout).toBeNull();
    expect(none.found).toBe("LSTM, 1 layer of 4 units, 5 ids, no readout");
  });

  test("without biases, which are then zero; with both, their sum", () => {
    const { "lstm.bias_ih_l0": _input, "lstm.bias_hh_l0": _hidden, ...bare } = plain;
    expect(opened(bare).model.layers[0]?.bias.every((value) => value === 0)).toBe(true);
    expect(opened(plain).model.layers[0]?.bias[1]).toBe(Math.fround(2 * Math.fround(-0.5)));
  });

  test("as a ReLU network where its config tells", () => {
    const tensors = { ...embedding, ...recurrent("rnn.", 1, 4, 3), ...readout };
    expect(opened(tensors, json({ cell: "rnn", nonlinearity: "relu" })).model.config.cell).toBe("rnn-relu");
    expect(opened(tensors, json({ cell: "rnn", nonlinearity: "tanh" })).found).toMatch(/^RNN, /);
    expect(opened(tensors).model.config.cell).toBe("rnn");
  });

  test("as ids where its config asks for them, or where there is no vocabulary", () => {
    expect(opened(plain, vocabulary, json({ tokenizer: "ids" })).model.words).toBeNull();
    expect(opened(plain, json({ start: "#3" })).model.start).toBe(3);
  });

  test("beside a config of another program, whose keys are not ours", () => {
    expect(opened(plain, json({ model_type: "lstm", hidden_size: 4 })).model.config.id).toBe("my");
  });
});

describe("a model is refused", () => {
  test("where one tensor has another shape, with both shapes and those that fit", () => {
    const problem = refused({ ...plain, "lstm.weight_hh_l0": tensor(16, 3) }, vocabulary);
    expect(problem.title).toBe("my.safetensors does not fit one LSTM layer");
    expect(problem.detail).toContain("lstm.weight_hh_l0: (16 × 3) found, (16 × 4) needed.");
    expect(problem.tensors).toEqual([
      { name: "lstm.weight_ih_l0", found: "16 × 3", needed: "16 × 3", fits: true },
      { name: "lstm.weight_hh_l0", found: "16 × 3", needed: "16 × 4", fits: false },
      { name: "lstm.bias_ih_l0", found: "16", needed: "16", fits: true },
      { name: "lstm.bias_hh_l0", found: "16", needed: "16", fits: true },
    ]);
  });

  test("where a tensor of a layer, or a layer, is missing", () => {
    const { "lstm.weight_hh_l0": _weight, ...headless } = plain;
    expect(refused(headless).detail).toContain("lstm.weight_hh_l0: (missing) found, (16 × 4) needed.");
    const skipping = { ...plain, "lstm.weight_ih_l2": tensor(16, 4), "lstm.weight_hh_l2": tensor(16, 4) };
    expect(refused(skipping).detail).toContain("lstm.weight_ih_l1: (missing) found");
    expect(refused({ ...plain, "lstm.weight_ih_l999999999": tensor(16, 4) }).title).toContain("skips a layer");
  });

  test("where the upper layer does not read the lower one", () => {
    const stacked = { ...embedding, ...recurrent("lstm.", 4, 4, 3, 2), ...readout, "lstm.weight_ih_l1": tensor(16, 3) };
    expect(refused(stacked).detail).toContain("lstm.weight_ih_l1: (16 × 3) found, (16 × 4) needed.");
  });

  test("where it is a GRU, bidirectional, projected, or several stacks", () => {
    const gru = refused({ ...embedding, ...recurrent("gru.", 3, 4, 3), ...readout });
    expect(gru.title).toBe("my.safetensors is a GRU, which cannot be run yet");
    expect(gru.detail).toContain("gru.weight_hh_l0: 12 × 4 found");
    const both = { ...plain, "lstm.weight_ih_l0_reverse": tensor(16, 3) };
    expect(refused(both).title).toBe("my.safetensors reads in both directions");
    expect(refused({ ...plain, "lstm.weight_hr_l0": tensor(2, 4) }).detail).toContain("lstm.weight_hr_l0 found (proj_size)");
    const two = { ...plain, ...recurrent("decoder.", 4, 4, 3) };
    expect(refused(two).detail).toContain("lstm.* and decoder.* found, one nn.LSTM or nn.RNN needed");
  });

  test("where it has no layers, no embedding, or more than can be shown", () => {
    expect(refused({ "conv.weight": tensor(3, 3) }).detail).toContain("conv.weight found");
    expect(refused({}).detail).toContain("no tensor found");
    const blind = refused({ ...recurrent("lstm.", 4, 4, 3), ...readout });
    expect(blind.title).toBe("my.safetensors holds no embedding");
    expect(blind.detail).toContain("words × 3 was needed, fc.weight (5 × 4) and fc.bias (5) found");
    const more = refused({ ...plain, "norm.weight": tensor(4) });
    expect(more.title).toBe("my.safetensors computes more than can be shown");
    expect(more.detail).toContain("norm.weight (4)");
    const wide = refused({ ...embedding, ...recurrent("lstm.", 4, 4, 3), "fc.weight": tensor(6, 4) });
    expect(wide.title).toBe("my.safetensors answers with 6 numbers, not with words");
    expect(wide.detail).toContain("fc.weight (6 × 4) found, 5 × 4 needed");
  });

  test.each([
    [{ cell: "rnn" }, "config.json says cell: rnn, the tensors are those of lstm"],
    [{ layers: 2 }, "config.json says layers: 2, the tensors say 1"],
    [{ inputs: 7 }, "config.json says inputs: 7, the tensors say 3"],
    [{ units: 5 }, "config.json says units: 5, the tensors say 4"],
    [{ vocabulary: 6000 }, "config.json says vocabulary: 6000, the tensors say 5"],
    [{ tied: true }, "config.json says that the readout is tied, but fc.weight differs from embedding.weight"],
  ])("where its config contradicts it: %j", (config, message) => {
    const problem = refused(plain, json(config));
    expect(problem.title).toBe("my.safetensors contradicts its config.json");
    expect(problem.detail).toContain(message);
  });

  test("where its config says separate and a bias stands without a table of its own", () => {
    const tied = { "embedding.weight": tensor(5, 4), ...recurrent("lstm.", 4, 4, 4), "decoder.bias": tensor(5) };
    expect(refused(tied, json({ tied: false })).detail).toContain("decoder.bias (5) stands without a table of its own");
  });

  test.each([
    [{ format: "other" }, 'Its format is "other", "gatescope-model" needed'],
    [{ format: "gatescope-model", version: 2 }, "Version 2 found, version 1 can be read"],
    [{ cell: "gru" }, '"gru" found; an LSTM (lstm), a plain RNN (rnn, with tanh or relu)'],
    [{ cell: "rnn", nonlinearity: "sine" }, 'nonlinearity is "sine", tanh or relu needed'],
    [{ layers: 0 }, "layers is 0, a whole number from 1 needed"],
    [{ units: "4" }, 'units is "4", a whole number from 1 needed'],
    [{ tied: "yes" }, 'tied is "yes", true or false needed'],
    [{ tokenizer: "bytes" }, 'tokenizer is "bytes", words or ids needed'],
    [{ start: 0 }, "start is 0, a word needed"],
  ])("where its config cannot be used: %j", (config, message) => {
    expect(refused(plain, json(config)).detail).toContain(message);
  });

  test("where its vocabulary does not fit", () => {
    expect(refused(plain, json(["a", "b"], "vocab.json")).detail).toContain(
      "2 words found, 5 needed: embedding.weight has 5 rows",
    );
    expect(refused(plain, json([], "vocab.json")).detail).toContain("An empty list found");
    expect(refused(plain, json(["a", 3], "vocab.json")).detail).toContain("3 at place 1 found");
    expect(refused(plain, json({ a: 0, b: 0 }, "vocab.json")).detail).toContain("“b” has the id 0, that of “a” too");
    expect(refused(plain, json({ a: 0, b: 9 }, "vocab.json")).detail).toContain(
      "“b” has the id 9, but embedding.weight has 5 rows: ids from 0 to 4",
    );
    expect(refused(plain, named("vocab.json", "{")).title).toBe("vocab.json is not JSON");
  });

  test("where a word that its config names is not there", () => {
    expect(refused(plain, vocabulary, json({ start: "<s>" })).detail).toContain("start: <s> is not in vocab.json");
    expect(refused(plain, vocabulary, json({ unknown: "<oov>" })).detail).toContain("unknown: <oov> is not in vocab.json");
    expect(refused(plain, json({ start: "<eos>" })).detail).toContain("vocab.json is missing");
  });

  test("where the files dropped are too many, too few or of an unknown kind", () => {
    expect(refusalOf([]).title).toBe("No file with weights");
    expect(refusalOf([vocabulary]).detail).toContain("vocab.json found, one needed (.safetensors)");
    const two = refusalOf([weights(plain), weights(plain, "other.safetensors")]);
    expect(two.detail).toContain("my.safetensors and other.safetensors found, one needed");
    expect(refusalOf([named("my.xyz", "")]).detail).toContain("Files that end in .safetensors can be read");
    expect(refused(plain, vocabulary, json(words, "words.json")).title).toBe("words.json is one too many");
  });
});
