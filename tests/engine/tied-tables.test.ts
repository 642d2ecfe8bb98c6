import { describe, expect, test } from "vitest";
import { even, expectRight, refusal, square, tables, text, without } from "./dropped.ts";
import { named, refusalOf, writeSafetensors } from "./files.ts";
import { json, openAndRun, writeLayers, written } from "./written-model.ts";

describe("tied weights", () => {
  const tied = { ...even, readout: even.embedding };
  const bare = without(tied, "readoutBias");

  test("that are stored once say so, and a config can say that they are not", () => {
    const gates = { "emb.weight": written(tied.embedding), ...writeLayers(tied, "rnn.") };
    expect(expectRight(bare, gates)).toContain("emb.weight was taken for it too (tied)");
    const { logits, notes } = openAndRun(gates, [json({ tied: false }, "config.json")], text);
    expect(logits).toBeNull();
    expect(notes).not.toContain("tied");
  });

  test("that are stored under the readout's name are read where an alias or the config says so", () => {
    const file = {
      "decoder.weight": written(tied.embedding),
      "decoder.bias": written(tied.readoutBias),
      ...writeLayers(tied, "rnn."),
    };
    expectRight(tied, file, json({ tied: true }, "config.json"));
    expect(refusal(file)).toContain("holds no embedding");
    const header = writeSafetensors(file);
    const length = Number(new DataView(header.buffer, header.byteOffset).getBigUint64(0, true));
    const told = {
      ...JSON.parse(Buffer.from(header.subarray(8, 8 + length)).toString()),
      __metadata__: { "emb.weight": "decoder.weight" },
    };
    const text8 = JSON.stringify(told);
    const start = Buffer.alloc(8);
    start.writeBigUInt64LE(BigInt(Buffer.byteLength(text8)));
    const bytes = Buffer.concat([start, Buffer.from(text8), header.subarray(8 + length)]);
    expect(refusalOrNotes(bytes)).toBe("");
  });

  test("that are stored twice are one", () => {
    expectRight(tied, { ...tables(tied, "a_emb.weight", "b_out.weight", "b_out.bias"), ...writeLayers(tied, "rnn.") });
  });
});

function refusalOrNotes(bytes: Uint8Array): string {
  try {
    const { title } = refusalOf([named("my.safetensors", bytes)]);
    return title;
  } catch (error) {
    return error instanceof Error && error.message.startsWith("opened") ? "" : String(error);
  }
}

describe("one-hot inputs and vectors are never taken for words", () => {
  test("a square readout without an embedding is one-hot, whatever it is called", () => {
    for (const [weight, bias] of [
      ["fc.weight", "fc.bias"],
      ["alpha.weight", "alpha.bias"],
      ["decoder.weight", null],
    ] as const) {
      const file = { [weight]: written(square.readout), ...(bias === null ? {} : { [bias]: written(square.readoutBias) }) };
      const said = refusal({ ...file, ...writeLayers(square, "lstm.") });
      expect(said).toContain("holds no embedding");
      expect(said).toContain("torch.eye(5)");
    }
    expect(refusal({ "alpha.weight": written(square.readout), ...writeLayers(square, "lstm.") })).toContain(
      "may be an embedding or a readout",
    );
  });

  test("a one-hot model whose table was added, as the message says, is right", () => {
    const eye = Float32Array.from({ length: 25 }, (_, at) => (at % 6 === 0 ? 1 : 0));
    const model = { ...square, embedding: { shape: [5, 5], values: eye } };
    expectRight(model, { ...tables(model, "embedding.weight", "fc.weight", "fc.bias"), ...writeLayers(model, "lstm.") });
  });

  test("a model of vectors as wide as its layers is refused", () => {
    const head = {
      "fc.weight": written({ shape: [1, 4], values: new Float32Array(4) }),
      "fc.bias": written({ shape: [1], values: new Float32Array(1) }),
    };
    expect(refusal({ ...head, ...writeLayers(even, "lstm.") })).toContain("Models that take vectors");
    expect(refusal({ "x.weight": written(even.readout), ...writeLayers(even, "lstm.") })).toContain(
      "may be an embedding or a readout",
    );
  });
});
