import type { SignalSpec } from "../../engine/cell.ts";
import type { Trace } from "../../engine/trace.ts";
import { findSignal } from "../shared/value-domain.ts";
import { formatExactly } from "./signal-text.ts";

/**
 * One word's column of every signal as tab-separated text: a line a unit by number, all H of them, under a line of names. Numbers read
 * back to the same float32. @param step 1 … T
 */
export function columnText(
  trace: Trace,
  { layer, step }: { readonly layer: number; readonly step: number },
  signals: readonly SignalSpec[],
  isCovered: (signal: string, unit: number) => boolean,
): string {
  const views = signals.flatMap(({ name }) => {
    const view = findSignal(trace, layer, name);
    return view === null ? [] : [{ name, ...view }];
  });
  const lines = [["unit", ...signals.map(({ label }) => label)].join("\t")];
  for (let unit = 0; unit < trace.layout.units; unit++) {
    const numbers = views.map(({ name, values, offset, stepStride }) =>
      isCovered(name, unit) ? "?" : formatExactly(values[offset + step * stepStride + unit] as number),
    );
    lines.push([unit, ...numbers].join("\t"));
  }
  return `${lines.join("\n")}\n`;
}
