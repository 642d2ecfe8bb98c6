import { describe, expect, test } from "vitest";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { rnn } from "../../../src/engine/cells/rnn.ts";
import {
  columnLayout,
  drawnUnits,
  expandedRowPx,
  placeReadout,
  type StackSpace,
  stackLayout,
  stackSignals,
  storySignals,
} from "../../../src/views/gates/layout.ts";

const reference: StackSpace = { height: 616, heatmaps: 6, units: 256, rows: 24, isNarrow: false, scale: 1 };
const rowsFor = (change: Partial<StackSpace>) => {
  const { rows, rowPx } = stackLayout({ ...reference, ...change });
  return `${rows} x ${rowPx}`;
};

describe("the stack's heights", () => {
  test("six heatmaps of 24 rows of 4 px fill the reference", () => {
    const layout = stackLayout(reference);
    expect(layout).toEqual({
      rows: 24,
      rowPx: 4,
      heatmapHeight: 96,
      nameHeight: 0,
      strip: 11,
      gap: 8,
      histogram: 24,
      hasSentence: true,
    });
    expect(6 * layout.heatmapHeight + 5 * layout.gap).toBe(616);
  });

  test("more height makes more rows, from 24 on of 5 px, then thicker ones", () => {
    expect([615, 640, 759, 760, 1000, 1960, 2344].map((height) => rowsFor({ height }))).toEqual([
      "23 x 4",
      "25 x 4",
      "29 x 4",
      "24 x 5",
      "32 x 5",
      "64 x 5",
      "64 x 6",
    ]);
  });

  test("less height makes fewer rows, and ten are left when the stack begins to scroll", () => {
    expect([472, 376, 280, 100].map((height) => rowsFor({ height }))).toEqual(["18 x 4", "14 x 4", "10 x 4", "10 x 4"]);
  });

  test("the mean's strips on top of the gates take their height from the rows", () => {
    expect([rowsFor({ strips: 3 }), rowsFor({ strips: 3, height: 616 + 33 })]).toEqual(["22 x 4", "24 x 4"]);
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
    expect(rowsFor({ heatmaps: 4, height: 660, scale: 1.6 })).toBe("25 x 6");
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

describe("story and stack", () => {
  const layoutFor = (height: number, change: Partial<StackSpace> = {}) =>
    columnLayout({ ...reference, height, ...change }, 3, true);

  test("share the height to the last pixel that whole rows can use", () => {
    for (let height = 420; height < 1600; height += 7) {
      const { story, stackHeight } = layoutFor(height);
      const stack = stackLayout({ ...reference, height: stackHeight });
      const used = 6 * stack.heatmapHeight + 5 * stack.gap;
      expect(story.memory).toBeGreaterThanOrEqual(96);
      expect(story.memory).toBeLessThanOrEqual(160);
      expect(story.height + stackHeight + 40).toBe(height);
      if (stack.rows > 10) expect(used).toBeLessThanOrEqual(stackHeight);
    }
  });

  test("give the heatmaps what the memory does not need, down to 96 px for it", () => {
    const { story } = layoutFor(500);
    expect([story.memory, story.gate]).toEqual([96, 24]);
    expect(layoutFor(716).story.gate).toBe(30);
  });

  test("are as tall on every phone", () => {
    expect(layoutFor(100, { isNarrow: true }).story).toEqual(layoutFor(900, { isNarrow: true }).story);
  });

  test("leave a cell with one signal its memory alone", () => {
    const { story } = columnLayout({ ...reference, height: 716, heatmaps: 1 }, 1, true);
    expect(story.height).toBe(story.memory + 17);
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

  test("tell the unit's story by its memory, what is kept of it and what is admitted", () => {
    const letters = (cell = lstm) => storySignals(stackSignals(cell.signals, cell.stages, false)).map(({ letter }) => letter);
    expect([letters(), letters(rnn)]).toEqual([["C", "f", "i"], ["h"]]);
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
