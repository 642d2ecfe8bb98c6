import { expect, test } from "vitest";
import { quartilesOf } from "../../../src/engine/reach/quartiles.ts";

test("each column by itself, what is missing left out, a gradient that is gone lowest", () => {
  const { NaN: none } = Number;
  // Columns: 1 … 5; one of them missing; none; two gone.
  const rows = Float64Array.from(
    [
      [1, 8, none, -Infinity],
      [5, 6, none, -3],
      [3, none, none, -Infinity],
      [2, 7, none, -1],
      [4, 9, none, -2],
    ].flat(),
  );
  const { low, median, high, count } = quartilesOf(rows, 4);
  expect([...count]).toEqual([5, 4, 0, 5]);
  expect([low[0], median[0], high[0]]).toEqual([2, 3, 4]);
  // numpy.quantile([6, 7, 8, 9], [.25, .5, .75])
  expect([low[1], median[1], high[1]]).toEqual([6.75, 7.5, 8.25]);
  expect([low[2], median[2], high[2]]).toEqual([none, none, none]);
  expect([low[3], median[3], high[3]]).toEqual([-Infinity, -3, -2]);
});
