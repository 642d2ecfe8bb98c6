import type { ModelStudy } from "../../worker/protocol.ts";

/** How a line is drawn: colour, dash and mark tell the same. */
export type LineLook = "cell" | "hidden" | "plain" | "stateless";

/** A norm over the steps 1 … at, as its logarithm. */
export interface Line {
  /** Unique: model id and quantity. */
  readonly key: string;
  readonly modelId: string;
  /** `story-lstm` */
  readonly model: string;
  /** `C` or `h` */
  readonly letter: string;
  readonly look: LineLook;
  /** log10 of the norm, entry t − 1 of step t; as multiples of the last one where the reader asked for that. */
  readonly log10: Float64Array;
  readonly halfLife: number | null;
}

/** Every line of the studies in a layer: ‖∂L/∂C_t‖ and ‖∂L/∂h_t‖ of a cell with C, ‖∂L/∂h_t‖ of others. */
export function linesOf(studies: readonly ModelStudy[], layer: number, isRelative: boolean): readonly Line[] {
  return studies.flatMap(({ id, label, layers, hasMemory }) => {
    const study = layers[Math.min(layer, layers.length - 1)];
    if (study === undefined) return [];
    const { cell, hidden, cellDecay, hiddenDecay } = study;
    const line = (letter: string, look: LineLook, log10: Float64Array, halfLife: number | null): Line => ({
      key: `${id} ${letter}`,
      modelId: id,
      model: label,
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

const MOST_TICKS = 5;
const FEWEST_DECADES = 2;

/** From the lowest to the highest finite value, rounded outwards; two decades at least. */
export function logScale(values: Iterable<number>): LogScale {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [-FEWEST_DECADES, 0];
  [low, high] = [Math.floor(low), Math.ceil(high + 0.1)];
  if (high - low < FEWEST_DECADES) low = high - FEWEST_DECADES;
  const every = Math.ceil((high - low) / (MOST_TICKS - 1));
  const ticks: number[] = [];
  for (let exponent = Math.floor(high / every) * every; exponent >= low; exponent -= every) ticks.push(exponent);
  return { low, high, ticks };
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

/** Bounds of the tinted zones, as exponents. */
export interface Zones {
  readonly explodes: number;
  readonly vanishes: number;
}

/** Absolute: more than 1, less than a hundred-thousandth. Relative: a hundred times, a ten-thousandth of the last word's. */
export function zonesOf(isRelative: boolean): Zones {
  return isRelative ? { explodes: 2, vanishes: -4 } : { explodes: 0, vanishes: -5 };
}

/** A half-life as a length in px that ends at the loss; null where it is longer than the plot. */
export function halfLifeLength(halfLife: number | null, col: number, at: number): number | null {
  return halfLife === null || halfLife > at - 1 ? null : halfLife * col;
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
