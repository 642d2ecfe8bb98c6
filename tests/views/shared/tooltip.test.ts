import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeTooltip } from "../../../src/views/shared/tooltip.tsx";

const viewport = { width: 1440, height: 900 };
const size = { width: 140, height: 84 };

describe("a tooltip", () => {
  test("stands 8 px to the right of its cell", () => {
    expect(placeTooltip({ left: 400, top: 300, width: 44, height: 4 }, size, viewport).left).toBe(452);
  });

  test("flips at the right edge of the window", () => {
    expect(placeTooltip({ left: 1300, top: 300, width: 44, height: 4 }, size, viewport).left).toBe(1152);
  });

  test("leaves the readout of its cell free", () => {
    const readout = { left: 490, top: 290, width: 46, height: 40 };
    expect(placeTooltip({ left: 440, top: 300, width: 44, height: 4 }, size, viewport, readout).left).toBe(292);
  });

  test("stays in the window and off its cell wherever the cell is", () => {
    const place = fc.record({ left: fc.integer({ min: 0, max: 1396 }), top: fc.integer({ min: 0, max: 896 }) });
    fc.assert(
      fc.property(place, ({ left, top }) => {
        const at = placeTooltip({ left, top, width: 44, height: 4 }, size, viewport);
        expect(at.left >= 0 && at.left + size.width <= 1440 && at.top >= 0 && at.top + size.height <= 900).toBe(true);
        const isBeside = at.left >= left + 44 || at.left + size.width <= left || at.top >= top + 4 || at.top + size.height <= top;
        expect(isBeside).toBe(true);
      }),
    );
  });
});
