import { describe, expect, test } from "vitest";
import { PLANE_POINTS, placeOnPlane, planeOf } from "../../../src/engine/corpus/plane.ts";
import { createRandom } from "../../../src/engine/random.ts";

/** Codes (H, N) of scale 1/100 for every unit. */
function codedOf(units: number, words: number, code: (unit: number, word: number) => number) {
  const codes = Int8Array.from({ length: units * words }, (_, at) => code(Math.floor(at / words), at % words));
  return { codes, scales: new Float32Array(units).fill(0.01) };
}

const random = createRandom(4);
const noise = codedOf(5, 300, () => Math.floor(200 * random()) - 100);
const stateOf = ({ codes, scales }: typeof noise, word: number) =>
  scales.map((scale, unit) => (codes[unit * (codes.length / scales.length) + word] as number) * scale);

const plain = (value: number) => value;

describe("a map of any corpus", () => {
  test("has every word from the first that counts, fills the map, and places a state of the corpus where its point is", () => {
    const plane = planeOf(noise, 20, plain);
    expect([...plane.words]).toEqual(Array.from({ length: 280 }, (_, k) => 20 + k));
    for (const along of [plane.placed.x, plane.placed.y]) expect([Math.min(...along), Math.max(...along)]).toEqual([0, 1]);
    for (const point of [0, 17, 279]) {
      const { x, y } = placeOnPlane(plane, stateOf(noise, plane.words[point] as number));
      expect(x).toBeCloseTo(plane.placed.x[point] as number, 5);
      expect(y).toBeCloseTo(plane.placed.y[point] as number, 5);
    }
    expect(placeOnPlane(plane, new Float32Array(5).fill(1000))).toEqual({
      x: expect.toSatisfy((x: number) => x === 0 || x === 1),
      y: expect.toSatisfy((y: number) => y === 0 || y === 1),
    });
  });

  test("spreads its points evenly over a long text, takes a short one whole, and a single unit's states in a row", () => {
    const long = planeOf(
      codedOf(2, 10_020, (unit, word) => ((word * (unit + 3)) % 199) - 99),
      20,
      plain,
    );
    expect(long.words).toHaveLength(PLANE_POINTS);
    expect([...long.words.subarray(0, 3), long.words.at(-1)]).toEqual([20, 25, 30, 10_015]);
    const single = planeOf(
      codedOf(1, 12, (_, word) => 5 * word),
      20,
      plain,
    );
    expect(single.words).toHaveLength(12);
    expect(single.explained).toEqual([expect.closeTo(1, 9)]);
    expect([...single.placed.y]).toEqual(Array.from({ length: 12 }, () => 0.5));
  });
});
