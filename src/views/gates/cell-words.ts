import type { CellType, SignalSpec } from "../../engine/cell.ts";
import { equationsOf } from "../../engine/cells/equations.ts";
import type { Trace } from "../../engine/trace.ts";
import type { AppState } from "../../store/state.ts";
import { tellsCovered } from "../shared/covered-number.ts";
import { formatSigned } from "../shared/format.ts";
import type { CellPlace } from "../shared/grid-keys.ts";
import { decimalsOf, numbersOf } from "../shared/printed-work.ts";
import type { TooltipText } from "../shared/tooltip.tsx";
import { createUnitReader } from "../shared/unit-reader.ts";
import { type ReadState, readCell } from "./cell-reading.ts";
import { formatValue } from "./signal-text.ts";

/**
 * What the tooltip of a cell says: where, the value, and the parts that it is the sum of, at the fewest decimals at which they add
 * up: `kept +1.07, new −0.32`. While a number is to be guessed, neither it nor what tells it.
 */
export function describeHovered(
  trace: Trace | null,
  state: ReadState,
  { cell, signal, hint }: { readonly cell: CellType; readonly signal: SignalSpec; readonly hint: string | undefined },
  place: CellPlace,
): TooltipText | null {
  const reading = readCell(trace, state, signal, place);
  if (reading === null || trace === null) return null;
  const parts = tellsCovered(state, signal.name, place) ? null : describeParts(trace, state, cell, signal, place);
  return {
    symbol: signal.letter,
    hue: signal.hue,
    where: `unit ${place.unit}, “${reading.word}” (${place.step})`,
    value: reading.isCovered ? "?" : formatValue(signal, reading.value, parts?.decimals),
    ...(parts === null ? {} : { parts: parts.text }),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Parts of the value itself (kept, new), else of what goes into its activation (memory, word, bias). */
function describeParts(
  trace: Trace,
  { layer, model }: Pick<AppState, "layer" | "model">,
  cell: CellType,
  signal: SignalSpec,
  { unit, step }: CellPlace,
): { readonly text: string; readonly decimals: number } | null {
  const work = equationsOf(cell).find((equation) => equation.signal === signal.name)?.work;
  const biases = model?.biases[layer];
  if (work === undefined || biases === undefined) return null;
  const worked = work(createUnitReader(trace, biases, { layer, step, unit }));
  const decimals = decimalsOf(worked);
  const captioned =
    worked.captions ??
    numbersOf(worked).flatMap(({ id, caption, value }) => (caption === undefined ? [] : [{ id, label: caption, value }]));
  if (captioned.length === 0) return null;
  const text = captioned.map(({ id, label, value }) => `${label} ${formatSigned(value, decimals.get(id) ?? 2)}`).join(", ");
  return { text, decimals: decimals.get("result") ?? 2 };
}
