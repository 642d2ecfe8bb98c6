import { useMemo, useRef } from "react";
import type { ActivationFunction } from "../../engine/activations.ts";
import { softmaxOfOne } from "../../engine/softmax.ts";
import { formatChance, formatCount, formatSigned } from "../shared/format.ts";
import { useWidth } from "../shared/use-width.ts";
import { Bars, Frame, Pin } from "./curve-marks.tsx";
import { type ChartSize, chartSize, curvePath, heightOf, logitInterval } from "./layout.ts";

const probability = { low: 0, high: 1 };

/** Lower than the four: it stands in the side column. */
function sideSize(width: number): ChartSize {
  return { ...chartSize(width), left: 26, curve: 76, bars: 28, gap: 8 };
}

interface Props {
  readonly name: string;
  readonly id: number;
  /** All logits (V) as they stand. */
  readonly logits: Float32Array;
  readonly temperature: number;
}

/** A word's probability as a function of its own logit, all others held, with its derivative; below it every logit of the vocabulary. */
export function SoftmaxCurve({ name, id, logits, temperature }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const size = sideSize(useWidth(box));
  const fn = useMemo(
    (): ActivationFunction & { readonly others: number } => ({ ...softmaxOfOne(logits, id, temperature), range: [0, 1] }),
    [logits, id, temperature],
  );
  const z = logits[id] as number;
  // As far as the curve needs to level out.
  const x = useMemo(() => logitInterval(logits, [fn.others + 4 * temperature]), [logits, fn, temperature]);
  const place = { x, y: probability, size };
  return (
    <div ref={box} className="curve softmax-curve">
      <svg
        width={size.width}
        height={heightOf(size)}
        role="img"
        aria-label={`Probability of ${name} by its own logit, and its derivative; at ${formatSigned(z)} it is ${formatChance(fn.value(z))}, slope ${fn.slope(z).toFixed(2)}`}
      >
        <Frame {...place} />
        <Bars inputs={logits} x={x} size={size} />
        <path className="curve-slope" d={curvePath(fn.slope, x, probability, size)} />
        <path className="curve-line" d={curvePath(fn.value, x, probability, size)} />
        <Pin z={z} fn={fn} {...place} />
      </svg>
      <p className="activation-note">
        “{name}” by its own logit, the others held; dashed, its derivative p (1 − p) / τ. Below, the logits of all{" "}
        {formatCount(logits.length)} words.
      </p>
    </div>
  );
}
