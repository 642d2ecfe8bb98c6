import { expect, test } from "vitest";
import { openReadableUnits } from "../../../src/engine/analysis/readable-units.ts";

test("a list of units is opened for the weights that it was made from, and for no others", () => {
  const list = { format: "gatescope-units", version: 1, sha256: "ab", units: [] };
  const opened = openReadableUnits(JSON.stringify(list), "ab");
  expect(opened).toEqual({ ok: true, value: list });
  expect(openReadableUnits(JSON.stringify(list), "cd")).toMatchObject({ ok: false });
  expect(openReadableUnits(JSON.stringify({ ...list, version: 2 }), "ab")).toMatchObject({ ok: false });
  expect(openReadableUnits("<html>", "ab")).toMatchObject({ ok: false });
});
