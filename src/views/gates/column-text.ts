import type { SignalSpec } from "../../engine/cell.ts";
import type { Trace } from "../../engine/trace.ts";
import { findSignal } from "../shared/value-domain.ts";
import { formatExactly } from "./signal-text.ts";

/**
 * One word's column of every signal as tab-separated text: a line a unit by number, all H of them, under a line of names. Numbers read
 * back to the same float32. @param step 1 … T
 */
export function columnText(trace: Trace, layer: number, signals: readonly SignalSpec[], step: number): string {
  const views = signals.flatMap((signal) => findSignal(trace, layer, signal.name) ?? []);
  const lines = [["unit", ...signals.map(({ label }) => label)].join("\t")];
  for (let unit = 0; unit < trace.layout.units; unit++) {
    const numbers = views.map(({ values, offset, stepStride }) =>
      formatExactly(values[offset + step * stepStride + unit] as number),
    );
    lines.push([unit, ...numbers].join("\t"));
  }
  return `${lines.join("\n")}\n`;
}
