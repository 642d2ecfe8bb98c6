import { countOf } from "../../engine/count-of.ts";
import type { GradientAsks } from "../../store/gradient-state.ts";
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

/** What the curves say; null before there are enough of them. */
export function verdictOf(asks: GradientAsks, curves: readonly ReachCurve[]): Verdict | null {
  if (asks === "fresh") return freshVerdict(curves);
  const plain = curves.find(({ look }) => look === "plain");
  const hidden = curves.find(({ look }) => look === "hidden");
  const cell = curves.find(({ look }) => look === "cell");
  if (plain === undefined || hidden === undefined) return null;
  return asks === "replaced" ? replacedVerdict(hidden, plain) : cell === undefined ? null : acrossVerdict(cell, hidden, plain);
}

const share = (curve: ReachCurve, k: number) => `*${curve.look}|${formatShare(shareAt(curve, k) ?? Number.NaN)}*`;

function acrossVerdict(cell: ReachCurve, hidden: ReachCurve, plain: ReachCurve): Verdict {
  const twice = partsAt(cell, plain, 2);
  const crossing = partsAt(hidden, plain, 1);
  const parts = twice === null ? "" : `From ${countOf(twice, "word")} back C has twice the share. `;
  const against =
    crossing === null
      ? "On h against h the RNN has more all the way."
      : crossing <= 1
        ? ""
        : `On h against h the RNN has more, up to ${countOf(crossing - 1, "word")}.`;
  return {
    line: `${NEAR} words back ${share(cell, NEAR)} is left at the LSTM’s C, ${share(plain, NEAR)} in the RNN; at ${FAR} ${share(cell, FAR)} and ${share(plain, FAR)}.`,
    note: `${parts}${against}`.trim(),
  };
}

function replacedVerdict(hidden: ReachCurve, plain: ReachCurve): Verdict {
  const twice = partsAt(hidden, plain, 2);
  return {
    line: `${FAR} words later ${share(hidden, FAR)} of the change is left in the LSTM’s h, ${share(plain, FAR)} in the RNN’s.`,
    note:
      twice === null
        ? "Nowhere has the LSTM twice as much left."
        : `At ${NEAR} words ${share(hidden, NEAR)} and ${share(plain, NEAR)}; from ${countOf(twice, "word")} on the LSTM has more than twice the RNN’s.`,
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
