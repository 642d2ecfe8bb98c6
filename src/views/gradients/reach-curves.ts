import { beginnings, FRESH_REACH } from "../../engine/reach/fresh.ts";
import { quartilesOf } from "../../engine/reach/quartiles.ts";
import { LAGS, REACH, REPLACED_REACH } from "../../engine/reach/study-reach.ts";
import type { GradientAsks, Reach } from "../../store/gradient-state.ts";
import type { LineLook } from "./layout.ts";

/** What is left k words away, k = 0 …: median and quartiles over many places, as logarithms. */
export interface ReachCurve {
  readonly key: string;
  /** `LSTM C` */
  readonly name: string;
  readonly look: LineLook;
  /** SVG dashes; empty: a solid line. */
  readonly dash: string;
  readonly low: Float64Array;
  readonly median: Float64Array;
  readonly high: Float64Array;
  /** Places at every k. */
  readonly count: Int32Array;
}

/** Words away that a question is followed for. */
export function extentOf(asks: GradientAsks): number {
  return asks === "fresh" ? FRESH_REACH : asks === "replaced" ? REPLACED_REACH : REACH;
}

/** Shares below it run out of the plot, as a power of ten: most of its height is for what can be told apart. */
export const LOWEST = -30;

/** A curve as far as it is drawn. */
export function seen(log10: Float64Array): Float64Array {
  return log10.map((value) => (value < LOWEST ? Number.NaN : value));
}

export const RNN_DASH = "6 4";
/** In the order of the beginnings: C of three LSTMs and h of two RNNs, told apart by their dashes. */
const freshDashes: ReadonlyMap<string, string> = new Map([
  ["lstm-default", "1.5 3"],
  ["lstm-bias-1", "8 3"],
  ["lstm-slow", ""],
  ["rnn-default", RNN_DASH],
  ["rnn-orthogonal", "9 3 2 3"],
]);

/** The curves of what has been measured so far. @param names of the models by id; @param gated ids of those with a cell state */
export function curvesOf(
  { asks, models, pieces }: Pick<Reach, "asks" | "models" | "pieces">,
  names: ReadonlyMap<string, string>,
  gated: ReadonlySet<string>,
): readonly ReachCurve[] {
  const nameOf = (id: string) => names.get(id) ?? id;
  const width = extentOf(asks) + 1;
  if (asks === "fresh") {
    return pieces.flatMap((piece, place) => {
      const beginning = beginnings[place];
      if (piece.kind !== "fresh" || beginning === undefined) return [];
      const look = piece.share.signal === "cellState" ? "cell" : "plain";
      const name = `${beginning.cell.label}, ${beginning.name}`;
      return [curve({ key: beginning.id, name, look, dash: freshDashes.get(beginning.id) ?? "" }, [piece.share.log10], width)];
    });
  }
  return models.flatMap((id, place) => {
    if (asks === "replaced") {
      const changes = pieces.flatMap((piece) => (piece.kind === "replaced" ? (piece.remainders[place]?.change ?? []) : []));
      if (changes.length === 0) return [];
      const isGated = gated.has(id);
      const shape: Shape = {
        key: `${id} h`,
        name: `${nameOf(id)} h`,
        look: isGated ? "hidden" : "plain",
        dash: isGated ? "" : RNN_DASH,
      };
      return [
        curve(
          shape,
          changes.map((change) => change.map(Math.log10)),
          width,
        ),
      ];
    }
    const texts = pieces.flatMap((piece) => (piece.kind === "across" ? [piece.shares[place] ?? []] : []));
    const signals = texts[0]?.map(({ signal }) => signal) ?? [];
    return signals.map((signal, state) => {
      const letter = signal === "cellState" ? "C" : "h";
      const look = letter === "C" ? "cell" : signals.length > 1 ? "hidden" : "plain";
      const rows = texts.flatMap((shares) => shares[state]?.log10 ?? []);
      return curve(
        { key: `${id} ${signal}`, name: `${nameOf(id)} ${letter}`, look, dash: look === "plain" ? RNN_DASH : "" },
        rows,
        width,
      );
    });
  });
}

type Shape = Pick<ReachCurve, "key" | "name" | "look" | "dash">;

function curve(shape: Shape, rows: readonly Float64Array[], width: number): ReachCurve {
  return { ...shape, ...quartilesOf(Float64Array.from(rows.flatMap((row) => Array.from(row))), width) };
}

/** Bits of the prediction that change with the word, median over the places, beside the words later at which they are compared. */
export function bitsOf({ models, pieces }: Reach): readonly { readonly id: string; readonly k: number; readonly bits: number }[] {
  return models.flatMap((id, place) => {
    const rows = pieces.flatMap((piece) => (piece.kind === "replaced" ? [...(piece.remainders[place]?.bits ?? [])] : []));
    if (rows.length === 0) return [];
    const { median } = quartilesOf(Float64Array.from(rows), LAGS.length);
    return LAGS.map((k, at) => ({ id, k, bits: median[at] as number }));
  });
}

/** What a curve has left at k, plain; null where it is not measured. */
export function shareAt({ median }: Pick<ReachCurve, "median">, k: number): number | null {
  const value = median[k];
  return value === undefined || Number.isNaN(value) ? null : 10 ** value;
}

/** The least k from which on one curve stays above so many times another; null where it never does. */
export function partsAt(upper: ReachCurve, lower: ReachCurve, times: number): number | null {
  const least = Math.log10(times);
  let from: number | null = null;
  upper.median.forEach((value, k) => {
    const isApart = value - (lower.median[k] as number) >= least;
    if (!isApart) from = null;
    else from ??= k;
  });
  return from;
}
