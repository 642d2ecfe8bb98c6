import { HUGE } from "./format.ts";

/** What stands between the printed parts of a sum and its printed total: `=` where they add up digit by digit, else `≈`. */
export type Relation = "=" | "≈";

/** How a sum is printed. */
export interface PrintedSum {
  /** Of every part and of the total. */
  readonly decimals: number;
  readonly relation: Relation;
}

/** More would claim a precision that nobody can use. */
export const MOST_DECIMALS = 3;

/** The most decimals beside a number of that size: a number has four digits or five, however large the numbers are. */
export function mostDecimals(values: readonly number[]): number {
  const size = values.reduce((largest, value) => (Number.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest), 0);
  if (size < 10) return MOST_DECIMALS;
  if (size < 1000) return 2;
  return size < 10_000 ? 1 : 0;
}

/**
 * The fewest decimals, two (or `least`) to three, at which the rounded parts add up to the rounded total; fewer where the numbers are
 * large. No part is bent to fit: where rounding does not agree, they stand at the fewest and the relation is `≈`.
 */
export function printSum(parts: readonly number[], total: number, least = 2): PrintedSum {
  const most = mostDecimals([...parts, total]);
  const fewest = Math.min(least, most);
  for (let decimals = fewest; decimals <= most; decimals++) {
    if (addsUp(parts, total, decimals)) return { decimals, relation: "=" };
  }
  return { decimals: fewest, relation: "≈" };
}

/** Whether the rounded parts give the rounded total. What is not finite has no digits to compare; powers of ten are never exact. */
export function addsUp(parts: readonly number[], total: number, decimals: number): boolean {
  if (![...parts, total].every(Number.isFinite)) return true;
  if ([...parts, total].some((value) => Math.abs(value) >= HUGE)) return false;
  const sum = parts.reduce((soFar, part) => soFar + inLastPlace(part, decimals), 0);
  return sum === inLastPlace(total, decimals);
}

/** The value as printed, counted in units of its last decimal. */
function inLastPlace(value: number, decimals: number): number {
  return Math.round(Number(value.toFixed(decimals)) * 10 ** decimals) + 0; // no minus zero
}

/** Whether the product of the factors as printed, rounded, is the product as printed. What is not finite has no digits to compare. */
export function multipliesOut(factors: readonly number[], factorDecimals: number, product: number, decimals: number): boolean {
  if (![...factors, product].every(Number.isFinite)) return true;
  const printed = factors.reduce((soFar, factor) => soFar * Number(factor.toFixed(factorDecimals)), 1);
  return inLastPlace(printed, decimals) === inLastPlace(product, decimals);
}
