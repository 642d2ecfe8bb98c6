import { createRandom } from "../../../src/engine/random.ts";
import { createHeatmap, type HeatmapCells } from "../../../src/views/shared/heatmap.ts";
import { canvasColours, rampColour, rampIndex, rampOf } from "../../../src/views/shared/ramps.ts";

/** Lays out `full` and `column`, the page's own heatmap of random gates, one pixel a value, and `fillRect`, the same cells one by one. */
export function openHeatmap(works: Map<string, () => unknown>, units: number, steps: number): void {
  const random = createRandom(1);
  const values = Float32Array.from({ length: units * (steps + 1) }, random);
  const view = { values, offset: 0, stepStride: units, steps, units };
  const ramp = rampOf({ role: "gate", hue: "f" }, "light");
  const cells: HeatmapCells = { view, rows: Array.from({ length: units }, (_, row) => row), ramp, domain: { low: 0, high: 1 } };
  const grid = { width: steps, height: units, left: 0, col: 1, gap: 0, first: 1, last: steps, computed: steps, density: 1 };
  const style = { ...canvasColours.light, isHatched: () => false };
  const create = () => {
    const canvas = document.body.appendChild(document.createElement("canvas"));
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) throw new Error("no 2d canvas in this browser");
    // What is drawn is there once a pixel of it has been read.
    return { canvas, context, settle: () => context.getImageData(steps - 1, units - 1, 1, 1) };
  };
  const own = create();
  const heatmap = createHeatmap(own.canvas);
  for (const [name, from] of [
    ["full", 1],
    ["column", steps],
  ] as const) {
    works.set(name, () => {
      heatmap.paint(cells, grid, style, from);
      own.settle();
    });
  }
  const plain = create();
  plain.canvas.width = steps;
  plain.canvas.height = units;
  works.set("fillRect", () => {
    for (let step = 1; step <= steps; step++) {
      for (let row = 0; row < units; row++) {
        plain.context.fillStyle = rampColour(ramp, rampIndex(ramp.kind, cells.domain, values[step * units + row] as number));
        plain.context.fillRect(step - 1, row, 1, 1);
      }
    }
    plain.settle();
  });
}
