import type { Histogram } from "../../engine/corpus/histogram.ts";

interface Props {
  readonly histogram: Histogram;
  readonly threshold: number;
  /** Value at the right end. */
  readonly high: number;
  readonly hue: string;
}

const HEIGHT = 44;
const WIDTH = 260;

/** How often the selected units have which values in the corpus: a bar a bin, square root of the counts; the threshold as a line. */
export function HistogramBars({ histogram: { width, counts }, threshold, high, hue }: Props) {
  const most = Math.sqrt(counts.reduce((top, count) => Math.max(top, count), 1));
  const xOf = (value: number) => (value / high) * WIDTH;
  const above = counts.reduce((sum, count, bin) => (bin * width >= threshold ? sum + count : sum), 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  return (
    <svg
      className="histogram-bars"
      data-hue={hue}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Values of the selected units in the corpus: ${Math.round((100 * above) / Math.max(1, all))}% at or above ${threshold.toFixed(2)}`}
    >
      {Array.from(counts, (count, bin) => {
        const height = (Math.sqrt(count) / most) * (HEIGHT - 4);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its bin
            key={bin}
            x={xOf(bin * width)}
            y={HEIGHT - height}
            width={Math.max(0.5, xOf(width) - 0.5)}
            height={height}
            data-on={bin * width >= threshold || undefined}
          />
        );
      })}
      <path d={`M${xOf(threshold)},0V${HEIGHT}`} />
    </svg>
  );
}
