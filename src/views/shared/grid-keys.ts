/** A cell of a heatmap. */
export interface CellPlace {
  readonly unit: number;
  /** 1 … T */
  readonly step: number;
}

/** What a heatmap's cells are laid out by. */
export interface CellExtent {
  /** Units in the drawn order. */
  readonly rows: readonly number[];
  /** T */
  readonly steps: number;
}

/** Rows that PageUp and PageDown move by. */
const PAGE = 10;

/**
 * The cell that a key moves to, in a grid as the ARIA practices describe it: arrows by one cell, Home and End along the row, with Ctrl
 * to the corners, PageUp and PageDown by ten rows. Stays at the edges; null for any other key and where there is no cell.
 */
export function moveCell(
  { key, isCtrl }: { readonly key: string; readonly isCtrl: boolean },
  { unit, step }: CellPlace,
  { rows, steps }: CellExtent,
): CellPlace | null {
  if (steps === 0 || rows.length === 0) return null;
  const row = Math.max(0, rows.indexOf(unit));
  const last = rows.length - 1;
  switch (key) {
    case "ArrowLeft":
      return place(rows, row, Math.max(1, step - 1));
    case "ArrowRight":
      return place(rows, row, Math.min(steps, step + 1));
    case "ArrowUp":
      return place(rows, Math.max(0, row - 1), step);
    case "ArrowDown":
      return place(rows, Math.min(last, row + 1), step);
    case "PageUp":
      return place(rows, Math.max(0, row - PAGE), step);
    case "PageDown":
      return place(rows, Math.min(last, row + PAGE), step);
    case "Home":
      return place(rows, isCtrl ? 0 : row, 1);
    case "End":
      return place(rows, isCtrl ? last : row, steps);
    default:
      return null;
  }
}

function place(rows: readonly number[], row: number, step: number): CellPlace {
  return { unit: rows[row] as number, step };
}
