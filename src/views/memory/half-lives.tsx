import { useRef } from "react";
import { useApp } from "../shared/use-app.ts";
import { useWidth } from "../shared/use-width.ts";
import { columnOf, formatHalfLife, formatTick, halfLifeAxis, stackDots } from "./half-life-layout.ts";
import "./half-lives.css";

const HEIGHT = 120;
const FOOT = 34;

interface Props {
  /** Words, by unit. */
  readonly halfLives: Float64Array;
  /** `the corpus`, `this sentence`. */
  readonly over: string;
}

/** Half-life of every unit as a dot on a logarithmic axis; the pinned one in ink, with its number. A press pins a unit. */
export function HalfLives({ halfLives, over }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const unit = useApp((state) => state.unit);
  const pin = useApp((state) => state.pin);
  const axis = halfLifeAxis(halfLives);
  const dots = stackDots(halfLives, axis);
  const most = dots.reduce((rows, { row }) => Math.max(rows, row + 1), 1);
  const pitchX = (width - 8) / axis.columns;
  const pitch = Math.min(pitchX, (HEIGHT - 26) / most);
  const radius = Math.max(1, pitch / 2 - 0.5);
  const xOf = (column: number) => 4 + (column + 0.5) * pitchX;
  // Units are pinned by number beside the chart; a press on a dot is a short cut.
  const pressing = (pressed: number) => ({ onClick: () => pin({ unit: pressed }) });
  const own = dots.find((dot) => dot.unit === unit);
  const ownLife = halfLives[unit];
  return (
    <section className="half-lives" aria-label="Half-life of every unit">
      <h2 className="section-title">
        Half-life of every unit<span className="descriptor">words until half is gone, over {over}</span>
      </h2>
      <div ref={box} className="half-life-box">
        {width > 0 && (
          <svg
            width={width}
            height={HEIGHT + FOOT}
            role="img"
            aria-label={`${dots.length} units; unit ${unit}: ${ownLife === undefined ? "" : formatHalfLife(ownLife)}`}
          >
            {dots.map((dot) => (
              <circle
                key={dot.unit}
                className="half-life-dot"
                data-pinned={dot.unit === unit || undefined}
                cx={xOf(dot.column)}
                cy={HEIGHT - 1 - pitch * (dot.row + 0.5)}
                r={radius}
                {...pressing(dot.unit)}
              >
                <title>{`Unit ${dot.unit}: ${formatHalfLife(halfLives[dot.unit] as number)}`}</title>
              </circle>
            ))}
            {own !== undefined && (
              <text className="half-life-own" x={clampTo(xOf(own.column), 12, width - 12)} y={HEIGHT - pitch * (own.row + 1) - 6}>
                {unit}
              </text>
            )}
            <path className="half-life-axis" d={`M0,${HEIGHT + 0.5}h${width}`} />
            {axis.ticks.map((tick, k) => (
              <g key={tick} transform={`translate(${xOf(columnOf(tick, axis))} ${HEIGHT})`}>
                <path className="half-life-axis" d="M0,0v4" />
                <text
                  className="half-life-tick"
                  y={16}
                  textAnchor={k === 0 ? "start" : k === axis.ticks.length - 1 ? "end" : "middle"}
                >
                  {k === 0 ? `≤ ${formatTick(tick)}` : k === axis.ticks.length - 1 ? `≥ ${tick}` : formatTick(tick)}
                </text>
              </g>
            ))}
            <text className="half-life-end" x={0} y={HEIGHT + 31}>
              forgets at once
            </text>
            <text className="half-life-end" x={width} y={HEIGHT + 31} textAnchor="end">
              holds across sentences
            </text>
          </svg>
        )}
      </div>
    </section>
  );
}

function clampTo(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
