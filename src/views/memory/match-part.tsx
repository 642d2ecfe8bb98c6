import { useState } from "react";
import type { SignalSpec } from "../../engine/cell.ts";
import { FURTHER_LETTERS } from "../../engine/limits.ts";
import type { SignalView } from "../../engine/trace.ts";
import { Lever } from "../shared/lever.tsx";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { BrushGrid, ROW_PX } from "./brush-grid.tsx";
import { HistogramBars } from "./histogram-bars.tsx";
import { mostUnits, readUnits, type Selected } from "./pattern-from.ts";
import { SpanUnits } from "./span-units.tsx";
import { useFindings } from "./use-desk.ts";
import { useDrawnSignals, usePattern, useSetPattern, useSignalView } from "./use-match.ts";
import { FIRST_THRESHOLD, useSelecting } from "./use-selecting.ts";
import "./match.css";

/** Units that are drawn; on a projector, where a row is larger, fewer. */
const ROWS = 32;
const ROWS_MAGNIFIED = 22;

/** Words × units of any signal are selected; the pattern that they show is looked for in the whole corpus. */
export function MatchPart() {
  const signals = useDrawnSignals();
  const pattern = usePattern();
  const [chosen, setChosen] = useState<string | null>(null);
  const name = chosen ?? pattern?.signal ?? signals.find(({ role }) => role === "state")?.name ?? "";
  const spec = signals.find((signal) => signal.name === name);
  const view = useSignalView(name);
  if (spec === undefined || view === null) {
    return (
      <p className="memory-wait" role="status">
        The sentence is being read.
      </p>
    );
  }
  return (
    <section className="match-part" aria-label="Select and match">
      <label className="match-signal">
        Signal
        <select value={name} onChange={(event) => setChosen(event.target.value)}>
          {signals.map((signal) => (
            <option key={signal.name} value={signal.name}>
              {signal.label}
            </option>
          ))}
        </select>
        <span>drag over words and units, or choose them by number</span>
      </label>
      <Selecting key={name} spec={spec} view={view} />
    </section>
  );
}

function Selecting({ spec, view }: { readonly spec: SignalSpec; readonly view: SignalView }) {
  const pattern = usePattern();
  const setPattern = useSetPattern();
  const { scale } = useAxisGeometry();
  const { selected, now, rows, found, bound, suggested, select, drag, findUnits } = useSelecting(
    spec,
    view,
    scale > 1 ? ROWS_MAGNIFIED : ROWS,
  );
  return (
    <>
      <div className="brush-box" style={{ height: rows.length * ROW_PX * scale }}>
        <p className="gain-name">
          <b>{spec.label}</b>
          <span>
            {rows.length} of {view.units} units
          </span>
        </p>
        <BrushGrid view={view} spec={spec} rows={rows} selected={selected} onSelect={select} />
      </div>
      <ByNumber steps={view.steps} units={view.units} now={now} onSelect={select} />
      <SpanUnits from={now.from} to={now.to} found={found} isSigned={spec.role !== "gate"} onFind={findUnits} />
      <Threshold {...{ spec, bound, suggested, drag }} />
      {pattern !== null && pattern.signal === spec.name && (
        <div className="match-levers">
          {mostUnits(pattern) > 1 && (
            <Lever
              name="Must hold, of the units"
              value={Math.min(pattern.leastUnits, mostUnits(pattern))}
              print={(least) => `${least} of ${mostUnits(pattern)}`}
              bounds={[1, mostUnits(pattern)]}
              step={1}
              onMove={(leastUnits, isCommit) => setPattern({ ...pattern, leastUnits }, isCommit)}
              onReset={() => setPattern({ ...pattern, leastUnits: mostUnits(pattern) })}
            />
          )}
          {pattern.length > 1 && (
            <Lever
              name="May fail"
              value={pattern.sparedWords}
              print={(spared) => `${spared} of ${pattern.length}`}
              bounds={[0, pattern.length - 1]}
              step={1}
              onMove={(sparedWords, isCommit) => setPattern({ ...pattern, sparedWords }, isCommit)}
              onReset={() => setPattern({ ...pattern, sparedWords: 0 })}
            />
          )}
        </div>
      )}
    </>
  );
}

/** The threshold for on and off, over how often the selected units have which values. */
function Threshold(props: {
  readonly spec: SignalSpec;
  readonly bound: number;
  readonly suggested: number | null;
  readonly drag: (at: number, isCommit: boolean) => void;
}) {
  const { spec, bound, suggested, drag } = props;
  const histogram = useFindings((findings) => findings.histogram?.histogram ?? null);
  const high =
    spec.role === "gate" || spec.range[1] <= 1
      ? 1
      : Math.max(1, histogram === null ? 1 : histogram.width * histogram.counts.length);
  return (
    <div className="match-threshold">
      {histogram !== null && <HistogramBars histogram={histogram} threshold={bound} high={high} hue={spec.hue} />}
      <Lever
        name={spec.role === "gate" ? "Open above" : "Active above ±"}
        value={bound}
        print={(at) => at.toFixed(2)}
        bounds={[0.01, high]}
        step={0.01}
        onMove={drag}
        onReset={() => drag(suggested ?? FIRST_THRESHOLD, true)}
      />
      {suggested !== null && (
        <button type="button" className="text-button" onClick={() => drag(suggested, true)}>
          Suggested: {suggested.toFixed(2)}
        </button>
      )}
    </div>
  );
}

/** The same selection by the keyboard. */
function ByNumber(props: {
  readonly steps: number;
  readonly units: number;
  readonly now: Selected;
  readonly onSelect: (selected: Selected) => void;
}) {
  const { steps, units, now, onSelect } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const take = () => {
    const read = typed === null ? now.units : readUnits(typed, units);
    setWrong(read === null);
    if (read === null) return;
    setTyped(null);
    onSelect({ ...now, units: read });
  };
  const word = (value: number) => (Number.isInteger(value) ? Math.min(steps, Math.max(1, value)) : now.to);
  return (
    <form
      className="match-numbers"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <label>
        Words
        <input
          type="number"
          className="text-field"
          aria-label="First word of the pattern"
          min={1}
          max={steps}
          value={now.from}
          onChange={(event) =>
            onSelect({ ...now, from: word(event.target.valueAsNumber), to: Math.max(now.to, word(event.target.valueAsNumber)) })
          }
        />
      </label>
      <label>
        to
        <input
          type="number"
          className="text-field"
          aria-label="Last word of the pattern"
          min={1}
          max={steps}
          value={now.to}
          onChange={(event) =>
            onSelect({ ...now, to: word(event.target.valueAsNumber), from: Math.min(now.from, word(event.target.valueAsNumber)) })
          }
        />
      </label>
      <label className="match-units">
        Units
        <input
          type="text"
          className="text-field"
          aria-label="Units of the pattern"
          maxLength={FURTHER_LETTERS}
          aria-invalid={isWrong}
          value={typed ?? now.units.join(", ")}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        Find matches
      </button>
      {isWrong && <p role="alert">Numbers from 0 to {units - 1}, separated by commas, are needed.</p>}
    </form>
  );
}
