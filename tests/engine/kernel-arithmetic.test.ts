import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AdamRates, KernelRoom, Kernels } from "../../src/engine/kernels/kernels.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { createRandom } from "../../src/engine/random.ts";
import { softmax } from "../../src/engine/softmax.ts";
import { allKernels as all, simdKernels } from "./all-kernels.ts";

const lengths = fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 33, 127);

function draw(seed: number, length: number, size = 2): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => size * (2 * random() - 1));
}

interface Opened {
  readonly room: KernelRoom;
  /** Addresses of what was given. */
  readonly at: readonly number[];
}

/** Opens a room that holds these vectors, each with a guard of 77s behind it. */
function open(kernels: Kernels, given: readonly ArrayLike<number>[]): Opened {
  const opened = kernels.open((room) => ({ room, at: given.map(({ length }) => room.allocate(length + 4)) }));
  given.forEach((values, k) => {
    opened.room.values.set([...Array.from(values), 77, 77, 77, 77], opened.at[k]);
  });
  return opened;
}

const read = (room: KernelRoom, at: number, length: number) => Array.from(room.values.subarray(at, at + length));

/** Largest difference beside the largest wanted number (or `least`), in units of float32's rounding; NaN and infinities must be the same. */
function unitsApart(found: readonly number[], wanted: readonly number[], least = 2 ** -126): number {
  const scale = Math.max(least, ...wanted.filter(Number.isFinite).map(Math.abs)) * 2 ** -23;
  return Math.max(
    0,
    ...found.map((value, n) => (Object.is(value, wanted[n]) ? 0 : Math.abs(value - (wanted[n] as number)) / scale)),
  );
}

const elementwise: Readonly<Record<string, (room: KernelRoom, at: readonly number[], out: number, length: number) => void>> = {
  add: (room, [a = 0, b = 0], out, length) => room.add(a, b, out, length),
  addProduct: (room, [a = 0, b = 0, c = 0], out, length) => {
    room.copy(c, out, length);
    room.addProduct(a, b, out, length);
  },
  scale: (room, [a = 0], out, length) => room.scale(a, 0.3, out, length),
  exponential: (room, [a = 0], out, length) => room.exponential(a, out, length),
  sigmoidSlope: (room, [a = 0], out, length) => room.sigmoidSlope(a, out, length),
  tanhSlope: (room, [a = 0], out, length) => room.tanhSlope(a, out, length),
  sigmoidBack: (room, [a = 0, b = 0, c = 0], out, length) => room.sigmoidBack(a, b, c, out, length),
  tanhBack: (room, [a = 0, b = 0, c = 0], out, length) => room.tanhBack(a, b, c, out, length),
};

describe.each(simdKernels.map((kernels) => ({ id: kernels.id, kernels })))("the kernels $id", ({ kernels }) => {
  test.each(Object.entries(elementwise))(
    "compute %s as the reference does, in place too, and touch nothing behind",
    (_, compute) => {
      fc.assert(
        fc.property(lengths, fc.integer(), (length, seed) => {
          const given = [0, 1, 2].map((k) => draw(seed + k, length));
          const [ours, reference] = [kernels, typescriptKernels].map((each) => open(each, [...given, new Float32Array(length)]));
          if (ours === undefined || reference === undefined) throw new Error("no room");
          const out = ours.at[3] as number;
          compute(ours.room, ours.at, out, length);
          compute(reference.room, reference.at, reference.at[3] as number, length);
          const found = read(ours.room, out, length);
          // A sum may cancel: its error is that of what is summed.
          expect(unitsApart(found, read(reference.room, reference.at[3] as number, length), 1)).toBeLessThan(4);
          expect(read(ours.room, out + length, 4)).toEqual([77, 77, 77, 77]);
          compute(ours.room, [ours.at[0] as number, ours.at[1] as number, ours.at[2] as number], ours.at[0] as number, length);
          if (compute !== elementwise["addProduct"]) expect(read(ours.room, ours.at[0] as number, length)).toEqual(found);
        }),
      );
    },
  );

  test("put rows in turn, and touch nothing behind", () => {
    for (const [rows, columns] of [
      [1, 1],
      [4, 3],
      [4, 33],
      [2, 127],
      [3, 8],
    ] as const) {
      const [a, b] = [draw(1, rows * columns), draw(2, rows * columns)];
      const { room, at } = open(kernels, [a, b, new Float32Array(2 * rows * columns)]);
      const [from = 0, other = 0, out = 0] = at;
      room.interleave(from, other, out, rows, columns);
      const wanted = Array.from({ length: rows }, (_, row) => [
        ...a.subarray(row * columns, (row + 1) * columns),
        ...b.subarray(row * columns, (row + 1) * columns),
      ]);
      expect(read(room, out, 2 * rows * columns)).toEqual(wanted.flat());
      expect(read(room, out + 2 * rows * columns, 4)).toEqual([77, 77, 77, 77]);
    }
  });

  test("compute e^x to about two units in the last place over the whole range, and the slopes of σ and tanh to four", () => {
    const sweep = Float32Array.from({ length: 200_000 }, (_, n) => -104 + (193 * n) / 200_000);
    const { room, at } = open(kernels, [sweep]);
    const [x = 0] = at;
    const worst = (compute: (x: number) => void, exact: (x: number) => number) => {
      room.values.set(sweep, x);
      compute(x);
      let largest = 0;
      sweep.forEach((input, n) => {
        const wanted = exact(input);
        if (wanted > 3.4e38) return;
        const unit = Math.max(2 ** (Math.floor(Math.log2(wanted)) - 23), 2 ** -149);
        largest = Math.max(largest, Math.abs((room.values[x + n] as number) - wanted) / unit);
      });
      return largest;
    };
    expect(worst((from) => room.exponential(from, from, sweep.length), Math.exp)).toBeLessThan(2);
    const slope = (z: number) => Math.exp(-Math.abs(z)) / (1 + Math.exp(-Math.abs(z))) ** 2;
    expect(worst((from) => room.sigmoidSlope(from, from, sweep.length), slope)).toBeLessThan(4);
    expect(
      worst(
        (from) => room.tanhSlope(from, from, sweep.length),
        (z) => 4 * slope(2 * z),
      ),
    ).toBeLessThan(4);
  });

  test("take a step of Adam as the reference does, over ten steps and every length", () => {
    const rates: AdamRates = { learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    fc.assert(
      fc.property(lengths, fc.integer(), (length, seed) => {
        const rooms = [kernels, typescriptKernels].map((each) => {
          const zeros = new Float32Array(length);
          const { room, at } = open(each, [draw(seed, length), zeros, zeros, zeros]);
          const [weights = 0, gradient = 0, mean = 0, square = 0] = at;
          for (let step = 1; step <= 10; step++) {
            room.values.set(draw(seed + step, length), gradient);
            room.adam({ weights, gradient, mean, square }, length, step, rates);
          }
          return at.map((address) => read(room, address, length + 4));
        });
        rooms[0]?.forEach((found, k) => {
          expect(unitsApart(found, rooms[1]?.[k] ?? [])).toBeLessThan(8);
        });
      }),
    );
  });
});

describe.each(all.map((kernels) => ({ id: kernels.id, kernels })))("the kernels $id", ({ kernels }) => {
  test("give e^x and the slopes their ends, and pass NaN on", () => {
    const given = [-Infinity, -104.5, -0, 0, 89, Infinity, Number.NaN];
    const { room, at } = open(kernels, [given, given, given]);
    const [a = 0, b = 0, c = 0] = at;
    room.exponential(a, a, given.length);
    expect(read(room, a, given.length)).toEqual([0, 0, 1, 1, Infinity, Infinity, Number.NaN]);
    room.sigmoidSlope(b, b, given.length);
    expect(read(room, b, 4)).toEqual([0, 0, 0.25, 0.25]);
    expect(read(room, b + 5, 2)).toEqual([0, Number.NaN]);
    room.tanhSlope(c, c, given.length);
    expect(read(room, c, given.length)).toEqual([0, 0, 1, 1, 0, 0, Number.NaN]);
  });

  test("make rows into shares as softmax in float64 does, in place, whatever is beside them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        lengths,
        fc.constantFrom(2, 50, 1e38),
        fc.integer(),
        (rows, columns, size, seed) => {
          const x = draw(seed, rows * columns, size);
          const { room, at } = open(kernels, [x]);
          const [out = 0] = at;
          room.softmax(out, out, rows, columns);
          for (let row = 0; row < rows; row++) {
            const wanted = Array.from(softmax(x.subarray(row * columns, (row + 1) * columns)));
            expect(unitsApart(read(room, out + row * columns, columns), wanted)).toBeLessThan(size > 1e37 ? 1 : 4);
          }
          expect(read(room, out + rows * columns, 4)).toEqual([77, 77, 77, 77]);
        },
      ),
    );
  });

  test("make a row of NaN where one number is NaN or ∞, or all are −∞, and leave the next row alone", () => {
    for (const row of [
      [0, Number.NaN, 1, 2, 3],
      [0, Infinity, 1, 2, 3],
      [-Infinity, -Infinity, -Infinity, -Infinity, -Infinity],
    ]) {
      const { room, at } = open(kernels, [[...row, -Infinity, 0, 0, -Infinity, -Infinity]]);
      const [x = 0] = at;
      room.softmax(x, x, 2, 5);
      expect(read(room, x, 5)).toEqual(new Array(5).fill(Number.NaN));
      expect(read(room, x + 5, 5)).toEqual([0, 0.5, 0.5, 0, 0]);
    }
  });

  test("measure vectors whose squares float32 cannot hold", () => {
    fc.assert(
      fc.property(lengths, fc.constantFrom(1e-42, 1e-25, 1, 1e25, 3e38), fc.integer(), (length, size, seed) => {
        const x = draw(seed, length, size);
        const { room, at } = open(kernels, [x, [0]]);
        const [from = 0, out = 0] = at;
        const wanted = Math.hypot(...x);
        expect(Math.abs(room.norm(from, length) / wanted - 1)).toBeLessThan(1e-14);
        expect(room.largest(from, length)).toBe(Math.max(...x.map(Math.abs)));
        room.norms(from, out, 1, length);
        expect(room.values[out]).toBe(Math.fround(room.norm(from, length)));
      }),
    );
    const { room, at } = open(kernels, [
      [1, -Infinity, 2, 0, 3],
      [1, 2, Number.NaN, Infinity, 3],
      [3, 4, 5, 12, 0, 0],
      [0, 0, 0],
    ]);
    const [first = 0, second = 0, third = 0, fourth = 0] = at;
    expect([room.norm(first, 5), room.largest(first, 5)]).toEqual([Infinity, Infinity]);
    expect([room.norm(second, 5), room.largest(second, 5)]).toEqual([Number.NaN, Number.NaN]);
    expect([room.norm(third, 0), room.largest(third, 0)]).toEqual([0, 0]);
    room.norms(third, fourth, 3, 2);
    expect(read(room, fourth, 3)).toEqual([5, 13, 0]);
  });

  test("move a weight by the learning rate at Adam's first step, whatever the size of the gradient", () => {
    const { room, at } = open(kernels, [
      [1, 1, 1],
      [1e-3, -1e4, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    const [weights = 0, gradient = 0, mean = 0, square = 0] = at;
    room.adam({ weights, gradient, mean, square }, 3, 1, { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    expect(unitsApart(read(room, weights, 3), [0.9, 1.1, 1])).toBeLessThan(16);
  });
});
