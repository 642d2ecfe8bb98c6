import { readFileSync } from "node:fs";
import type { NamedBytes } from "../../src/engine/formats/format.ts";
import type { Model } from "../../src/engine/model.ts";
import { openFiles } from "../../src/engine/open-files.ts";
import type { OpenedModel } from "../../src/engine/opened-model.ts";
import type { Problem } from "../../src/engine/problem.ts";

/** A file beside the tests, by its path from the root of the repository. */
export function readBytes(path: string): Buffer {
  return readFileSync(new URL(`../../${path}`, import.meta.url));
}

/** The same, as the reader would drop it on the page. */
export function readNamed(path: string): NamedBytes {
  return named(path.split("/").at(-1) as string, readBytes(path));
}

export function named(name: string, content: Uint8Array | string): NamedBytes {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { name, bytes: Uint8Array.from(bytes).buffer };
}

/** A tensor to be written into a file. */
export interface WrittenTensor {
  readonly type: string;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

export function float32(shape: readonly number[], values: ArrayLike<number>): WrittenTensor {
  return { type: "F32", shape, data: new Uint8Array(Float32Array.from(values).buffer) };
}

/** Bytes of a safetensors file with these tensors, in order and without holes. */
export function writeSafetensors(tensors: Readonly<Record<string, WrittenTensor>>): Uint8Array {
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, { type, shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: type, shape, data_offsets: [offset, offset + data.length] };
    offset += data.length;
  }
  return joinSafetensors(JSON.stringify(header), Buffer.concat(Object.values(tensors).map((tensor) => tensor.data)));
}

/** Bytes of a safetensors file with this header, whatever it says, and this data. */
export function joinSafetensors(header: string, data: Uint8Array, announced = Buffer.byteLength(header)): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(announced));
  return Buffer.concat([length, Buffer.from(header), data]);
}

/** @throws Error with the problem where the files are refused. */
export function openOrThrow(files: readonly NamedBytes[]): OpenedModel {
  const result = openFiles(files);
  if (!result.ok) throw new Error(`${result.problem.title}: ${result.problem.detail}`);
  return result.value;
}

/** Why the files are refused. @throws Error where they are not. */
export function refusalOf(files: readonly NamedBytes[]): Problem {
  const result = openFiles(files);
  if (result.ok) throw new Error(`opened: ${result.value.found}`);
  return result.problem;
}

/** A network of the gallery, with its words. */
export function openSmall(id: string): Model {
  return openOrThrow(["model.safetensors", "config.json", "vocab.json"].map((name) => readNamed(`public/small/${id}/${name}`)))
    .model;
}
