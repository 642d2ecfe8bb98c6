import type { KernelRoom, Kernels, Matrix } from "./kernels.ts";

/** What `simd.assembly.ts` exports; addresses in bytes, lengths in float32. */
interface Exports {
  readonly matrixVector: (weights: number, x: number, out: number, rows: number, inner: number) => void;
  readonly matrixProduct: (weights: number, x: number, out: number, rows: number, inner: number, count: number) => void;
  readonly sigmoid: (x: number, out: number, length: number) => void;
  readonly tanh: (x: number, out: number, length: number) => void;
}

/** Rows of a block of packed weights, and float32 in a vector: everything begins on a vector. */
const BLOCK = 8;
const VECTOR = 4;
const BYTES = 4;
const PAGE_BYTES = 65_536;
/** The first bytes stay free: nothing has the address 0. */
const FIRST_BYTE = 64;

const roundUp = (length: number, to: number) => Math.ceil(length / to) * to;

/**
 * Kernels in WebAssembly with 128-bit vectors. A memory is as large as it is asked to be and never grows: growing would take the page's
 * views away. @throws CompileError where the bytes are not for this machine
 */
export function createSimdKernels(id: string, bytes: Uint8Array<ArrayBuffer>): Kernels {
  const module = new WebAssembly.Module(bytes);
  return {
    id,
    open: (build) => {
      const count = createCounter();
      build(count.room);
      return build(openRoom(module, count.floats()));
    },
  };
}

const lengthOf = (length: number) => roundUp(length, VECTOR) + VECTOR;
const sizeOf = (rows: number, columns: number) => roundUp(rows, BLOCK) * columns;

/** Computes nothing: counts what is allocated. */
function createCounter(): { readonly room: KernelRoom; readonly floats: () => number } {
  let floats = 0;
  const refuse = () => {
    throw new RangeError("nothing is computed while a room is being built");
  };
  return {
    floats: () => floats,
    room: {
      allocate: (length) => {
        floats += lengthOf(length);
        return new Float32Array(length);
      },
      pack: (weights, rows, columns) => {
        floats += sizeOf(rows, columns);
        return { rows, columns, weights, address: 0 };
      },
      matrixVector: refuse,
      matrixProduct: refuse,
      sigmoid: refuse,
      tanh: refuse,
    },
  };
}

function openRoom(module: WebAssembly.Module, floats: number): KernelRoom {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((FIRST_BYTE + floats * BYTES) / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { matrixVector, matrixProduct, sigmoid, tanh } = exports as unknown as Exports;
  let next = FIRST_BYTE;

  const reserve = (length: number): number => {
    const address = next;
    next += length * BYTES;
    if (next > FIRST_BYTE + floats * BYTES) throw new RangeError("more is allocated than was counted");
    return address;
  };
  return {
    // A vector may be read beyond the last number.
    allocate: (length) => new Float32Array(memory.buffer, reserve(lengthOf(length)), length),
    pack: (weights, rows, columns) => {
      const size = sizeOf(rows, columns);
      const address = reserve(size);
      packBlocks(weights, rows, columns, new Float32Array(memory.buffer, address, size));
      return { rows, columns, weights, address };
    },
    matrixVector: ({ address, rows, columns }: Matrix, x, out) =>
      matrixVector(address, x.byteOffset, out.byteOffset, rows, columns),
    matrixProduct: ({ address, rows, columns }: Matrix, x, out, count) =>
      matrixProduct(address, x.byteOffset, out.byteOffset, rows, columns, count),
    sigmoid: (x, out) => sigmoid(x.byteOffset, out.byteOffset, x.length),
    tanh: (x, out) => tanh(x.byteOffset, out.byteOffset, x.length),
  };
}

/** weights (M, K) as [M / 8][K][8]; the rows that fill the last block stay zero. */
function packBlocks(weights: Float32Array, rows: number, columns: number, packed: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    const start = Math.floor(row / BLOCK) * BLOCK * columns + (row % BLOCK);
    for (let k = 0; k < columns; k++) packed[start + k * BLOCK] = weights[row * columns + k] as number;
  }
}
