import type { ExplainTerm, Explanation } from "../../worker/protocol.ts";
import { mostDecimals, type PrintedSum, printSum } from "../shared/printed-sum.ts";

/** The largest contributions to a number, the rest together, and how they are printed. */
export interface TermList extends PrintedSum {
  /** By |product|, largest first; of equal ones the lower index. */
  readonly terms: readonly ExplainTerm[];
  /** All others together. */
  readonly rest: { readonly count: number; readonly sum: number };
  /** Outside the products: the readout's bias; 0 where there is none. */
  readonly bias: number;
  readonly total: number;
}

/** How far from the wished count a list may be to add up, and with fewer decimals. */
const SLACK = [0, 1, -1, 2, -2, 3, -3];

/**
 * The `count` largest terms of an explanation, up to three more or fewer where the printed numbers then add up, or with fewer decimals; one
 * that would be left alone is listed too. Printed with `least` decimals or more.
 */
export function listTerms({ terms, bias, total }: Explanation, count: number, least = 2): TermList {
  const sorted = terms.toSorted((a, b) => Math.abs(b.product) - Math.abs(a.product) || a.index - b.index);
  const lists = SLACK.map((slack): TermList => {
    const length = Math.max(1, count + slack);
    const listed = sorted.slice(0, sorted.length === length + 1 ? length + 1 : length);
    const others = sorted.slice(listed.length);
    const rest = { count: others.length, sum: others.reduce((sum, { product }) => sum + product, 0) };
    const parts = [...listed.map(({ product }) => product), rest.sum, bias];
    const sum = printSum(parts, total, least);
    // So many rounded numbers come as near to their total as they can.
    const decimals = sum.relation === "=" ? sum.decimals : mostDecimals([...parts, total]);
    return { terms: listed, rest, bias, total, ...sum, decimals };
  });
  return lists.reduce((best, list) => (roughness(list) < roughness(best) ? list : best));
}

/** What adds up comes first, then what needs fewer decimals. */
function roughness({ relation, decimals }: PrintedSum): number {
  return (relation === "=" ? 0 : 10) + decimals;
}
