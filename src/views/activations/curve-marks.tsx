import type { ActivationFunction } from "../../engine/activations.ts";
import { countBins } from "../../engine/analysis/pre-activations.ts";
import { formatSigned, MINUS } from "../shared/format.ts";
import { baseOf, type ChartSize, histogramBars, type Interval, ticksOf, unitColumn, xOf, yOf } from "./layout.ts";
import type { BlockInputs } from "./use-inputs.ts";

const BINS = 60;

/** Where marks stand: what x and y span, and the chart's lengths. */
export interface MarkPlace {
  readonly x: Interval;
  readonly y: Interval;
  readonly size: ChartSize;
}

/** A function's value as it is printed: without a sign where the function has none. */
export function sayValue({ value, range }: ActivationFunction, z: number): string {
  return range[0] >= 0 ? value(z).toFixed(2) : formatSigned(value(z));
}

/** Lines and numbers of y, the ground of the inputs, numbers of x. */
export function Frame({ x, y, size }: MarkPlace) {
  const base = baseOf(size);
  const values = y.high === 1 && y.low === 0 ? [0, 0.5, 1] : ticksOf(y);
  return (
    <g className="curve-frame">
      {values.map((value) => (
        <g key={value}>
          <path data-zero={value === 0 || undefined} d={`M${size.left},${yOf(value, y, size)}H${size.width - size.right}`} />
          <text x={size.left - 6 * size.scale} y={yOf(value, y, size) + 4 * size.scale} textAnchor="end">
            {sayTick(value)}
          </text>
        </g>
      ))}
      <path data-zero d={`M${size.left},${base + 0.5}H${size.width - size.right}`} />
      {ticksOf(x).map((tick) => (
        <text key={tick} x={xOf(tick, x, size)} y={base + 16 * size.scale} textAnchor="middle">
          {sayTick(tick)}
        </text>
      ))}
    </g>
  );
}

function sayTick(value: number): string {
  return `${value < 0 ? MINUS : ""}${Math.abs(value)}`;
}

/** The inputs as a histogram; ink without a hue. */
export function Bars({ inputs, hue, x, size }: Omit<MarkPlace, "y"> & { readonly inputs: Float32Array; readonly hue?: string }) {
  const bars = histogramBars(countBins(inputs, x.low, x.high, BINS), x, size);
  return (
    <g className="curve-bars" data-hue={hue}>
      {bars.map((bar) => bar !== null && <rect key={bar.x} {...bar} />)}
    </g>
  );
}

/** The pinned unit's own inputs, a mark a word, under those of all. */
export function Rug({
  block,
  unit,
  units,
  x,
  size,
}: Omit<MarkPlace, "y"> & { readonly block: BlockInputs; readonly unit: number; readonly units: number }) {
  const base = baseOf(size);
  const path = Array.from(unitColumn(block.inputs, units, unit))
    .filter((z) => z >= x.low && z <= x.high)
    .map((z) => `M${xOf(z, x, size).toFixed(1)},${base - 7}v7`)
    .join("");
  return <path className="curve-rug" d={path} />;
}

/** A line down to x, a dotted one across to y. */
export function Pin({ z, fn, x, y, size }: MarkPlace & { readonly z: number; readonly fn: ActivationFunction }) {
  const base = baseOf(size);
  const [px, py] = [xOf(z, x, size), yOf(fn.value(z), y, size)];
  const { scale } = size;
  const isRight = px > size.width - 70 * scale;
  const anchor = isRight ? "end" : "start";
  const beside = (distance: number) => px + (isRight ? -distance : distance) * scale;
  // The functions rise: below and to the right of the point is paper, unless it stands at the foot.
  const isLow = py + 18 * scale > size.top + size.curve;
  return (
    <g className="curve-pin">
      <path className="curve-across" d={`M${size.left},${py}H${px}`} />
      <path className="curve-drop" d={`M${px},${py}V${base}`} />
      <circle cx={px} cy={py} r={4.5 * scale} />
      <text x={beside(8)} y={py + (isLow ? -8 : 18) * scale} textAnchor={anchor}>
        {sayValue(fn, z)}
      </text>
      <text className="curve-input" x={beside(6)} y={base - 12 * scale} textAnchor={anchor}>
        {formatSigned(z)}
      </text>
    </g>
  );
}
