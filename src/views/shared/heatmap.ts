import type { SignalView } from "../../engine/trace.ts";
import { type Domain, type Ramp, rampIndex } from "./ramps.ts";

/** The numbers of a heatmap and what colours them. */
export interface HeatmapCells {
  readonly view: SignalView;
  /** Units in the drawn order, first row first. */
  readonly rows: readonly number[];
  readonly ramp: Ramp;
  readonly domain: Domain;
}

/** Where everything lies, in CSS pixels from the left top corner of the canvas. */
export interface HeatmapGrid {
  /** Size of the canvas. */
  readonly width: number;
  readonly height: number;
  /** Left edge of the column of step 1; negative once scrolled. */
  readonly left: number;
  /** Width of a column, and the paper between two of them. */
  readonly col: number;
  readonly gap: number;
  /** First and last visible step; nothing else is drawn. */
  readonly first: number;
  readonly last: number;
  /** Steps that have numbers; columns beyond are empty grounds. */
  readonly computed: number;
  /** Device pixels in a CSS pixel, the scale of the page included. */
  readonly density: number;
}

/** Colours of what is not a number, and the steps whose word the model does not know. */
export interface HeatmapStyle {
  readonly ground: string;
  readonly paper: string;
  readonly isHatched: (step: number) => boolean;
}

/** Draws one heatmap on one canvas. */
export interface Heatmap {
  /**
   * Draws the columns from step `from` on (`null`: none of the numbers changed). Everything is drawn again by itself where the grid,
   * the rows, the ramp or the domain are others than before. Null cells are empty grounds.
   */
  readonly paint: (cells: HeatmapCells | null, grid: HeatmapGrid, style: HeatmapStyle, from: number | null) => void;
}

/** What `createHeatmap` needs of the page: a scratch canvas. A test passes its own. */
export type CreateCanvas = () => HTMLCanvasElement;

/** Size of the dot in the middle of a cell whose value lies beyond the domain, CSS pixels: a third of a narrow column at most. */
const BEYOND_PX = 3;
/** Rows lower than this have a dot as high as themselves. */
const LOWEST_DOT_PX = 1;
/** Distance of the hatching lines, CSS pixels. */
const HATCH_PX = 6;

/**
 * Writes steps first … last as one pixel a value: row r of step t at `pixels[r · stride + t − first]`. A value that is no number
 * is left transparent. No allocation.
 */
export function writePixels(
  pixels: Uint32Array,
  stride: number,
  cells: HeatmapCells,
  first: number,
  from: number,
  to: number,
): void {
  const { view, rows, ramp, domain } = cells;
  const { values, offset, stepStride } = view;
  const table = ramp.pixels;
  for (let step = from; step <= to; step++) {
    const start = offset + step * stepStride;
    for (let row = 0; row < rows.length; row++) {
      const value = values[start + (rows[row] as number)] as number;
      const at = row * stride + step - first;
      pixels[at] = Number.isNaN(value) ? 0 : (table[rampIndex(ramp.kind, domain, value)] as number);
    }
  }
}

/** Edges of a column's cells in device pixels. */
export function columnEdges(grid: HeatmapGrid, step: number): readonly [left: number, right: number] {
  return [leftEdge(grid, step), rightEdge(grid, step)];
}

function leftEdge({ left, col, gap, density }: HeatmapGrid, step: number): number {
  return Math.round((left + (step - 1) * col + gap / 2) * density);
}

function rightEdge({ left, col, gap, density }: HeatmapGrid, step: number): number {
  return Math.round((left + step * col - gap / 2) * density);
}

/** A heatmap on `canvas`: one pixel a value on a scratch canvas, stretched column by column without smoothing. */
export function createHeatmap(
  canvas: HTMLCanvasElement,
  createCanvas: CreateCanvas = () => document.createElement("canvas"),
): Heatmap {
  const context = canvas.getContext("2d");
  const scratch = createCanvas();
  const scratchContext = scratch.getContext("2d");
  if (context === null || scratchContext === null) throw new Error("no 2d canvas in this browser");
  let image = scratchContext.createImageData(1, 1);
  let pixels = new Uint32Array(image.data.buffer);
  let lastGrid: HeatmapGrid | null = null;
  let lastCells: HeatmapCells | null = null;
  let lastStyle: HeatmapStyle | null = null;

  const makeRoom = (columns: number, rows: number) => {
    if (image.width >= columns && image.height === rows) return;
    scratch.width = columns;
    scratch.height = rows;
    image = scratchContext.createImageData(columns, rows);
    pixels = new Uint32Array(image.data.buffer);
  };

  const drawNumbers = (cells: HeatmapCells, grid: HeatmapGrid, from: number, to: number) => {
    const rows = cells.rows.length;
    makeRoom(grid.last - grid.first + 1, rows);
    writePixels(pixels, image.width, cells, grid.first, from, to);
    scratchContext.putImageData(image, 0, 0, from - grid.first, 0, to - from + 1, rows);
    for (let step = from; step <= to; step++) {
      const left = leftEdge(grid, step);
      const width = rightEdge(grid, step) - left;
      context.drawImage(scratch, step - grid.first, 0, 1, rows, left, 0, width, canvas.height);
    }
  };

  return {
    paint: (cells, grid, style, from) => {
      const isResized = resize(canvas, grid);
      const isOther = isResized || style !== lastStyle || !isSameGrid(grid, lastGrid) || !isSameCells(cells, lastCells);
      const grown =
        lastGrid !== null && grid.computed !== lastGrid.computed ? Math.min(grid.computed, lastGrid.computed) + 1 : null;
      const begin = isOther ? grid.first : Math.max(grid.first, Math.min(from ?? Infinity, grown ?? Infinity));
      lastGrid = grid;
      lastCells = cells;
      lastStyle = style;
      if (begin > grid.last && !isOther) return;
      const clearFrom = isOther ? 0 : leftEdge(grid, begin);
      context.imageSmoothingEnabled = false;
      context.clearRect(clearFrom, 0, canvas.width - clearFrom, canvas.height);
      const computed = cells === null || cells.rows.length === 0 ? 0 : Math.min(grid.last, grid.computed);
      if (cells !== null && begin <= computed) {
        drawNumbers(cells, grid, begin, computed);
        markBeyond(context, cells, grid, style, begin, computed);
      }
      drawGrounds(context, grid, style, Math.max(begin, computed + 1));
      for (let step = begin; step <= computed; step++) if (style.isHatched(step)) hatch(context, grid, style, step);
    },
  };
}

/** Columns without numbers yet, up to the last visible one. */
function drawGrounds(context: CanvasRenderingContext2D, grid: HeatmapGrid, style: HeatmapStyle, from: number) {
  context.fillStyle = style.ground;
  for (let step = from; step <= grid.last; step++) {
    const left = leftEdge(grid, step);
    context.fillRect(left, 0, rightEdge(grid, step) - left, context.canvas.height);
  }
}

/** Gives the canvas its size in device pixels; true where it changed, which empties it. */
function resize(canvas: HTMLCanvasElement, { width, height, density }: HeatmapGrid): boolean {
  const deviceWidth = Math.round(width * density);
  const deviceHeight = Math.round(height * density);
  if (canvas.width === deviceWidth && canvas.height === deviceHeight) return false;
  canvas.width = deviceWidth;
  canvas.height = deviceHeight;
  canvas.style.width = `${deviceWidth / density}px`;
  canvas.style.height = `${deviceHeight / density}px`;
  return true;
}

function isSameGrid(a: HeatmapGrid, b: HeatmapGrid | null): boolean {
  return b !== null && a.left === b.left && a.col === b.col && a.gap === b.gap && a.first === b.first && a.last === b.last;
}

function isSameCells(a: HeatmapCells | null, b: HeatmapCells | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.rows === b.rows &&
    a.ramp === b.ramp &&
    a.domain.low === b.domain.low &&
    a.domain.high === b.domain.high &&
    a.view.offset === b.view.offset &&
    a.view.stepStride === b.view.stepStride
  );
}

/** Whether the domain clips a value. What is no number has no place on it at all. */
export function isBeyond({ low, high }: Domain, value: number): boolean {
  return value < low || value > high;
}

/** How many of the drawn cells, all words together, lie beyond the domain. */
export function countBeyond({ view, rows, domain }: Pick<HeatmapCells, "view" | "rows" | "domain">): number {
  const { values, offset, stepStride, steps } = view;
  let count = 0;
  for (let step = 1; step <= steps; step++) {
    for (const row of rows) if (isBeyond(domain, values[offset + step * stepStride + row] as number)) count++;
  }
  return count;
}

/** Marks what the domain clips: a dot of paper in the middle of the cell. */
function markBeyond(
  context: CanvasRenderingContext2D,
  { view, rows, domain }: HeatmapCells,
  grid: HeatmapGrid,
  style: HeatmapStyle,
  from: number,
  to: number,
) {
  const { values, offset, stepStride } = view;
  const { density, col } = grid;
  const rowHeight = context.canvas.height / rows.length;
  const width = Math.max(1, Math.round(Math.min(BEYOND_PX, col / 3) * density));
  const height = Math.max(Math.round(LOWEST_DOT_PX * density), Math.min(width, Math.round(rowHeight / 3)));
  context.fillStyle = style.paper;
  for (let step = from; step <= to; step++) {
    const left = Math.round((leftEdge(grid, step) + rightEdge(grid, step) - width) / 2);
    for (let row = 0; row < rows.length; row++) {
      if (!isBeyond(domain, values[offset + step * stepStride + (rows[row] as number)] as number)) continue;
      context.fillRect(left, Math.round((row + 0.5) * rowHeight - height / 2), width, height);
    }
  }
}

/** A word that the model does not know: thin lines of paper across its column, so that its numbers stay readable. */
function hatch(context: CanvasRenderingContext2D, grid: HeatmapGrid, style: HeatmapStyle, step: number) {
  const { height } = context.canvas;
  const left = leftEdge(grid, step);
  const width = rightEdge(grid, step) - left;
  context.save();
  context.beginPath();
  context.rect(left, 0, width, height);
  context.clip();
  context.beginPath();
  for (let y = 0; y < height + width; y += Math.round(HATCH_PX * grid.density)) {
    context.moveTo(left, y);
    context.lineTo(left + width, y - width);
  }
  context.strokeStyle = style.paper;
  context.lineWidth = 1.25 * grid.density;
  context.stroke();
  context.restore();
}
