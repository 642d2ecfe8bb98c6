import type { KernelRoom } from "./kernels.ts";

/** Everything begins on a vector of four, and a block of eight may be read from the last number on. */
const VECTOR = 4;
const SLACK = 8;

/** float32 that an array takes. */
export function lengthOf(length: number): number {
  return Math.ceil(length / VECTOR) * VECTOR + SLACK;
}

/** float32 that `build` allocates and packs. @param sizeOf float32 that a packed matrix takes */
export function countFloats(build: (room: KernelRoom) => unknown, sizeOf: (rows: number, columns: number) => number): number {
  let floats = 0;
  const counted: Partial<KernelRoom> = {
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
    reserve: (rows, columns) => {
      floats += sizeOf(rows, columns);
      return { rows, columns, weights: new Float32Array(0), address: 0 };
    },
  };
  const refuse = (): never => {
    throw new RangeError("nothing is computed while a room is being built");
  };
  build(new Proxy(counted, { get: (own, name) => own[name as keyof KernelRoom] ?? refuse }) as KernelRoom);
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
