import type { Random } from "../../src/engine/random.ts";
import { type Lie, names, nested, numbers, pick } from "./material.ts";
import type { DraftTensor, ModelDraft } from "./model-draft.ts";

const anyTensor = ({ header }: ModelDraft, random: Random) => {
  const name = pick(random, Object.keys(header));
  return { name, tensor: header[name] as DraftTensor };
};
const shapeOf = ({ header }: ModelDraft, name: string) => (header[name] as { shape: number[] }).shape;

/** Lies of the weights' file. */
export const tensorLies: Readonly<Record<string, Lie>> = {
  "no units": (draft) => {
    for (const [name, shape] of [
      ["ih", [0, 4]],
      ["hh", [0, 0]],
    ] as const)
      Object.assign(draft.header[`rnn.weight_${name}_l0`] as object, { shape, data_offsets: [0, 0] });
    for (const name of ["ih", "hh"])
      Object.assign(draft.header[`rnn.bias_${name}_l0`] as object, { shape: [0], data_offsets: [0, 0] });
  },
  "no words": (draft) => Object.assign(draft.header["embedding.weight"] as object, { shape: [0, 4], data_offsets: [0, 0] }),
  "no inputs": (draft, random) =>
    Object.assign(draft.header["embedding.weight"] as object, {
      shape: [pick(random, [30, 2 ** 31, 2 ** 53 - 1]), 0],
      data_offsets: [0, 0],
    }),
  "a huge side": (draft, random) => {
    const { tensor } = anyTensor(draft, random);
    const shape = tensor.shape as number[];
    shape[Math.floor(random() * shape.length)] = pick(random, [2 ** 31, 2 ** 32, 2 ** 53 - 1, 1e15, 65_537]);
  },
  "a side one off": (draft, random) => {
    const shape = anyTensor(draft, random).tensor.shape as number[];
    const at = Math.floor(random() * shape.length);
    shape[at] = (shape[at] as number) + pick(random, [-1, 1]);
  },
  "a side of another kind": (draft, random) => {
    const shape = anyTensor(draft, random).tensor.shape as unknown[];
    shape[Math.floor(random() * shape.length)] = pick(random, numbers);
  },
  "another number of sides": (draft, random) => {
    anyTensor(draft, random).tensor.shape = pick(random, [
      [],
      [1],
      [4, 4, 4],
      [1, 1, 1, 1],
      Array(5000).fill(1),
      Array(64).fill(2),
    ]);
  },
  "a shape that is none": (draft, random) => {
    anyTensor(draft, random).tensor.shape = pick(random, [...numbers, "4,4", nested(50)]);
  },
  "another type": (draft, random) => {
    anyTensor(draft, random).tensor.dtype = pick(random, [
      "F64",
      "I8",
      "U8",
      "I64",
      "BOOL",
      "F16",
      "BF16",
      "F8_E4M3",
      "",
      "f32",
      32,
      null,
      ...names,
    ]);
  },
  "places that overlap": (draft, random) => {
    anyTensor(draft, random).tensor.data_offsets = [0, pick(random, [4, 16, 64, 256])];
  },
  "places beyond the end": (draft, random) => {
    const at = draft.data.length;
    anyTensor(draft, random).tensor.data_offsets = pick(random, [
      [at, at + 64],
      [0, at + 4],
      [2 ** 40, 2 ** 41],
    ]);
  },
  "places that run backwards": (draft, random) => {
    anyTensor(draft, random).tensor.data_offsets = pick(random, [
      [64, 0],
      [-4, 60],
      [1.5, 64],
      [0, 63],
    ]);
  },
  "places that are none": (draft, random) => {
    anyTensor(draft, random).tensor.data_offsets = pick(random, [...numbers, [], [0], [0, 64, 128], ["0", "64"]]);
  },
  "a tensor that is missing": (draft, random) => {
    delete draft.header[anyTensor(draft, random).name];
  },
  "a tensor of another name": (draft, random) => {
    const { name, tensor } = anyTensor(draft, random);
    delete draft.header[name];
    Object.defineProperty(
      draft.header,
      pick(random, [...names, "rnn.weight_ih_l1", "rnn.weight_hh_l9999999", "embedding.weight"]),
      { value: tensor, enumerable: true, configurable: true, writable: true },
    );
  },
  "a tensor too many": (draft, random) => {
    const { tensor } = anyTensor(draft, random);
    const name = pick(random, [
      "rnn.weight_ih_l1",
      "rnn.weight_ih_l0_reverse",
      "rnn.weight_hr_l0",
      "other.weight",
      "embedding2.weight",
      ...names,
    ]);
    Object.defineProperty(draft.header, name, {
      value: structuredClone(tensor),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  },
  "a layer that is skipped": (draft) => {
    for (const part of ["weight_ih", "weight_hh", "bias_ih", "bias_hh"])
      draft.header[`rnn.${part}_l2`] = structuredClone(draft.header[`rnn.${part}_l0`]);
  },
  "a tensor that is none": (draft, random) => {
    draft.header[anyTensor(draft, random).name] = pick(random, [...numbers, nested(20_000)]);
  },
  "thousands of tensors": (draft, random) => {
    for (let k = 0; k < pick(random, [100, 3000]); k++)
      draft.header[`t${k}`] = { dtype: "F32", shape: [0], data_offsets: [0, 0] };
  },
  "a header of another length": (draft, random) => {
    draft.announced = pick(random, [0n, 1n, 2n, 7n, 100n, 2n ** 31n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]);
  },
  "a header that is none": (draft, random) => {
    (draft as { header: unknown }).header = pick(random, [
      "",
      "{",
      "[]",
      "null",
      "1",
      "[".repeat(100_000),
      `{"a":${"1".repeat(1000)}}`,
      "\ufeff{}",
      '{"a":1,"a":2}',
    ]);
  },
  "metadata of another kind": (draft, random) => {
    draft.header["__metadata__"] = pick(random, [
      ...numbers,
      { format: 1 },
      nested(20_000),
      { [pick(random, names)]: "x" },
      "x".repeat(100_000),
    ]);
  },
  "weights that are no numbers": (draft, random) => {
    const values = new Float32Array(draft.data.buffer);
    for (let k = 0; k < pick(random, [1, 20]); k++)
      values[Math.floor(random() * values.length)] = pick(random, [Number.NaN, Infinity, -Infinity]);
    draft.mayOverflow = true;
  },
  "weights without end": (draft, random) => {
    const values = new Float32Array(draft.data.buffer);
    const size = pick(random, [1e38, 3e38, 1e20, 1e-45]);
    for (let k = 0; k < values.length; k++) values[k] = (values[k] as number) * size;
    draft.mayOverflow = true;
  },
  "data cut short": (draft, random) => {
    draft.data = draft.data.slice(0, Math.floor(random() * draft.data.length));
  },
  "data too long": (draft, random) => {
    const longer = new Uint8Array(draft.data.length + pick(random, [1, 4, 1000]));
    longer.set(draft.data);
    draft.data = longer;
  },
  "an embedding of one": (draft) => {
    shapeOf(draft, "embedding.weight").reverse();
  },
};
