import type { RowOrder } from "../../engine/analysis/row-order.ts";
import { formatCount } from "../shared/format.ts";

/** The orders as the menu offers them. */
export const orders: readonly { readonly id: RowOrder; readonly label: string }[] = [
  { id: "active", label: "Most active" },
  { id: "half-life", label: "By hold" },
  { id: "index", label: "By index" },
  { id: "similar", label: "By similarity" },
];

const first: Record<RowOrder, (count: number) => string> = {
  active: (count) => `${count} most active`,
  "half-life": (count) => `${count} that hold longest`,
  index: (count) => `First ${count}`,
  similar: (count) => `${count} most alike`,
};
const all: Record<RowOrder, string> = {
  active: "most active first",
  "half-life": "longest hold first",
  index: "by index",
  similar: "like beside like",
};

/** Which units are drawn: `23 most active of 128 and the pinned unit`, `All 24 units, by index`. @param rows how many are drawn of H `units` */
export function describeRows(rows: number, units: number, order: RowOrder): string {
  if (rows >= units) return `All ${formatCount(units)} units, ${all[order]}`;
  return `${first[order](rows - 1)} of ${formatCount(units)} and the pinned unit`;
}
