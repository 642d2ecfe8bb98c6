import { expect, test } from "vitest";
import { fitNumber } from "../../../src/views/shared/cell-strip.tsx";

test("a cell prints its number as far as there is room, a whole share without its sign before none at all", () => {
  expect(fitNumber("100%", 34, 1)).toBe("100%");
  expect(fitNumber("100%", 33, 1)).toBe("100");
  expect(fitNumber("100%", 28, 2)).toBe("");
  expect(fitNumber("62%", 26, 1)).toBe("62");
  expect(fitNumber("62%", 27, 1)).toBe("62%");
  expect(fitNumber("12.5", 28, 1)).toBe("");
});
