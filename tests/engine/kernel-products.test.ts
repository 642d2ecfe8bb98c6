import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Kernels } from "../../src/engine/kernels/kernels.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { createRandom } from "../../src/engine/random.ts";
import { allKernels as all } from "./all-kernels.ts";

const shapes = fc.record({
  rows: fc.constantFrom(1, 3, 8, 33, 127),
  inner: fc.constantFrom(1, 3, 33, 127, 512, 513, 1100),
  count: fc.constantFrom(1, 2, 3, 4, 5, 9),
  seed: fc.integer(),
});
type Shape = { readonly rows: number; readonly inner: number; readonly count: number; readonly seed: number };

function draw(seed: number, length: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => 4 * random() - 2);
}

function transpose(from: Float32Array, columns: number): Float32Array {
  const rows = from.length / columns;
  return Float32Array.from(from, (_, at) => from[(at % rows) * columns + Math.floor(at / rows)] as number);
}

function openProducts(kernels: Kernels, { rows, inner, count, seed }: Shape) {
  const weights = draw(seed, rows * inner);
  const x = draw(seed + 1, count * inner);
  const opened = kernels.open((room) => ({
    room,
    packed: room.pack(weights, rows, inner),
    reserved: room.reserve(rows, inner),
    weights: room.allocate(rows * inner),
    transposed: room.allocate(rows * inner),
    x: room.allocate(count * inner),
    columns: room.allocate(count * inner),
    out: room.allocate(count * rows + 8),
  }));
  const { values } = opened.room;
  values.set(weights, opened.weights);
  values.set(transpose(weights, inner), opened.transposed);
  values.set(x, opened.x);
  values.set(transpose(x, inner), opened.columns);
  values.fill(77, opened.out, opened.out + count * rows + 8);
  const read = () => Array.from(values.subarray(opened.out, opened.out + count * rows + 8));
  return { ...opened, read };
}

describe.each(all.map((kernels) => ({ id: kernels.id, kernels })))("the kernels $id", ({ kernels }) => {
  test("multiply with weights taken by rows, by columns, and with x by columns, to the same bits", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { room, packed, reserved, weights, transposed, x, columns, out, read } = openProducts(kernels, shape);
        room.matrixProduct(packed, x, out, shape.count);
        const wanted = read();
        expect(wanted.slice(-8)).toEqual(new Array(8).fill(77));
        for (const [order, from] of [
          ["rows", weights],
          ["columns", transposed],
        ] as const) {
          room.repack(reserved, from, order);
          room.values.fill(0, out, out + shape.count * shape.rows);
          room.matrixProduct(reserved, x, out, shape.count);
          expect(read()).toEqual(wanted);
        }
        room.values.fill(0, out, out + shape.count * shape.rows);
        room.columnProduct(packed, columns, out, shape.count);
        expect(read()).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  test("are the sums over k to rounding where k is long, and the rows one by one", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { rows, inner, count } = shape;
        const { room, packed, x, out, read } = openProducts(kernels, shape);
        room.matrixProduct(packed, x, out, count);
        const found = read();
        for (let n = 0; n < count; n++) {
          for (let m = 0; m < rows; m++) {
            let [sum, size] = [0, 0];
            for (let k = 0; k < inner; k++) {
              const term = (packed.weights[m * inner + k] as number) * (room.values[x + n * inner + k] as number);
              sum += term;
              size += Math.abs(term);
            }
            expect(Math.abs((found[n * rows + m] as number) - sum)).toBeLessThanOrEqual(size * inner * 2 ** -24);
          }
          room.matrixVector(packed, x + n * inner, out);
          expect(read().slice(0, rows)).toEqual(found.slice(n * rows, (n + 1) * rows));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("go on with the sums that are there", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { rows, inner, count, seed } = shape;
        const { room, packed, x, out, read } = openProducts(kernels, shape);
        room.matrixProduct(packed, x, out, count);
        const product = read();
        const before = draw(seed + 2, rows * count);
        room.values.set(before, out);
        room.addMatrixProduct(packed, x, out, count);
        read().forEach((found, at) => {
          const wanted = (product[at] as number) + (before[at] ?? 0);
          const allowed = at >= rows * count ? 0 : 4 * (inner + 1) * inner * 2 ** -23;
          if (at < rows * count) expect(Math.abs(found - wanted)).toBeLessThanOrEqual(allowed);
          else expect(found).toBe(77);
        });
      }),
      { numRuns: 40 },
    );
  });

  test("give a sum in two parts the bits of the whole", () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(1, 8, 600), ({ rows, inner, count, seed }, cut) => {
        const weights = draw(seed, rows * (inner + cut));
        const x = draw(seed + 1, count * (inner + cut));
        const left = (values: Float32Array) => values.filter((_, at) => at % (inner + cut) < cut);
        const right = (values: Float32Array) => values.filter((_, at) => at % (inner + cut) >= cut);
        const opened = kernels.open((room) => ({
          room,
          whole: room.pack(weights, rows, inner + cut),
          first: room.pack(left(weights), rows, cut),
          second: room.pack(right(weights), rows, inner),
          x: room.keep(x),
          left: room.keep(left(x)),
          right: room.keep(right(x)),
          one: room.allocate(count * rows),
          two: room.allocate(count * rows),
        }));
        const { room, one, two } = opened;
        room.matrixProduct(opened.whole, opened.x, one, count);
        room.matrixProduct(opened.first, opened.left, two, count);
        room.addMatrixProduct(opened.second, opened.right, two, count);
        const read = (at: number) => Array.from(room.values.subarray(at, at + count * rows));
        // The reference rounds once a product, so twice here.
        if (kernels !== typescriptKernels) expect(read(two)).toEqual(read(one));
        else read(two).forEach((found, at) => void expect(Math.abs(found - (read(one)[at] as number))).toBeLessThan(1e-3));
      }),
      { numRuns: 40 },
    );
  });
});
