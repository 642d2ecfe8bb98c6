import { countBins } from "../../engine/analysis/pre-activations.ts";
import { formatCount, formatSigned } from "../shared/format.ts";
import type { Interval } from "./layout.ts";
import type { BlockInputs } from "./use-inputs.ts";

/** What a function does in the literature, and whose it is here: `gate controller: forget gate`; else whose inputs it is shown with. */
export function sayRole(role: string, isUsed: boolean, blocks: readonly Pick<BlockInputs, "signal">[]): string {
  const names = listOf(blocks.map(({ signal }) => signal.label));
  if (isUsed) return `${role}: ${names === "" ? "hidden" : names}`;
  return `${role}; not in this model${names === "" ? "" : `, the ${names}’s inputs`}`;
}

interface Shown {
  /** The first one's unit is marked. */
  readonly blocks: readonly BlockInputs[];
  readonly unit: number;
  readonly x: Interval;
  /** The pinned input; null where there is none. */
  readonly pinned: number | null;
}

/** What stands under a curve: `Bars: 3,072 inputs of the forget gate, 15 beyond ±8. Ticks: those of unit 92, one a word.` */
export function sayInputs({ blocks, unit, x, pinned }: Shown): string {
  const [first] = blocks;
  if (first === undefined) return "No inputs are shown: choose a block at the right.";
  const all = blocks.reduce((sum, { inputs }) => sum + inputs.length, 0);
  const beyond = blocks.reduce((sum, { inputs }) => {
    const { below, above } = countBins(inputs, x.low, x.high, 1);
    return sum + below + above;
  }, 0);
  const isOut = pinned !== null && (pinned < x.low || pinned > x.high);
  const outside = beyond === 0 ? "" : `, ${formatCount(beyond)} beyond ±${x.high}`;
  const own = blocks.length > 1 ? `unit ${unit} in the ${first.signal.label}` : `unit ${unit}`;
  const away = isOut ? `, the pinned one at ${formatSigned(pinned)}` : "";
  return `Bars: ${formatCount(all)} inputs of the ${listOf(blocks.map(({ signal }) => signal.label))}${outside}. Ticks: those of ${own}, one a word${away}.`;
}

/** `a`, `a and b`, `a, b and c` */
function listOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
