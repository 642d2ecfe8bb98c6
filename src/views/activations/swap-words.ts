import type { Activation, SignalSpec } from "../../engine/cell.ts";
import type { GateValues } from "../../engine/swap.ts";
import { formatCount, formatSigned, MINUS } from "../shared/format.ts";
import { superscript } from "../shared/powers.ts";

const names: Readonly<Record<Activation, string>> = { sigmoid: "σ", tanh: "tanh", relu: "ReLU", hardSigmoid: "hard σ" };

export function sayFunction(activation: Activation): string {
  return names[activation];
}

/** Where two definitions are about, which one this is. */
export function sayDefinition(activation: Activation): string {
  return activation === "hardSigmoid"
    ? "Hard σ is z/6 + 1/2, cut at 0 and 1, as keras.activations.hard_sigmoid of Keras 3 has it; Keras 2 had z/5 + 1/2."
    : "";
}

/** A size or a perplexity: `0.42`, `18`, `3·10⁵`; what is no number says so. */
export function sayNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return "∞";
  if (value >= 1e4) {
    const exponent = Math.floor(Math.log10(value));
    return `${(value / 10 ** exponent).toFixed(0)}·10${superscript(exponent)}`;
  }
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}

/**
 * What became of the state at the last word, in words that follow from the numbers: mean sizes a word, before and after. A state that is
 * written anew at every word (`hasMemory` false) can only be larger or smaller.
 */
export function sayVerdict(before: Float64Array, after: Float64Array, hasMemory: boolean): string {
  const [own, other, first] = [before.at(-1) ?? 0, after.at(-1) ?? 0, after[0] ?? 0];
  const lost = after.findIndex((value) => !Number.isFinite(value));
  if (lost >= 0) return `It runs away: from word ${lost + 1} on float32 cannot hold it.`;
  const ratio = other / own;
  const times = ratio >= 10 ? formatCount(ratio) : ratio.toFixed(2);
  const size = `At the last word the state is ${times} times as large as it was on average.`;
  if (!hasMemory) return size;
  if (ratio > 2) return `${other > 2 * first ? "It runs away." : "It is inflated."} ${size}`;
  if (ratio < 0.1) return `It dies. ${size}`;
  return ratio < 0.5 ? `It shrinks. ${size}` : size;
}

/** Why: what the swapped block's values do as a gate, or as content. */
export function sayCause(
  { label, role }: Pick<SignalSpec, "label" | "role">,
  { aboveOne, belowZero, least, largest }: GateValues,
): string {
  const range = `The ${label} now goes from ${saySigned(least)} to ${saySigned(largest)}`;
  if (role !== "gate") return belowZero === 0 ? `${range}: nothing can be taken away any more.` : `${range}.`;
  const does = [
    aboveOne > 0 ? `${percent(aboveOne)} of its values are above 1 and amplify` : "",
    belowZero > 0 ? `${percent(belowZero)} are below 0 and turn the sign` : "",
  ].filter((part) => part !== "");
  return `${range}${does.length === 0 ? "" : `: ${does.join(", ")}`}.`;
}

/** A value with its sign; a large one as a power. */
function saySigned(value: number): string {
  return Math.abs(value) < 1e4 ? formatSigned(value) : `${value < 0 ? MINUS : "+"}${sayNumber(Math.abs(value))}`;
}

function percent(share: number): string {
  return share < 0.01 ? "<1%" : `${(share * 100).toFixed(0)}%`;
}
