import type { CellType } from "../../../src/engine/cell.ts";
import { frameLength, type Trace, type TraceLayout, viewSignal } from "../../../src/engine/trace.ts";

/** A trace of one layer, all zeros but for the rows given: `rows[name][unit][step − 1]`. */
export function traceOf(
  { signals }: Pick<CellType, "signals">,
  rows: Readonly<Record<string, readonly (readonly number[])[]>>,
): Trace {
  const [first] = Object.values(rows);
  const units = first?.length ?? 0;
  const steps = first?.[0]?.length ?? 0;
  const layout: TraceLayout = { layers: 1, signals, units };
  const values = new Float32Array((steps + 1) * frameLength(layout));
  const trace = { layout, values, steps };
  for (const [name, unitRows] of Object.entries(rows)) {
    const { offset, stepStride } = viewSignal(trace, 0, name);
    unitRows.forEach((row, u) => {
      row.forEach((value, k) => {
        values[offset + (k + 1) * stepStride + u] = value;
      });
    });
  }
  return trace;
}
