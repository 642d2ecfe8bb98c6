import type { KernelRoom } from "./kernels.ts";

/** Everything begins on a vector of four, and a vector may be read beyond the last number. */
const VECTOR = 4;

/** float32 that an array takes. */
export function lengthOf(length: number): number {
  return Math.ceil(length / VECTOR) * VECTOR + VECTOR;
}

/** float32 that `build` allocates and packs. @param sizeOf float32 that a packed matrix takes */
export function countFloats(build: (room: KernelRoom) => unknown, sizeOf: (rows: number, columns: number) => number): number {
  let floats = 0;
  const refuse = () => {
    throw new RangeError("nothing is computed while a room is being built");
  };
  build({
    values: new Float32Array(0),
    allocate: (length) => {
      floats += lengthOf(length);
      return 0;
    },
    keep: (array) => {
      floats += lengthOf(array.length);
      return 0;
    },
    pack: (weights, rows, columns) => {
      floats += sizeOf(rows, columns);
      return { rows, columns, weights, address: 0 };
    },
    matrixVector: refuse,
    matrixProduct: refuse,
    copy: refuse,
    sum: refuse,
    product: refuse,
    products: refuse,
    sigmoid: refuse,
    tanh: refuse,
  });
  return floats;
}

/** Hands out addresses one after the other. @throws RangeError where more is allocated than was counted */
export function createReserve(floats: number, first: number): (length: number) => number {
  let next = first;
  return (length) => {
    const address = next;
    next += length;
    if (next > first + floats) throw new RangeError("more is allocated than was counted");
    return address;
  };
}
