import { expect } from "vitest";
import { named, refusalOf, type WrittenTensor, writeSafetensors } from "./files.ts";
import { distance, drawModel, expectLogits, openAndRun, type Side, type WrittenModel, written } from "./written-model.ts";

/** Tensors of a file by name. */
export type Tensors = Readonly<Record<string, WrittenTensor>>;

/** Of logits, in float32 against float64. */
const TOLERANCE = 2e-5;
/** What is typed in all cases; the vocabulary is one of ids. */
export const ids = [3, 0, 2, 1, 2];
export const text = ids.join(" ");

/** Opens the files, runs the ids and compares with float64; returns what the reader is told, doubts first. */
export function expectRight(model: WrittenModel, tensors: Tensors, ...sides: Side[]): string {
  const { logits, doubts, notes, ids: read } = openAndRun(tensors, sides, text);
  expect(read).toEqual(ids);
  expect(distance(logits, expectLogits(model, ids))).toBeLessThan(TOLERANCE);
  return `${doubts}${notes}`;
}

/** Why the files are refused, in one line. */
export function refusal(tensors: Tensors, ...sides: Side[]): string {
  const { title, detail } = refusalOf([
    named("my.safetensors", writeSafetensors(tensors)),
    ...sides.map(({ name, content }) => named(name, content)),
  ]);
  expect(detail).toContain("Nothing was changed");
  return `${title}. ${detail}`;
}

/** D ≠ H */
export const wide = drawModel({ words: 7, inputs: 3, units: 4 });
/** D = H: embedding and readout have one shape. */
export const even = drawModel({ words: 7, inputs: 4, units: 4, seed: 2 });
/** V = D = H. */
export const square = drawModel({ words: 5, inputs: 5, units: 5, seed: 3 });

/** The same model without a bias of its readout. */
export const without = (model: WrittenModel, part: "readoutBias"): WrittenModel => ({
  ...model,
  [part]: { shape: model[part].shape, values: new Float32Array(model[part].values.length) },
});
/** Its two tables and the bias under these names. */
export const tables = (
  model: WrittenModel,
  embedding: string,
  readout: string,
  bias: string | null,
): Record<string, WrittenTensor> => ({
  [embedding]: written(model.embedding),
  [readout]: written(model.readout),
  ...(bias === null ? {} : { [bias]: written(model.readoutBias) }),
});
