// The order in which products read a matrix. Addresses and lengths are in float32.
import { BLOCK, FLOAT, LINE } from "./lanes.assembly";

/** Packs `from` (rows, columns) row-major; the rows that fill the last block become zeros. */
export function packRows(from: usize, to: usize, rows: usize, columns: usize): void {
  from *= FLOAT;
  to *= FLOAT;
  for (let block: usize = 0; block < rows; block += BLOCK) {
    const panel = to + block * columns * FLOAT;
    for (let lane: usize = 0; lane < BLOCK; lane++) {
      const row = from + (block + lane) * columns * FLOAT;
      const isThere = block + lane < rows;
      for (let k: usize = 0; k < columns; k++) {
        f32.store(panel + k * LINE + lane * FLOAT, isThere ? f32.load(row + k * FLOAT) : 0);
      }
    }
  }
}

/** Packs the transpose of `from` (columns, rows) row-major. May read as far as seven numbers beyond it. */
export function packColumns(from: usize, to: usize, rows: usize, columns: usize): void {
  from *= FLOAT;
  to *= FLOAT;
  for (let block: usize = 0; block < rows; block += BLOCK) {
    const panel = to + block * columns * FLOAT;
    for (let k: usize = 0; k < columns; k++) {
      const at = from + (k * rows + block) * FLOAT;
      v128.store(panel + k * LINE, v128.load(at));
      v128.store(panel + k * LINE, v128.load(at, 16), 16);
    }
  }
}
