import type { ReactNode } from "react";
import type { ActivationFunction } from "../../engine/activations.ts";
import { countBins } from "../../engine/analysis/pre-activations.ts";
import { formatSigned, MINUS } from "../shared/format.ts";
import { Formula } from "../shared/formula.tsx";
import { useApp } from "../shared/use-app.ts";
import { type ChartSize, curvePath, heightOf, histogramBars, type Interval, ticksOf, xOf, yOf } from "./layout.ts";
import { type BlockInputs, pinnedInput } from "./use-inputs.ts";

const BINS = 60;

interface Props {
  readonly title: string;
  readonly role: string;
  readonly formula: string;
  readonly fn: ActivationFunction;
  /** False: the model has no such function; the curve is ink and says so. */
  readonly isUsed: boolean;
  /** Whose inputs stand below; the first one's pin is drawn. */
  readonly blocks: readonly BlockInputs[];
  readonly units: number;
  readonly x: Interval;
  readonly y: Interval;
  readonly size: ChartSize;
  readonly children?: ReactNode;
}

/** A function and its derivative above, the inputs of the sentence below, on one x; the pin drops to x and goes across to y. */
export function CurveChart({ title, role, formula, fn, isUsed, blocks, units, x, y, size, children }: Props) {
  const step = useApp((state) => state.step);
  const unit = useApp((state) => state.unit);
  const hue = isUsed ? blocks[0]?.signal.hue : undefined;
  const names = blocks.map(({ signal }) => signal.label).join(", ");
  const z = blocks[0] === undefined ? null : pinnedInput(blocks[0], units, { step, unit });
  const isIn = z !== null && z >= x.low && z <= x.high;
  return (
    <section className="curve" data-hue={hue} data-unused={!isUsed || undefined} aria-label={title}>
      <h2 className="curve-title">
        <b>{title}</b>
        <span>
          {role}
          {isUsed ? `: ${names === "" ? "hidden" : names}` : `; not in this model${names === "" ? "" : `, inputs of ${names}`}`}
        </span>
        <Formula tex={formula} />
      </h2>
      {children}
      <svg width={size.width} height={heightOf(size)} role="img" aria-label={describe(title, fn, z)}>
        <Frame x={x} y={y} size={size} />
        {blocks.map((block) => (
          <Bars key={block.signal.name} block={block} x={x} size={size} isUsed={isUsed} />
        ))}
        {blocks[0] !== undefined && <Rug block={blocks[0]} unit={unit} units={units} x={x} size={size} />}
        <path className="curve-slope" d={curvePath(fn.slope, x, y, size)} />
        <path className="curve-line" d={curvePath(fn.value, x, y, size)} />
        {z !== null && isIn && <Pin z={z} fn={fn} x={x} y={y} size={size} />}
        <text className="curve-name" x={size.left + 6} y={yOf(fn.slope(x.low), y, size) - 6}>
          derivative
        </text>
      </svg>
      <Beyond blocks={blocks} x={x} pinned={z} />
    </section>
  );
}

function describe(title: string, fn: ActivationFunction, z: number | null): string {
  return z === null
    ? `${title} and its derivative`
    : `${title} and its derivative; at the pin input ${formatSigned(z)}, value ${sayValue(fn, z)}, slope ${fn.slope(z).toFixed(2)}`;
}

/** Without a sign where the function has none. */
function sayValue({ value, range }: ActivationFunction, z: number): string {
  return range[0] >= 0 ? value(z).toFixed(2) : formatSigned(value(z));
}

function Frame({ x, y, size }: { readonly x: Interval; readonly y: Interval; readonly size: ChartSize }) {
  const base = size.top + size.curve + size.gap + size.bars;
  const values = y.high === 1 && y.low === 0 ? [0, 0.5, 1] : ticksOf(y);
  return (
    <g className="curve-frame">
      {values.map((value) => (
        <g key={value}>
          <path data-zero={value === 0 || undefined} d={`M${size.left},${yOf(value, y, size)}H${size.width - size.right}`} />
          <text x={size.left - 6} y={yOf(value, y, size) + 4} textAnchor="end">
            {sayTick(value)}
          </text>
        </g>
      ))}
      <path data-zero d={`M${size.left},${base + 0.5}H${size.width - size.right}`} />
      {ticksOf(x).map((tick) => (
        <text key={tick} x={xOf(tick, x, size)} y={base + 16} textAnchor="middle">
          {sayTick(tick)}
        </text>
      ))}
    </g>
  );
}

function sayTick(value: number): string {
  return `${value < 0 ? MINUS : ""}${Math.abs(value)}`;
}

function Bars({
  block,
  x,
  size,
  isUsed,
}: {
  readonly block: BlockInputs;
  readonly x: Interval;
  readonly size: ChartSize;
  readonly isUsed: boolean;
}) {
  const bars = histogramBars(countBins(block.inputs, x.low, x.high, BINS), x, size);
  return (
    <g className="curve-bars" data-hue={isUsed ? block.signal.hue : undefined}>
      {bars.map((bar, k) =>
        bar === null ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its bin
          <rect key={k} {...bar} />
        ),
      )}
    </g>
  );
}

/** The pinned unit's own inputs, a mark a word, under those of all. */
function Rug({
  block,
  unit,
  units,
  x,
  size,
}: {
  readonly block: BlockInputs;
  readonly unit: number;
  readonly units: number;
  readonly x: Interval;
  readonly size: ChartSize;
}) {
  const base = size.top + size.curve + size.gap + size.bars;
  const path = Array.from({ length: block.inputs.length / units }, (_, k) => block.inputs[k * units + unit] as number)
    .filter((z) => z >= x.low && z <= x.high)
    .map((z) => `M${xOf(z, x, size).toFixed(1)},${base - 5}v5`)
    .join("");
  return <path className="curve-rug" d={path} />;
}

function Pin({
  z,
  fn,
  x,
  y,
  size,
}: {
  readonly z: number;
  readonly fn: ActivationFunction;
  readonly x: Interval;
  readonly y: Interval;
  readonly size: ChartSize;
}) {
  const base = size.top + size.curve + size.gap + size.bars;
  const [px, py] = [xOf(z, x, size), yOf(fn.value(z), y, size)];
  const isRight = px > size.width - 70;
  return (
    <g className="curve-pin">
      <path className="curve-across" d={`M${size.left},${py}H${px}`} />
      <path className="curve-drop" d={`M${px},${py}V${base}`} />
      <circle cx={px} cy={py} r={4.5} />
      <text x={px + (isRight ? -8 : 8)} y={py + (py < size.top + 24 ? 18 : -8)} textAnchor={isRight ? "end" : "start"}>
        {sayValue(fn, z)}
      </text>
      <text className="curve-input" x={px + (isRight ? -6 : 6)} y={base - 8} textAnchor={isRight ? "end" : "start"}>
        {formatSigned(z)}
      </text>
    </g>
  );
}

/** Inputs that the axis does not reach are told. */
function Beyond({
  blocks,
  x,
  pinned,
}: {
  readonly blocks: readonly BlockInputs[];
  readonly x: Interval;
  readonly pinned: number | null;
}) {
  const all = blocks.reduce((sum, { inputs }) => sum + inputs.length, 0);
  const beyond = blocks.reduce((sum, { inputs }) => {
    const { below, above } = countBins(inputs, x.low, x.high, 1);
    return sum + below + above;
  }, 0);
  const isOut = pinned !== null && (pinned < x.low || pinned > x.high);
  if (beyond === 0) return null;
  return (
    <p className="activation-note">
      {`${beyond} of ${all} inputs lie beyond ±${x.high}`}
      {isOut && `, the pinned one at ${formatSigned(pinned)}`}
    </p>
  );
}
