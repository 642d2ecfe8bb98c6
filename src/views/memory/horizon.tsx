import { useRef } from "react";
import { formatProbability } from "../shared/format.ts";
import { useWidth } from "../shared/use-width.ts";
import { sayReading } from "./reading-note.tsx";
import { useFindings } from "./use-desk.ts";
import { useLedgers } from "./use-ledger.ts";
import "./horizon.css";

const HEIGHT = 110;
const LEFT = 40;
/** Words back that are drawn at least where the corpus is there. */
const SHOWN = 30;
/** Dots that are told apart. */
const MOST_DOTS = 60;
/** Words back that have a number. */
const TOLD = [1, 2, 5, 10, 20, 50, 100] as const;

/** How far memory reaches: the mean share of the cell that was written so many words back, in the corpus and in the sentence. */
export function Horizon() {
  const ledgers = useLedgers();
  const corpus = useFindings((findings) => findings.corpus?.horizon ?? null);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const reading = useFindings(sayReading);
  const sentence = typeof ledgers === "string" ? null : ledgers.horizon;
  const steps = Math.max(SHOWN, sentence?.length ?? 0);
  const line = corpus?.subarray(0, steps) ?? null;
  return (
    <section className="horizon" aria-label="Memory horizon">
      <h2 className="section-title">
        Memory horizon <span className="descriptor">share held, by words back</span>
      </h2>
      <p className="horizon-key">
        <span>
          <i className="horizon-key-dot" /> this sentence
        </span>{" "}
        <span>
          <i className="horizon-key-line" /> the corpus{line === null && `: ${reading}`}
        </span>
      </p>
      <div ref={box}>
        {(line !== null || sentence !== null) && width > 0 && (
          <Curve
            line={line ?? NONE}
            dots={sentence?.subarray(0, steps) ?? NONE}
            steps={line === null ? steps : Math.max(line.length, sentence?.length ?? 0)}
            width={width}
          />
        )}
      </div>
    </section>
  );
}

const NONE = new Float64Array(0);

interface CurveProps {
  /** Mean share by words back, in the corpus; empty until it is read. */
  readonly line: Float64Array;
  /** The sentence's own. */
  readonly dots: Float64Array;
  /** Words back that have room. */
  readonly steps: number;
  readonly width: number;
}

function Curve({ line, dots, steps, width }: CurveProps) {
  const largest = Math.max(...line, ...dots);
  const xOf = (back: number) => LEFT + (steps < 2 ? 0 : (back / (steps - 1)) * (width - LEFT - 8));
  const yOf = (share: number) => (1 - share / largest) * (HEIGHT - 12) + 6;
  return (
    <svg
      width={width}
      height={HEIGHT + 22}
      role="img"
      aria-label={`${describe("In this sentence", dots)} ${describe("In the corpus", line)}`.trim()}
    >
      <path className="hold-axis" d={`M${LEFT},${HEIGHT + 0.5}H${width}`} />
      <text className="hold-tick" x={LEFT - 6} y={yOf(largest)} dy="0.35em" textAnchor="end">
        {formatProbability(largest)}
      </text>
      <text className="hold-tick" x={LEFT - 6} y={HEIGHT} dy="0.1em" textAnchor="end">
        0
      </text>
      {line.length > 0 && (
        <path
          className="horizon-line"
          d={`M${Array.from(line, (share, back) => `${xOf(back).toFixed(1)},${yOf(share).toFixed(1)}`).join("L")}`}
        />
      )}
      {dots.length <= MOST_DOTS &&
        Array.from(dots, (share, back) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its distance
          <circle key={back} className="horizon-dot" cx={xOf(back)} cy={yOf(share)} r={2.5}>
            <title>{`${back} words back: ${formatProbability(share)}`}</title>
          </circle>
        ))}
      {[0, ...TOLD.filter((back) => back < steps)].map((back) => (
        <text key={back} className="hold-tick" x={xOf(back)} y={HEIGHT + 16} textAnchor="middle">
          {back}
        </text>
      ))}
    </svg>
  );
}

function describe(where: string, shares: Float64Array): string {
  if (shares.length === 0) return "";
  const told = TOLD.filter((back) => back < shares.length).map(
    (back) => `${back} back ${formatProbability(shares[back] as number)}`,
  );
  return `${where}, of what the cell holds, the word itself wrote ${formatProbability(shares[0] as number)} on average${told.length === 0 ? "" : `; ${told.join(", ")}`}.`;
}
