import { countFloats, createReserve, lengthOf } from "./count-room.ts";
import type { KernelRoom, Kernels } from "./kernels.ts";

/** What `simd.assembly.ts` exports; addresses in bytes, lengths in float32. */
interface Exports {
  readonly matrixVector: (weights: number, x: number, out: number, rows: number, inner: number) => void;
  readonly matrixProduct: (weights: number, x: number, out: number, rows: number, inner: number, count: number) => void;
  readonly copy: (from: number, to: number, length: number) => void;
  readonly sum: (a: number, b: number, c: number, out: number, length: number) => void;
  readonly product: (a: number, b: number, out: number, length: number) => void;
  readonly products: (a: number, b: number, c: number, d: number, out: number, length: number) => void;
  readonly sigmoid: (x: number, out: number, length: number) => void;
  readonly tanh: (x: number, out: number, length: number) => void;
}

/** Rows of a block of packed weights. */
const BLOCK = 8;
const BYTES = 4;
const PAGE_BYTES = 65_536;
/** The first numbers stay free: nothing has the address 0. */
const FIRST = 16;

/**
 * Kernels in WebAssembly with 128-bit vectors. A memory is as large as it is asked to be and never grows: growing would take the page's
 * views away. @throws CompileError where the bytes are not for this machine
 */
export function createSimdKernels(id: string, bytes: Uint8Array<ArrayBuffer>): Kernels {
  const module = new WebAssembly.Module(bytes);
  return { id, open: (build) => build(openRoom(module, countFloats(build, sizeOf))) };
}

function sizeOf(rows: number, columns: number): number {
  return Math.ceil(rows / BLOCK) * BLOCK * columns;
}

function openRoom(module: WebAssembly.Module, floats: number): KernelRoom {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(((FIRST + floats) * BYTES) / PAGE_BYTES) });
  const run = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
  const values = new Float32Array(memory.buffer);
  const reserve = createReserve(floats, FIRST);
  return {
    values,
    allocate: (length) => reserve(lengthOf(length)),
    keep: (array) => {
      const address = reserve(lengthOf(array.length));
      values.set(array, address);
      return address;
    },
    pack: (weights, rows, columns) => {
      const address = reserve(sizeOf(rows, columns));
      packBlocks(weights, rows, columns, values.subarray(address, address + sizeOf(rows, columns)));
      return { rows, columns, weights, address };
    },
    matrixVector: ({ address, rows, columns }, x, out) => run.matrixVector(address * 4, x * 4, out * 4, rows, columns),
    matrixProduct: ({ address, rows, columns }, x, out, count) =>
      run.matrixProduct(address * 4, x * 4, out * 4, rows, columns, count),
    copy: (from, to, length) => run.copy(from * 4, to * 4, length),
    sum: (a, b, c, out, length) => run.sum(a * 4, b * 4, c * 4, out * 4, length),
    product: (a, b, out, length) => run.product(a * 4, b * 4, out * 4, length),
    products: (a, b, c, d, out, length) => run.products(a * 4, b * 4, c * 4, d * 4, out * 4, length),
    sigmoid: (x, out, length) => run.sigmoid(x * 4, out * 4, length),
    tanh: (x, out, length) => run.tanh(x * 4, out * 4, length),
  };
}

/** weights (M, K) as [M / 8][K][8]; the rows that fill the last block stay zero. */
function packBlocks(weights: Float32Array, rows: number, columns: number, packed: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    const start = Math.floor(row / BLOCK) * BLOCK * columns + (row % BLOCK);
    for (let k = 0; k < columns; k++) packed[start + k * BLOCK] = weights[row * columns + k] as number;
  }
}
