import { medianHalfLife, spreadOf } from "../../engine/gradients/survey.ts";
import type { ModelStudy, Survey } from "../../worker/protocol.ts";
import { type LogScale, yOf } from "../shared/log-scale.ts";
import { namesOf } from "../shared/model-names.ts";

/** How a line is drawn: colour, dash and mark tell the same. */
export type LineLook = "cell" | "hidden" | "plain" | "stateless";

/** A norm over the steps 1 … at, as its logarithm. */
export interface Line {
  /** Unique: model id and quantity. */
  readonly key: string;
  readonly modelId: string;
  /** `LSTM`, or the model's own label where two have the same cell. */
  readonly model: string;
  /** `C` or `h` */
  readonly letter: string;
  readonly look: LineLook;
  /** log10 of the norm, entry t − 1 of step t; as multiples of the last one where the reader asked for that. */
  readonly log10: Float64Array;
  readonly halfLife: number | null;
  /** Standard deviation of the logarithm at every entry, where the line is a mean over many; else absent. */
  readonly deviation?: Float64Array;
}

/** Every line of the studies in a layer: ‖∂L/∂C_t‖ and ‖∂L/∂h_t‖ of a cell with C, ‖∂L/∂h_t‖ of others. */
export function linesOf(studies: readonly ModelStudy[], layer: number, isRelative: boolean): readonly Line[] {
  const names = namesOf(studies);
  return studies.flatMap(({ id, layers, hasMemory }) => {
    const study = layers[Math.min(layer, layers.length - 1)];
    if (study === undefined) return [];
    const { cell, hidden, cellDecay, hiddenDecay } = study;
    const line = (letter: string, look: LineLook, log10: Float64Array, halfLife: number | null): Line => ({
      key: `${id} ${letter}`,
      modelId: id,
      model: names.get(id) as string,
      letter,
      look,
      log10: isRelative ? relativeTo(log10) : log10,
      halfLife,
    });
    const ofHidden = line(
      "h",
      cell !== null ? "hidden" : hasMemory ? "plain" : "stateless",
      hidden.log10,
      hiddenDecay?.halfLife ?? null,
    );
    return cell === null ? [ofHidden] : [line("C", "cell", cell.log10, cellDecay?.halfLife ?? null), ofHidden];
  });
}

/**
 * Mean lines of many sentences, laid over each other at the loss: the last entry is the loss, one further left a word further back.
 * Half-lives are medians.
 */
export function meanLinesOf(surveys: readonly Survey[], layer: number, isRelative: boolean): readonly Line[] {
  const names = namesOf(surveys);
  return surveys.flatMap(({ id, layers, hasMemory }) => {
    const survey = layers[Math.min(layer, layers.length - 1)];
    if (survey === undefined || survey.hidden.length === 0) return [];
    const line = (letter: string, look: LineLook, curves: readonly Float64Array[], lives: readonly (number | null)[]): Line => {
      const { mean, deviation } = spreadOf(curves, isRelative);
      return {
        key: `${id} ${letter}`,
        modelId: id,
        model: names.get(id) as string,
        letter,
        look,
        log10: mean.reverse(),
        deviation: deviation.reverse(),
        halfLife: medianHalfLife(lives),
      };
    };
    const { hidden, cell, hiddenHalfLives, cellHalfLives } = survey;
    const ofHidden = line("h", cell !== null ? "hidden" : hasMemory ? "plain" : "stateless", hidden, hiddenHalfLives);
    return cell === null ? [ofHidden] : [line("C", "cell", cell, cellHalfLives ?? []), ofHidden];
  });
}

function relativeTo(log10: Float64Array): Float64Array {
  const last = log10.at(-1) ?? 0;
  return log10.map((value) => value - last);
}

/** Distances of ticks along a text. */
const WORD_DISTANCES = [1, 2, 5, 10, 20, 50, 100] as const;

/** Steps with a tick under a chart of its own: the first and multiples; counted from the loss at the end where `isBack`. */
export function footTicks(steps: number, isBack: boolean): readonly number[] {
  const every = WORD_DISTANCES.find((distance) => steps / distance <= 6) ?? 100;
  if (isBack) return Array.from({ length: Math.ceil(steps / every) }, (_, k) => steps - k * every);
  const rest = Array.from({ length: Math.floor(steps / every) }, (_, k) => (k + 1) * every);
  return rest[0] === 1 ? rest : [1, ...rest];
}

/** The area between a line's mean less and plus its deviation, back and forth; empty where it has none. */
export function bandPath(line: Line, xOf: (step: number) => number, scale: LogScale, height: number): string {
  const { log10, deviation } = line;
  if (deviation === undefined) return "";
  const edge = (sign: number) =>
    Array.from(log10, (value, k) => ({ x: xOf(k + 1), value: value + sign * (deviation[k] as number) }))
      .filter(({ value }) => Number.isFinite(value))
      .map(({ x, value }) => `${x.toFixed(1)},${yOf(value, scale, height).toFixed(1)}`);
  const corners = [...edge(1), ...edge(-1).reverse()];
  return corners.length === 0 ? "" : `M${corners.join("L")}Z`;
}

/** Exponents where the tinted zones begin: above ten, below a ten-thousandth. Conventions of this page: no law begins there. */
export const EXPLODES = 1;
export const VANISHES = -4;

/** log10 of float32's largest number, and of its smallest, a denormal one (IEEE 754): beyond them a training run has ∞ or 0. */
export const FLOAT32_HIGH = Math.log10((2 - 2 ** -23) * 2 ** 127);
export const FLOAT32_LOW = -149 * Math.log10(2);

/** A half-life as a length that ends at the loss. */
export interface HalfLifeLength {
  readonly px: number;
  /** True where it is longer than there are words: only a part of it is drawn. */
  readonly isOpen: boolean;
}

/** Null where no half-life is claimed: a length that does not exist is not drawn. */
export function halfLifeLength(halfLife: number | null, col: number, at: number): HalfLifeLength | null {
  if (halfLife === null) return null;
  return { px: Math.min(halfLife, at - 1) * col, isOpen: halfLife > at - 1 };
}

/** What the gradient at step `step` is of the one at the loss, plain: Π of the gains between. Null before the first and after the loss. */
export function shareReaching(line: Pick<Line, "log10">, step: number): number | null {
  const value = line.log10[step - 1];
  const last = line.log10.at(-1);
  return value === undefined || last === undefined ? null : 10 ** (value - last);
}
