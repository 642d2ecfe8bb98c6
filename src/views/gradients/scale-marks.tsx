import { formatTick, type LogScale, yOf } from "../shared/log-scale.ts";
import { Numeral } from "../shared/numeral.tsx";

interface NumbersProps {
  readonly scale: LogScale;
  /** Of the plot, px. */
  readonly height: number;
  /** Where the plot begins below the numbers' own top, px. */
  readonly top?: number;
  /** The numbers end at it, px. */
  readonly width: number;
}

/** The numbers left of a logarithmic plot; what is read off it stands elsewhere too. */
export function ScaleNumbers({ scale, height, top = 0, width }: NumbersProps) {
  return (
    <div className="norm-ticks" style={{ width }} aria-hidden="true">
      {scale.ticks.map((tick) => (
        <span key={tick} data-label="" style={{ top: top + yOf(tick, scale, height) }}>
          <Numeral text={formatTick(tick, scale)} />
        </span>
      ))}
    </div>
  );
}

/** A line across the plot for each of them, that of 1 stronger. */
export function ScaleLines({ scale, height, width }: Omit<NumbersProps, "top">) {
  return scale.ticks.map((tick) => (
    <path key={tick} className="norm-grid" data-one={tick === 0 || undefined} d={`M0,${yOf(tick, scale, height)}H${width}`} />
  ));
}
