import { countFloats, createReserve, lengthOf } from "./count-room.ts";
import type { KernelRoom, Kernels } from "./kernels.ts";

/** What is not computed by itself, in memory: what allocates, and what takes a matrix or rates. */
type Own = "values" | "allocate" | "keep" | "pack" | "reserve" | "repack" | "adam";
type Multiplying = "matrixVector" | "matrixProduct" | "addMatrixProduct" | "columnProduct";
type Product = (weights: number, x: number, out: number, rows: number, inner: number, count: number, adds: 0 | 1) => void;
type Pack = (from: number, to: number, rows: number, columns: number) => void;

/** What the `.assembly.ts` files export: addresses and lengths in float32. */
interface Exports extends Omit<KernelRoom, Own | Multiplying> {
  readonly matrixVector: (weights: number, x: number, out: number, rows: number, inner: number) => void;
  readonly matrixProduct: Product;
  readonly columnProduct: Product;
  readonly packRows: Pack;
  readonly packColumns: Pack;
  /** weights, gradient, mean, square, length, rate, β1, 1 − β1, β2, 1 − β2, 1 / √(1 − β2^step), ε. */
  readonly adam: (...all: readonly number[]) => void;
}

/** Rows of a block of packed weights. */
const BLOCK = 8;
const BYTES = 4;
const PAGE_BYTES = 65_536;
/** The first numbers are the kernels' own: from byte 1024 on AssemblyScript puts a tile of 8 KB, and constants in less than 1 KB. */
const FIRST = 2560;

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
    ...run,
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
    reserve: (rows, columns) => ({ rows, columns, weights: empty, address: reserve(sizeOf(rows, columns)) }),
    repack: ({ address, rows, columns }, from, order) =>
      (order === "rows" ? run.packRows : run.packColumns)(from, address, rows, columns),
    matrixVector: ({ address, rows, columns }, x, out) => run.matrixVector(address, x, out, rows, columns),
    matrixProduct: ({ address, rows, columns }, x, out, count) => run.matrixProduct(address, x, out, rows, columns, count, 0),
    addMatrixProduct: ({ address, rows, columns }, x, out, count) => run.matrixProduct(address, x, out, rows, columns, count, 1),
    columnProduct: ({ address, rows, columns }, x, out, count) => run.columnProduct(address, x, out, rows, columns, count, 0),
    adam: ({ weights, gradient, mean, square }, length, step, { learningRate, beta1, beta2, epsilon }) => {
      const rate = learningRate / (1 - beta1 ** step);
      const correction = 1 / Math.sqrt(1 - beta2 ** step);
      run.adam(weights, gradient, mean, square, length, rate, beta1, 1 - beta1, beta2, 1 - beta2, correction, epsilon);
    },
  };
}

const empty = new Float32Array(0);

/** weights (M, K) as [M / 8][K][8]; the rows that fill the last block stay zero. */
function packBlocks(weights: Float32Array, rows: number, columns: number, packed: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    const start = Math.floor(row / BLOCK) * BLOCK * columns + (row % BLOCK);
    for (let k = 0; k < columns; k++) packed[start + k * BLOCK] = weights[row * columns + k] as number;
  }
}
