import { useRef } from "react";
import { formatProbability } from "../shared/format.ts";
import { useWidth } from "../shared/use-width.ts";
import { useLedgers } from "./use-ledger.ts";
import "./horizon.css";

const HEIGHT = 110;
const LEFT = 40;
/** Words back that have a number. */
const TOLD = [1, 2, 5, 10, 20, 50, 100] as const;

/** How far memory reaches: the mean share of the cell that was written so many words back. */
export function Horizon() {
  const ledgers = useLedgers();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const horizon = typeof ledgers === "string" ? null : ledgers.horizon;
  const steps = horizon?.length ?? 0;
  const largest = horizon?.reduce((most, share) => Math.max(most, share), 0) ?? 1;
  const xOf = (back: number) => LEFT + (steps < 2 ? 0 : (back / (steps - 1)) * (width - LEFT - 8));
  const yOf = (share: number) => (1 - share / largest) * (HEIGHT - 12) + 6;
  return (
    <section className="horizon" aria-label="Memory horizon">
      <h2 className="section-title">
        Memory horizon<span className="descriptor">share still held, by words back, mean of the sentence</span>
      </h2>
      <div ref={box}>
        {horizon !== null && width > 0 && (
          <svg width={width} height={HEIGHT + 22} role="img" aria-label={describe(horizon)}>
            <path className="half-life-axis" d={`M${LEFT},${HEIGHT + 0.5}H${width}`} />
            <text className="half-life-tick" x={LEFT - 6} y={yOf(largest)} dy="0.35em" textAnchor="end">
              {formatProbability(largest)}
            </text>
            <text className="half-life-tick" x={LEFT - 6} y={HEIGHT} dy="0.1em" textAnchor="end">
              0
            </text>
            <path
              className="horizon-line"
              d={`M${Array.from(horizon, (share, back) => `${xOf(back).toFixed(1)},${yOf(share).toFixed(1)}`).join("L")}`}
            />
            {steps <= 40 &&
              Array.from(horizon, (share, back) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its distance
                <circle key={back} className="horizon-dot" cx={xOf(back)} cy={yOf(share)} r={2.5}>
                  <title>{`${back} words back: ${formatProbability(share)}`}</title>
                </circle>
              ))}
            {[0, ...TOLD.filter((back) => back < steps)].map((back) => (
              <text key={back} className="half-life-tick" x={xOf(back)} y={HEIGHT + 16} textAnchor="middle">
                {back === 0 ? "itself" : back}
              </text>
            ))}
          </svg>
        )}
      </div>
    </section>
  );
}

function describe(horizon: Float64Array): string {
  const told = TOLD.filter((back) => back < horizon.length).map(
    (back) => `${back} back ${formatProbability(horizon[back] as number)}`,
  );
  return `Of what the cell holds, the word itself wrote ${formatProbability(horizon[0] as number)} on average; ${told.join(", ")}`;
}
