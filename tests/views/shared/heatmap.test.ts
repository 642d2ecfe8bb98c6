import { describe, expect, test } from "vitest";
import type { SignalView } from "../../../src/engine/trace.ts";
import {
  columnEdges,
  createHeatmap,
  type HeatmapCells,
  type HeatmapGrid,
  type HeatmapStyle,
  writePixels,
} from "../../../src/views/shared/heatmap.ts";
import { rampColour, rampIndex, rampOf } from "../../../src/views/shared/ramps.ts";

const UNITS = 5;
const STRIDE = 7;
const OFFSET = 1;

/** Value of unit u at step t is (t + u / 10) / 10, in a trace with other signals around it. */
function view(steps: number): SignalView {
  const values = new Float32Array((steps + 1) * STRIDE).fill(99);
  for (let t = 0; t <= steps; t++) for (let u = 0; u < UNITS; u++) values[OFFSET + t * STRIDE + u] = (t + u / 10) / 10;
  return { values, offset: OFFSET, stepStride: STRIDE, steps, units: UNITS };
}

const gate = rampOf({ role: "gate", hue: "i" }, "light");
const cells: HeatmapCells = { view: view(8), rows: [4, 0, 2], ramp: gate, domain: { low: 0, high: 1 } };
const grid: HeatmapGrid = { width: 80, height: 12, left: 0, col: 10, gap: 2, first: 1, last: 8, computed: 8, density: 1 };
const style: HeatmapStyle = { ground: "ground", paper: "paper", isHatched: () => false };

const colourAt = (pixels: Uint32Array, at: number) => {
  const [r, g, b] = new Uint8Array(pixels.buffer, at * 4, 4);
  return `#${[r, g, b].map((byte) => (byte as number).toString(16).padStart(2, "0")).join("")}`;
};

/** A canvas that writes down what is drawn on it. */
function fakeCanvas(log: string[]): HTMLCanvasElement {
  const canvas = { width: 0, height: 0, style: {} } as unknown as HTMLCanvasElement;
  const context = {
    canvas,
    createImageData: (width: number, height: number) => ({ width, height, data: new Uint8ClampedArray(width * height * 4) }),
    putImageData: () => {},
    clearRect: (x: number) => log.push(`clear ${x}`),
    drawImage: (_: unknown, column: number, ...rest: number[]) => log.push(`column ${column} at ${rest[3]} width ${rest[5]}`),
    fillRect: (x: number, y: number, width: number, height: number) =>
      log.push(`${context.fillStyle} ${[x, y, width, height].join(" ")}`),
    save: () => {},
    restore: () => {},
    beginPath: () => {},
    rect: () => {},
    clip: () => log.push("hatch"),
    moveTo: () => {},
    lineTo: () => {},
    stroke: () => {},
    fillStyle: "",
  };
  return Object.assign(canvas, { getContext: () => context });
}

function heatmap() {
  const log: string[] = [];
  const made = createHeatmap(fakeCanvas(log), () => fakeCanvas([]));
  const painted = (...paint: Parameters<typeof made.paint>) => {
    log.length = 0;
    made.paint(...paint);
    return [...log];
  };
  return painted;
}

describe("pixels of a heatmap", () => {
  test("each is the ramp's colour of its value, rows in the drawn order, columns by step", () => {
    const pixels = new Uint32Array(4 * 3);
    writePixels(pixels, 4, cells, 2, 2, 5);
    for (let step = 2; step <= 5; step++) {
      cells.rows.forEach((unit, row) => {
        const value = Math.fround((step + unit / 10) / 10);
        expect(colourAt(pixels, row * 4 + step - 2)).toBe(rampColour(gate, rampIndex(gate.kind, cells.domain, value)));
      });
    }
  });

  test("only the columns asked for are written", () => {
    const pixels = new Uint32Array(4 * 3);
    writePixels(pixels, 4, cells, 2, 4, 4);
    expect(Array.from(pixels, (pixel) => pixel !== 0)).toEqual([0, 1, 2].flatMap(() => [false, false, true, false]));
  });

  test("what is no number stays transparent", () => {
    const pixels = new Uint32Array(3);
    const broken = { ...cells, view: { ...cells.view, values: cells.view.values.map(() => Number.NaN) } };
    writePixels(pixels, 1, broken, 1, 1, 1);
    expect([...pixels]).toEqual([0, 0, 0]);
  });
});

describe("painting", () => {
  test("leaves two px of paper between columns, on whole device pixels at any density", () => {
    expect([1, 2].map((step) => columnEdges(grid, step))).toEqual([
      [1, 9],
      [11, 19],
    ]);
    expect(columnEdges({ ...grid, density: 1.5, left: -3 }, 1)).toEqual([-3, 9]);
  });

  test("draws every visible column at first, then only those that changed", () => {
    const painted = heatmap();
    expect(painted(cells, grid, style, null).length).toBe(1 + 8);
    expect(painted(cells, grid, style, 7)).toEqual(["clear 61", "column 6 at 61 width 8", "column 7 at 71 width 8"]);
    expect(painted(cells, grid, style, null)).toEqual([]);
    expect(painted(cells, grid, style, 9)).toEqual([]);
  });

  test("draws all again when rows, domain or theme change or the axis scrolls", () => {
    const painted = heatmap();
    painted(cells, grid, style, null);
    expect(painted({ ...cells, rows: [0, 2, 4] }, grid, style, null).length).toBe(9);
    expect(painted({ ...cells, rows: [0, 2, 4] }, { ...grid, left: -4 }, style, null).length).toBe(9);
    expect(painted(cells, grid, { ...style }, null).length).toBe(9);
  });

  test("steps without numbers are empty grounds that fill as chunks come", () => {
    const painted = heatmap();
    expect(painted(null, { ...grid, last: 2 }, style, null)).toEqual(["clear 0", "ground 1 0 8 12", "ground 11 0 8 12"]);
    expect(painted(cells, { ...grid, last: 2, computed: 1 }, style, null)).toEqual([
      "clear 0",
      "column 0 at 1 width 8",
      "ground 11 0 8 12",
    ]);
    expect(painted(cells, { ...grid, last: 2, computed: 2 }, style, null)).toEqual(["clear 11", "column 1 at 11 width 8"]);
  });

  test("columns that lose their numbers are empty grounds again, whatever else changed", () => {
    const painted = heatmap();
    painted(cells, { ...grid, last: 3, computed: 3 }, style, null);
    expect(painted(cells, { ...grid, last: 3, computed: 1 }, style, null)).toEqual([
      "clear 11",
      "ground 11 0 8 12",
      "ground 21 0 8 12",
    ]);
  });

  test("a value beyond the domain has a dot in the middle of its cell", () => {
    const painted = heatmap();
    const clipped = painted({ ...cells, domain: { low: 0, high: 0.83 } }, grid, style, null).filter((line) =>
      line.startsWith("paper"),
    );
    expect(clipped).toEqual(["paper 74 2 3 1"]);
    const wide = { ...grid, width: 320, col: 40 };
    const lines = painted({ ...cells, domain: { low: 0, high: 0.83 } }, wide, style, null);
    expect(lines.filter((line) => line.startsWith("paper"))).toEqual(["paper 299 2 3 1"]);
  });

  test("an unknown word's column is hatched over its numbers", () => {
    const painted = heatmap();
    const lines = painted(cells, grid, { ...style, isHatched: (step) => step === 3 }, null);
    expect(lines.filter((line) => line === "hatch").length).toBe(1);
    expect(lines.filter((line) => line.startsWith("column")).length).toBe(8);
  });
});
