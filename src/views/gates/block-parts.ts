import type { PreActivationPart } from "../../engine/cell.ts";
import type { Trace } from "../../engine/trace.ts";
import { type PrintedSum, printSum } from "../shared/printed-sum.ts";
import { createUnitReader, type UnitPlace } from "../shared/unit-reader.ts";
import type { Naming } from "./origin.ts";

/** What the activation of a block is applied to, in its printed parts. */
export interface BlockParts extends PrintedSum {
  /** Memory (where the cell has one), word, bias. */
  readonly rows: readonly { readonly part: PreActivationPart; readonly value: number }[];
  readonly total: number;
}

/** The parts of a block's pre-activation for one unit at one word; null where the trace does not reach it. */
export function blockParts(
  { block, layer, step, unit }: { readonly block: number } & UnitPlace,
  { cell, model }: Naming,
  trace: Trace | null,
): BlockParts | null {
  const biases = model.biases[layer];
  if (trace === null || biases === undefined || step > trace.steps) return null;
  const read = createUnitReader(trace, biases, { layer, step, unit });
  const kept = cell.signals.flatMap(({ name, part }) =>
    part?.block === block ? [{ part: part.kind, value: read.signal(name, "now") }] : [],
  );
  const rows = [...kept, { part: "bias" as const, value: read.bias(block) }];
  const values = rows.map(({ value }) => value);
  const total = values.reduce((sum, value) => sum + value, 0);
  return { rows, total, ...printSum(values, total) };
}
