import type { Worked } from "../../engine/equation.ts";
import { formatSigned } from "../shared/format.ts";
import { decimalsOf, printWork } from "../shared/printed-work.ts";

/** A piece of the card's bar. */
export interface BarSegment {
  readonly id: string;
  /** Left end and width as shares of the track, 0 … 1. */
  readonly left: number;
  readonly width: number;
  /** `+0.40`, `≈ +0.40` where the printed factors give another last digit; empty where the bar is the result itself. */
  readonly text: string;
}

/** The bar under a stage's numbers: its result, or the parts that it is made of, one after the other. */
export interface StageBars {
  readonly segments: readonly BarSegment[];
  /** Where zero stands on the track, 0 … 1; 0 unless something is negative. */
  readonly zero: number;
  /** Where the parts together end, if they pull in opposite directions; null where the bar's end says it. */
  readonly total: number | null;
}

/**
 * Lays the result on a 0 … 1 track, or the parts of it (kept, new) end to end: positive ones to the right of zero, negative ones to the
 * left. The track is 0 … m, m being 1 or the next whole number above the sum; −m … m where something is negative.
 */
export function layStageBars(worked: Worked): StageBars {
  const decimals = decimalsOf(worked);
  const { captions } = printWork(worked);
  const parts = worked.captions ?? [];
  const values = parts.length === 0 ? [worked.result.value] : parts.map(({ value }) => value);
  let [low, high] = [0, 0];
  const spans = values.map((value) => {
    const from = value < 0 ? low + value : high;
    if (value < 0) low += value;
    else high += value;
    return { from, length: Math.abs(value) };
  });
  const bound = Math.max(1, Math.ceil(Math.max(-low, high)));
  const isSigned = low < 0;
  const [start, length] = isSigned ? [-bound, 2 * bound] : [0, bound];
  return {
    zero: isSigned ? 0.5 : 0,
    total: low < 0 && high > 0 ? (low + high - start) / length : null,
    segments: spans.map((span, at) => {
      const part = parts[at];
      return {
        id: part?.id ?? "result",
        left: (span.from - start) / length,
        width: span.length / length,
        text: part === undefined ? "" : `${nearly(captions.get(part.id))}${formatSigned(part.value, decimals.get(part.id) ?? 2)}`,
      };
    }),
  };
}

/** The sign that a caption of the equation begins with, where it is not exact. */
function nearly(caption: string | undefined): string {
  return caption?.startsWith("≈") === true ? "≈ " : "";
}
