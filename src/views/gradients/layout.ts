import { medianHalfLife, spreadOf } from "../../engine/gradients/survey.ts";
import type { ModelStudy, Survey } from "../../worker/protocol.ts";
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

/** A decade axis in whole powers of ten. */
export interface LogScale {
  readonly low: number;
  readonly high: number;
  /** Exponents with a line, at most five, from the top. */
  readonly ticks: readonly number[];
}

/** What the axis spans at least: a curve that hardly falls looks flat, and the axis stands still while a slider is dragged. */
const LOWEST = -3;
const HIGHEST = 1.5;
/** Where it must reach further it does so by as many decades at a time. */
const STRIDE = 2;
/** Paper between a curve and the edge, in decades. */
const MARGIN = 0.2;
const MOST_TICKS = 5;
const DISTANCES = [1, 2, 5, 10, 20, 50, 100, 200, 500] as const;

/** Spans every finite value, and at least from a thousandth to thirty. */
export function logScale(values: Iterable<number>): LogScale {
  let low = LOWEST;
  let high = HIGHEST;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value - MARGIN);
    high = Math.max(high, value + MARGIN);
  }
  low = LOWEST - STRIDE * Math.ceil((LOWEST - low) / STRIDE);
  high = HIGHEST + STRIDE * Math.ceil((high - HIGHEST) / STRIDE);
  return { low, high, ticks: ticksBetween(low, high) };
}

/** Multiples of the least distance at which there are five at most. */
function ticksBetween(low: number, high: number): readonly number[] {
  for (const every of DISTANCES) {
    const first = Math.floor(high / every);
    const count = first - Math.ceil(low / every) + 1;
    if (count <= MOST_TICKS) return Array.from({ length: count }, (_, place) => (first - place) * every);
  }
  return [0];
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

/** Distance from the top of a plot of `height`: the highest value at 0. What lies outside is put on the edge. */
export function yOf(value: number, { low, high }: LogScale, height: number): number {
  return ((high - Math.min(high, Math.max(low, value))) / (high - low)) * height;
}

/** A path through the points whose value is finite; a gap where it is not. */
export function linePath(line: Pick<Line, "log10">, xOf: (step: number) => number, scale: LogScale, height: number): string {
  let path = "";
  let isOpen = false;
  line.log10.forEach((value, at) => {
    if (!Number.isFinite(value)) {
      isOpen = false;
      return;
    }
    path += `${isOpen ? "L" : "M"}${xOf(at + 1).toFixed(1)},${yOf(value, scale, height).toFixed(1)}`;
    isOpen = true;
  });
  return path;
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

/** Distances of labels that would overlap are spread to `gap`, in their order, within 0 … `height`. Returns them in the order given. */
export function spread(places: readonly number[], gap: number, height: number): readonly number[] {
  const order = places.map((_, at) => at).sort((a, b) => (places[a] as number) - (places[b] as number));
  const found = [...places];
  let floor = -Infinity;
  for (const at of order) {
    found[at] = Math.max(found[at] as number, floor);
    floor = (found[at] as number) + gap;
  }
  let ceiling = height;
  for (const at of order.reverse()) {
    found[at] = Math.min(found[at] as number, ceiling);
    ceiling = (found[at] as number) - gap;
  }
  return found;
}
