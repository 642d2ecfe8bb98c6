import { countOf } from "../../engine/count-of.ts";
import type { GradientAsks, Reach } from "../../store/gradient-state.ts";
import { formatShare } from "./numbers.ts";
import { partsAt, type ReachCurve, shareAt } from "./reach-curves.ts";

/** A computed line, its numbers in `*…*` with the look of what they are of: `*cell|25%*`; and what speaks against it. */
export interface Verdict {
  readonly line: string;
  readonly note: string;
}

const NEAR = 20;
const FAR = 100;
/** Words back at which networks that have learned nothing are compared, and as often in the literature's copy tasks. */
const FRESH = 101;

/** What the curves say, of one network alone what it has left; null before there are enough of them. */
export function verdictOf(asks: GradientAsks, curves: readonly ReachCurve[]): Verdict | null {
  if (asks === "fresh") return freshVerdict(curves);
  const plain = curves.find(({ look }) => look === "plain");
  const hidden = curves.find(({ look }) => look === "hidden");
  const cell = curves.find(({ look }) => look === "cell");
  const isForward = asks === "replaced";
  if (plain === undefined || hidden === undefined) return curves.length === 0 ? null : aloneVerdict(isForward, curves);
  return isForward ? replacedVerdict(hidden, plain) : cell === undefined ? null : acrossVerdict(cell, hidden, plain);
}

/** What stands where there is no verdict. */
export function sayUnmeasured(reach: Pick<Reach, "pieces" | "of"> | null): string {
  const isDone = reach !== null && reach.pieces.length >= reach.of;
  return isDone ? "Nothing of this can be measured on this model." : "Being measured on this device.";
}

const share = (curve: ReachCurve, k: number) => `*${curve.look}|${formatShare(shareAt(curve, k) ?? Number.NaN)}*`;

function acrossVerdict(cell: ReachCurve, hidden: ReachCurve, plain: ReachCurve): Verdict {
  const twice = partsAt(cell, plain, 2);
  const crossing = partsAt(hidden, plain, 1);
  const parts = twice === null ? "" : `From ${countOf(twice, "word")} back ${cell.name} has twice the share. `;
  const more = `${plain.name} has more than ${hidden.name}`;
  const against =
    crossing === null ? `${more} all the way.` : crossing <= 1 ? "" : `${more} up to ${countOf(crossing - 1, "word")}.`;
  return {
    line: `${NEAR} words back ${share(cell, NEAR)} is left at ${cell.name}, ${share(plain, NEAR)} at ${plain.name}; at ${FAR} ${share(cell, FAR)} and ${share(plain, FAR)}.`,
    note: `${parts}${against}`.trim(),
  };
}

function replacedVerdict(hidden: ReachCurve, plain: ReachCurve): Verdict {
  const twice = partsAt(hidden, plain, 2);
  return {
    line: `${FAR} words later ${share(hidden, FAR)} of the change is left in ${hidden.name}, ${share(plain, FAR)} in ${plain.name}.`,
    note:
      twice === null
        ? `Nowhere has ${hidden.name} twice as much left.`
        : `At ${NEAR} words ${share(hidden, NEAR)} and ${share(plain, NEAR)}; from ${countOf(twice, "word")} on ${hidden.name} has more than twice as much.`,
  };
}

function aloneVerdict(isForward: boolean, curves: readonly ReachCurve[]): Verdict {
  const of = isForward ? "the change" : "the gradient";
  const at = (k: number) => curves.map((curve) => `${share(curve, k)} at ${curve.name}`).join(", ");
  return {
    line: `${NEAR} words ${isForward ? "later" : "back"} of ${of} is left: ${at(NEAR)}.`,
    note: `At ${FAR} words: ${at(FAR)}. No network of the same words stands beside it.`,
  };
}

function freshVerdict(curves: readonly ReachCurve[]): Verdict | null {
  const of = (key: string) => curves.find((curve) => curve.key === key);
  const [slow, bias, usual, plain, orthogonal] = [
    "lstm-slow",
    "lstm-bias-1",
    "lstm-default",
    "rnn-default",
    "rnn-orthogonal",
  ].map(of);
  if (!slow || !bias || !usual || !plain || !orthogonal) return null;
  return {
    line: `${FRESH} words back slow gates leave ${share(slow, FRESH)}, forget bias 1 ${share(bias, FRESH)}, an RNN ${share(plain, FRESH)}.`,
    note: `How open the forget gate is decides, not the letters LSTM. An LSTM as PyTorch draws it: ${share(usual, FRESH)}; an orthogonal RNN: ${share(orthogonal, FRESH)}.`,
  };
}
