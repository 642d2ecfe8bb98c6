import { useMemo, useRef } from "react";
import { keptByUnit } from "../../engine/analysis/hold.ts";
import { holdsFrom } from "../../engine/analysis/hold-lengths.ts";
import { type Hold, spreadHolds } from "../../engine/analysis/hold-spread.ts";
import { nounOf } from "../shared/noun.ts";
import { useApp } from "../shared/use-app.ts";
import { useWidth } from "../shared/use-width.ts";
import { columnOf, formatHold, type HoldAxis, holdAxis, stackDots } from "./hold-layout.ts";
import { sayReading } from "./reading-note.tsx";
import { useFindings } from "./use-desk.ts";
import { useRestingTrace } from "./use-resting-trace.ts";
import "./holds.css";

/** Height of one set of dots, of its name above it, and of the axis under both. */
const BAND = 70;
const NAME = 24;
const FOOT = 20;

/** Holds of all units in words, and where they were measured. */
interface Measured {
  /** `In this sentence` */
  readonly name: string;
  /** Null: not there yet; `missing` says why. */
  readonly holds: readonly Hold[] | null;
  readonly missing: string;
}

/**
 * How long every unit holds where it holds (90th percentile of its holds), as a dot on a logarithmic axis, in this sentence and in the
 * corpus, each in its own place from the start: nothing takes the place of another. The pinned unit is ink, with its number. A press pins a unit.
 */
export function Holds() {
  const own = useSentenceHolds();
  const corpus = useFindings((findings) => findings.corpus);
  const reading = useFindings((findings) => (findings.corpusProblem === null ? sayReading(findings) : "no corpus"));
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const unit = useApp((state) => state.unit);
  const noun = useApp(nounOf);
  if (own === null) return null;
  const sets: readonly Measured[] = [
    { name: "In this sentence", holds: own, missing: "" },
    { name: "In the corpus", holds: corpus?.holds?.ninetieth ?? null, missing: reading },
  ];
  const axis = holdAxis(sets.flatMap(({ holds }) => (holds ?? []).map(({ words }) => words)));
  const height = sets.length * (NAME + BAND) + FOOT;
  return (
    <section className="holds" aria-label="Hold of every unit">
      <h2 className="section-title">
        Hold of every unit <span className="descriptor">nine of ten are no longer, in {noun}s</span>
      </h2>
      <div ref={box} className="hold-box">
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={describe(sets, unit, noun)}>
            {sets.map((set, k) => (
              <g key={set.name} transform={`translate(0 ${k * (NAME + BAND)})`}>
                <text className="hold-set" y={17}>
                  {set.name}
                  {set.holds === null && <tspan className="hold-end">{`: ${set.missing}`}</tspan>}
                </text>
                <g transform={`translate(0 ${NAME})`}>
                  {set.holds !== null && <Dots holds={set.holds} axis={axis} width={width} />}
                  <path className="hold-axis" d={`M0,${BAND + 0.5}h${width}`} />
                </g>
              </g>
            ))}
            <Ticks axis={axis} width={width} top={height - FOOT} />
          </svg>
        )}
      </div>
    </section>
  );
}

interface DotsProps {
  readonly holds: readonly Hold[];
  readonly axis: HoldAxis;
  readonly width: number;
}

function Dots({ holds, axis, width }: DotsProps) {
  const unit = useApp((state) => state.unit);
  const pin = useApp((state) => state.pin);
  const noun = useApp(nounOf);
  const dots = useMemo(
    () =>
      stackDots(
        holds.map(({ words }) => words),
        axis,
      ),
    [holds, axis],
  );
  const most = dots.reduce((rows, { row }) => Math.max(rows, row + 1), 1);
  const xOf = placing(axis, width);
  const pitch = Math.min((width - 8) / axis.columns, (BAND - 16) / most);
  const radius = Math.max(1, pitch / 2 - 0.5);
  const own = dots.find((dot) => dot.unit === unit);
  // Units are pinned by number beside the chart; a press on a dot is a short cut.
  const pressing = (pressed: number) => ({ onClick: () => pin({ unit: pressed }) });
  return (
    <>
      {dots.map((dot) => (
        <circle
          key={dot.unit}
          className="hold-dot"
          data-pinned={dot.unit === unit || undefined}
          cx={xOf(dot.column)}
          cy={BAND - 1 - pitch * (dot.row + 0.5)}
          r={dot.unit === unit ? Math.max(2.5, radius) : radius}
          {...pressing(dot.unit)}
        >
          <title>{`Unit ${dot.unit}: ${formatHold(holds[dot.unit] as Hold, noun)}`}</title>
        </circle>
      ))}
      {own !== undefined && (
        <text className="hold-own" x={clampTo(xOf(own.column), 12, width - 12)} y={BAND - pitch * (own.row + 1) - 5}>
          {unit}
        </text>
      )}
    </>
  );
}

function Ticks({ axis, width, top }: { readonly axis: HoldAxis; readonly width: number; readonly top: number }) {
  const xOf = placing(axis, width);
  const last = axis.ticks.length - 1;
  return axis.ticks.map((tick, k) => (
    <g key={tick} transform={`translate(${xOf(columnOf(tick, axis))} ${top})`}>
      <path className="hold-axis" d="M0,0v4" />
      <text className="hold-tick" y={16} textAnchor={k === 0 ? "start" : k === last ? "end" : "middle"}>
        {k === last ? `≥ ${tick}` : tick}
      </text>
    </g>
  ));
}

function placing({ columns }: HoldAxis, width: number): (column: number) => number {
  return (column) => 4 + ((column + 0.5) * (width - 8)) / columns;
}

/** What the dots show, in words: the pinned unit's holds, each with where it was measured. */
function describe(sets: readonly Measured[], unit: number, noun: string): string {
  const said = sets.map(({ name, holds, missing }) => {
    const hold = holds?.[unit];
    return `${name}: ${hold === undefined ? missing : formatHold(hold, noun)}`;
  });
  return `Unit ${unit} among ${sets[0]?.holds?.length ?? 0} units. ${said.join(". ")}.`;
}

/** Measured anew when the numbers have come to rest; null for a cell without a keeping gate, and for fewer than two words. */
export function useSentenceHolds(): readonly Hold[] | null {
  const trace = useRestingTrace();
  const layer = useApp((state) => state.layer);
  return useMemo(() => {
    if (trace === null || trace.steps < 2) return null;
    const holds = Array.from({ length: trace.layout.units }, (_, unit) => {
      const gates = keptByUnit(trace, layer, unit);
      return gates === null ? null : (spreadHolds(holdsFrom(gates))?.ninetieth ?? null);
    }).filter((hold) => hold !== null);
    return holds.length === 0 ? null : holds;
  }, [trace, layer]);
}

function clampTo(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
