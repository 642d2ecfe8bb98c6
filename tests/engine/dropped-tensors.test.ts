import { describe, expect, test } from "vitest";
import { even, expectRight, refusal, type Tensors, tables, text, wide } from "./dropped.ts";
import type { WrittenTensor } from "./files.ts";
import { drawModel, json, openAndRun, type Table, writeLayers, written } from "./written-model.ts";

const turned = ({ shape: [rows = 0, columns = 0], values }: Table): WrittenTensor =>
  written({
    shape: [columns, rows],
    values: Float32Array.from(
      { length: values.length },
      (_, at) => values[(at % rows) * columns + Math.floor(at / rows)] as number,
    ),
  });

describe("what does not fit is refused by name, with a way on", () => {
  const layers = writeLayers(wide, "lstm.");
  const all = { ...tables(wide, "embedding.weight", "fc.weight", "fc.bias"), ...layers };
  const vector = (size: number) => written({ shape: [size], values: new Float32Array(size).fill(1) });

  test.each<[string, Tensors, string]>([
    [
      "a readout stored transposed",
      { ...all, "fc.weight": turned(wide.readout) },
      "fc.weight is transposed, save it as .T.contiguous()",
    ],
    ["an embedding stored transposed", { ...all, "embedding.weight": turned(wide.embedding) }, "holds no embedding"],
    ["a layer norm", { ...all, "norm.weight": vector(4), "norm.bias": vector(4) }, "norm.weight (4) and norm.bias (4)"],
    [
      "a hidden layer before the readout",
      { ...all, "hidden.weight": written({ shape: [4, 4], values: new Float32Array(16) }) },
      "hidden.weight (4 × 4)",
    ],
    ["an embedding under spectral norm", { ...all, "emb.weight_orig": written(wide.embedding) }, "emb.weight_orig (7 × 3)"],
    [
      "positions beside words",
      { ...all, "pos_emb.weight": written({ shape: [50, 3], values: new Float32Array(150) }) },
      "pos_emb.weight (50 × 3)",
    ],
    [
      "a kernel of Keras",
      { ...layers, "embedding.weight": written(wide.embedding), "dense.kernel": turned(wide.readout) },
      "dense.kernel (4 × 7)",
    ],
    [
      "weight norm",
      { ...all, "lstm.weight_hh_l0_g": vector(16), "lstm.weight_hh_l0_v": vector(16) },
      "lstm.weight_hh_l0_g and lstm.weight_hh_l0_v",
    ],
    ["the new weight norm", { ...all, "lstm.parametrizations.weight_hh_l0.original0": vector(16) }, "remove_weight_norm"],
    ["weight drop", { ...all, "lstm.weight_hh_l0_raw": vector(16) }, "copy weight_hh_l0_raw into weight_hh_l0"],
    ["two modules", { ...all, ...writeLayers(wide, "lstm2.") }, "lstm.* and lstm2.*"],
    [
      "a cell beside a layer",
      { ...all, "lstm.weight_ih": written(wide.layers[0]?.weight_ih as Table) },
      "several recurrent stacks",
    ],
    ["an initial state", { ...all, h0: written({ shape: [1, 1, 4], values: new Float32Array(4) }) }, "h0 (1 × 1 × 4)"],
    [
      "a classifier",
      { ...all, "fc.weight": written({ shape: [2, 4], values: new Float32Array(8) }), "fc.bias": vector(2) },
      'k.startswith("fc")',
    ],
    [
      "no PyTorch names",
      { "rnn/lstm_cell/kernel": turned(wide.embedding), "a.weight": vector(3), "b.weight": vector(3) },
      "rnn/lstm_cell/kernel, a.weight and b.weight",
    ],
    ["no tensor at all", {}, "no tensor found"],
  ])("%s", (_, tensors, message) => {
    expect(refusal(tensors)).toContain(message);
  });

  test("a classifier saved without its head shows its gates, as the message says", () => {
    const gates = { "embedding.weight": written(even.embedding), ...writeLayers(even, "lstm.") };
    const { logits, found } = openAndRun(gates, [json({ tied: false }, "config.json")], text);
    expect(logits).toBeNull();
    expect(found).toContain("no readout");
  });

  test("names of recurrent tensors come first where a file holds no layers", () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, k) => [`conv${k}.weight`, vector(2)]));
    expect(refusal({ ...many, "decoder.rnn_forget": vector(2) })).toContain("decoder.rnn_forget, conv0.weight");
  });
});

describe("layers under other names of PyTorch", () => {
  test("an nn.LSTMCell is one layer", () => {
    const cell = Object.fromEntries(
      Object.entries(wide.layers[0] ?? {}).map(([part, table]) => [`cell.${part}`, written(table)]),
    );
    expectRight(wide, { ...tables(wide, "emb.weight", "out.weight", "out.bias"), ...cell });
  });

  test("one bias of two is enough, and the other one is told", () => {
    const [layer] = wide.layers;
    const zero: Table = { shape: [16], values: new Float32Array(16) };
    for (const missing of ["bias_ih", "bias_hh"] as const) {
      const model = { ...wide, layers: [{ ...(layer as NonNullable<typeof layer>), [missing]: zero }] };
      const { [`lstm.${missing}_l0`]: _, ...rest } = writeLayers(model, "lstm.");
      expect(expectRight(model, { ...tables(model, "emb.weight", "out.weight", "out.bias"), ...rest })).toContain(
        `lstm.${missing}_l0 is not in the file`,
      );
    }
  });

  test("an RNN says that it was taken as tanh, which may be wrong, unless its config tells the function", () => {
    for (const cell of ["rnn", "rnn-relu"] as const) {
      const model = drawModel({ cell, words: 7, inputs: 3, units: 4, layers: 2 });
      const file = { ...tables(model, "emb.weight", "out.weight", "out.bias"), ...writeLayers(model, "rnn.") };
      if (cell === "rnn") expect(expectRight(model, file)).toContain("Taken as tanh");
      expect(openAndRun(file, [], text).doubts).toContain("Taken as tanh");
      const nonlinearity = cell === "rnn" ? "tanh" : "relu";
      expect(expectRight(model, file, json({ nonlinearity }, "config.json"))).not.toContain("Taken as");
      expect(expectRight(model, file, json({ cell: "rnn", nonlinearity }, "config.json"))).not.toContain("Taken as");
    }
    const lstm = { ...tables(wide, "emb.weight", "out.weight", "out.bias"), ...writeLayers(wide, "lstm.") };
    expect(refusal(lstm, json({ nonlinearity: "relu" }, "config.json"))).toContain("config.json says nonlinearity: relu");
  });

  test("what no run needs is left out by name", () => {
    const all = { ...tables(wide, "emb.weight", "out.weight", "out.bias"), ...writeLayers(wide, "lstm.") };
    expect(expectRight(wide, { ...all, "prompt.weight": written({ shape: [0, 3], values: new Float32Array(0) }) })).toContain(
      "prompt.weight (0 × 3)",
    );
    const steps = { type: "I64", shape: [1], data: new Uint8Array(8) };
    expect(expectRight(wide, { ...all, "bn.num_batches": steps })).toContain("bn.num_batches");
  });

  test("what no weight depends on is told without a doubt", () => {
    const { bias_ih_l0: _, ...rest } = writeLayers(wide, "");
    const file = { ...tables(wide, "emb.weight", "out.weight", "out.bias"), ...rest };
    const { doubts, notes } = openAndRun(
      { ...file, "prompt.weight": written({ shape: [0, 3], values: new Float32Array(0) }) },
      [],
      text,
    );
    expect(doubts).toBe("");
    expect(notes).toContain("prompt.weight (0 × 3)");
  });

  test("a stack of layers without memory says that it was taken as tanh", () => {
    const square4 = (size: number) => written({ shape: [4, size], values: new Float32Array(4 * size) });
    const bias = written({ shape: [4], values: new Float32Array(4) });
    const file = {
      ...tables(wide, "emb.weight", "out.weight", "out.bias"),
      "layers.0.weight": square4(3),
      "layers.0.bias": bias,
    };
    const { doubts, notes } = openAndRun(file, [], text);
    expect(doubts).toContain("Taken as a stack of tanh layers");
    expect(notes).not.toContain("Taken as");
  });
});
