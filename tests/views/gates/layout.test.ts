import { describe, expect, test } from "vitest";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { rnn } from "../../../src/engine/cells/rnn.ts";
import {
  drawnUnits,
  expandedRowPx,
  placeReadout,
  type StackSpace,
  stackLayout,
  stackSignals,
  tracedSignals,
} from "../../../src/views/gates/layout.ts";

const reference: StackSpace = { height: 616, heatmaps: 6, units: 256, rows: 24, isNarrow: false, scale: 1 };
const rowsFor = (change: Partial<StackSpace>) => {
  const { rows, rowPx } = stackLayout({ ...reference, ...change });
  return `${rows} x ${rowPx}`;
};

describe("the stack's heights", () => {
  test("six heatmaps of 24 rows of 4 px fill the reference", () => {
    const layout = stackLayout(reference);
    expect(layout).toEqual({ rows: 24, rowPx: 4, heatmapHeight: 96, nameHeight: 0, gap: 8, histogram: 24, hasSentence: true });
    expect(6 * layout.heatmapHeight + 5 * layout.gap).toBe(616);
  });

  test("more height makes rows of 5 px, then more units", () => {
    expect([759, 760, 999, 1000, 1959, 1960].map((height) => rowsFor({ height }))).toEqual([
      "24 x 4",
      "24 x 5",
      "24 x 5",
      "32 x 5",
      "32 x 9",
      "64 x 5",
    ]);
  });

  test("less height makes rows of 3 px, then fewer units, then the stack scrolls", () => {
    expect([615, 472, 471, 436, 100].map((height) => rowsFor({ height }))).toEqual([
      "24 x 3",
      "24 x 3",
      "23 x 3",
      "22 x 3",
      "16 x 3",
    ]);
  });

  test("a cell with one signal uses the whole height", () => expect(rowsFor({ heatmaps: 1 })).toBe("64 x 9"));

  test("a model with few units gets thicker rows", () => expect(rowsFor({ units: 8 })).toBe("8 x 12"));

  test("who asks for more units gets them", () => {
    expect([rowsFor({ rows: 64 }), rowsFor({ rows: "all" }), rowsFor({ rows: 64, units: 30 })]).toEqual([
      "64 x 2",
      "256 x 1",
      "30 x 3",
    ]);
  });

  test("the projector scales rows to whole pixels", () => {
    expect(rowsFor({ heatmaps: 4, height: 660, scale: 1.6 })).toBe("24 x 6");
  });

  test("a phone has 22 rows of 2 px on a pitch of 69 px, and no histogram", () => {
    const layout = stackLayout({ ...reference, isNarrow: true });
    expect([layout.rows, layout.rowPx, layout.nameHeight + layout.heatmapHeight, layout.histogram]).toEqual([22, 2, 69, 0]);
    expect(rowsFor({ isNarrow: true, heatmaps: 1 })).toBe("64 x 6");
  });

  test("histogram, then sentence leave when the rows get low", () => {
    const low = [616, 484, 430, 316].map((height) => stackLayout({ ...reference, height }));
    expect(low.map(({ histogram, hasSentence }) => [histogram, hasSentence])).toEqual([
      [24, true],
      [14, true],
      [0, true],
      [0, true],
    ]);
  });

  test("an expanded heatmap shows all units in the room of the stack", () => {
    expect([expandedRowPx(256, 616, 1), expandedRowPx(64, 616, 1), expandedRowPx(1024, 616, 1)]).toEqual([2, 9, 1]);
  });
});

describe("the rows", () => {
  const order = [4, 2, 0, 1, 3];

  test("are the first of the order", () => expect(drawnUnits(order, 3, 2)).toEqual([4, 2, 0]));

  test("end with the pinned unit where it is not among them", () => expect(drawnUnits(order, 3, 3)).toEqual([4, 2, 3]));

  test("are none before a model is there", () => expect(drawnUnits([], 24, 0)).toEqual([]));
});

describe("the signals that are drawn", () => {
  const names = (isProjector: boolean, cell = lstm) =>
    stackSignals(cell.signals, cell.stages, isProjector).map(({ letter }) => letter);

  test("are the exported ones in the cell's order", () => expect(names(false)).toEqual(["f", "i", "C̃", "C", "o", "h"]));

  test("are those up to the memory in the projector", () => expect(names(true)).toEqual(["f", "i", "C̃", "C"]));

  test("are the one of a plain network, everywhere", () => expect([names(false, rnn), names(true, rnn)]).toEqual([["h"], ["h"]]));

  test("are traced where they keep, hold or show", () => {
    const letters = (isProjector: boolean, cell = lstm) =>
      tracedSignals(stackSignals(cell.signals, cell.stages, isProjector), isProjector).map(({ letter }) => letter);
    expect([letters(false), letters(true), letters(true, rnn)]).toEqual([["f", "C", "o", "h"], ["f", "C"], ["h"]]);
  });
});

describe("the readout beside a ramp", () => {
  test("stands at its value, both ends labelled", () => {
    expect(placeReadout(0.6, 96, 1)).toEqual({
      marker: 38.400000000000006,
      value: 38.400000000000006,
      hasTop: true,
      hasBottom: true,
    });
  });

  test("pushes the label of its own end aside", () => {
    expect(placeReadout(0.87, 96, 1)).toMatchObject({ hasTop: false, hasBottom: true });
    expect(placeReadout(0.05, 96, 1)).toMatchObject({ hasTop: true, hasBottom: false });
  });

  test("keeps the printed value on the ramp while the triangle marks the truth, clipped at the ends", () => {
    expect(placeReadout(1.4, 96, 1)).toMatchObject({ marker: 0, value: 6 });
    expect(placeReadout(-3, 96, 1)).toMatchObject({ marker: 96, value: 90 });
  });
});
