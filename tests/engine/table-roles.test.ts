import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { even, expectRight, ids, refusal, square, tables, wide, without } from "./dropped.ts";
import { writeLayers, written } from "./written-model.ts";

describe("embedding and readout of one shape are told apart", () => {
  test.each([
    ["by the bias beside one of them", "lut.weight", "dense.weight", "dense.bias"],
    ["by the bias, though no name says anything", "zeta.weight", "alpha.weight", "alpha.bias"],
    ["by the bias, in names without dots", "W1_w", "A_w", "A_b"],
    ["by a name of the embedding alone", "emb.weight", "alpha.weight", null],
    ["by a name of the readout alone", "zeta.weight", "head.weight", null],
    ["by names in one module called encoder", "encoder.words.weight", "encoder.classes.weight", "encoder.classes.bias"],
    ["by encoder and decoder", "encoder.weight", "decoder.weight", "decoder.bias"],
    ["by names inside decoder", "decoder.embed.weight", "decoder.out.weight", null],
    ["by out", "tok_embeddings.weight", "output.weight", null],
    ["by embed_in and embed_out", "embed_in.weight", "embed_out.weight", null],
    ["by generator", "lookup.weight", "generator.proj.weight", "generator.proj.bias"],
    ["by classifier", "wte.weight", "classifier.weight", "classifier.bias"],
    ["by camel case", "wordEmbedding.weight", "outputLayer.weight", null],
    ["by W_emb and W_out", "W_emb", "W_out", "b_out"],
  ])("%s", (_, embedding, readout, bias) => {
    const model = bias === null ? without(even, "readoutBias") : even;
    const layers = writeLayers(even, embedding.startsWith("encoder.words") ? "encoder.lstm." : "lstm.");
    // Whatever their order in the file.
    expectRight(model, { ...tables(model, embedding, readout, bias), ...layers });
    expectRight(model, { ...layers, ...Object.fromEntries(Object.entries(tables(model, embedding, readout, bias)).reverse()) });
  });

  test("by their place in an nn.Sequential", () => {
    const model = without(even, "readoutBias");
    expectRight(model, { ...tables(model, "0.weight", "2.weight", null), ...writeLayers(even, "1.") });
    expectRight(model, { ...tables(model, "net.0.weight", "net.10.weight", null), ...writeLayers(even, "net.2.") });
  });

  test("where V, D and H are all equal", () => {
    const small = [3, 0, 2, 1, 2];
    expect(small).toEqual(ids);
    expectRight(square, { ...tables(square, "embedding.weight", "fc.weight", "fc.bias"), ...writeLayers(square, "lstm.") });
  });

  test("and where nothing tells, both are named and nothing is opened", () => {
    const layers = writeLayers(even, "lstm.");
    for (const [a, b] of [
      ["alpha.weight", "beta.weight"],
      ["emb1.weight", "emb2.weight"],
      ["fc1.weight", "fc2.weight"],
    ] as const) {
      const said = refusal({ ...tables(even, a, b, null), ...layers });
      expect(said).toContain(`${a} (7 × 4) and ${b} (7 × 4)`);
      expect(said).toContain("Rename");
    }
    // A bias beside what is called the embedding: nothing can be trusted.
    const said = refusal({ ...tables(even, "embedding.weight", "other.weight", "embedding.bias"), ...layers });
    expect(said).toContain("does not say which table is which");
  });

  test("by any pair of telling names, never the wrong way round", () => {
    const embeddings = ["emb", "embed", "embedding", "word_embeddings", "wte", "encoder", "lookup", "tokEmb"];
    const readouts = [
      "fc",
      "fc1",
      "linear",
      "out",
      "output",
      "decoder",
      "head",
      "lm_head",
      "proj",
      "classifier",
      "softmax",
      "h2o_out",
    ];
    const prefix = fc.constantFrom("", "module.", "model.", "_orig_mod.", "net.rnn.");
    fc.assert(
      fc.property(
        fc.constantFrom(...embeddings),
        fc.constantFrom(...readouts),
        prefix,
        fc.boolean(),
        fc.boolean(),
        (embedding, readout, before, hasBias, isLast) => {
          const model = hasBias ? even : without(even, "readoutBias");
          const own = tables(
            model,
            `${before}${embedding}.weight`,
            `${before}${readout}.weight`,
            hasBias ? `${before}${readout}.bias` : null,
          );
          const layers = writeLayers(even, `${before}rnn.`);
          expectRight(model, isLast ? { ...layers, ...own } : { ...own, ...layers });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a bias is one by its name or its place", () => {
  test("class weights of the loss are left out by name", () => {
    const model = without(wide, "readoutBias");
    const all = { ...tables(model, "embedding.weight", "decoder.weight", null), ...writeLayers(wide, "rnn.") };
    expect(expectRight(model, { ...all, "criterion.weight": written(wide.readoutBias) })).toContain("criterion.weight (7)");
    expect(expectRight(model, { ...all, "loss_fn.pos_weight": written(wide.readoutBias) })).toContain("Left out");
  });

  test("of another layer with as many units as there are words, it is refused", () => {
    const all = { ...tables(wide, "embedding.weight", "decoder.weight", null), ...writeLayers(wide, "rnn.") };
    expect(refusal({ ...all, "norm.bias": written(wide.readoutBias) })).toContain("norm.bias (7)");
    expect(refusal({ ...all, frequencies: written(wide.readoutBias) })).toContain("frequencies (7)");
    expect(refusal({ ...all, "norm.weight": written(wide.readoutBias) })).toContain("norm.weight (7)");
  });

  test("under a name of its own beside tied weights it is read", () => {
    const tied = { ...even, readout: even.embedding };
    const layers = writeLayers(tied, "rnn.");
    expectRight(tied, { "embedding.weight": written(tied.embedding), "decoder.bias": written(tied.readoutBias), ...layers });
    expectRight(tied, { "tok.weight": written(tied.embedding), out_bias: written(tied.readoutBias), ...layers });
  });

  test("that has no table to add to is refused", () => {
    const gates = { "embedding.weight": written(wide.embedding), ...writeLayers(wide, "rnn.") };
    expect(refusal({ ...gates, "fc.bias": written(wide.readoutBias) })).toContain("fc.bias (7)");
  });
});
