import { useState } from "react";
import { lastWrite } from "../../engine/analysis/hold.ts";
import { wholePercentages } from "../../engine/analysis/shares.ts";
import { LEDGER_WORDS } from "../../engine/analysis/write-ledger.ts";
import { countOf } from "../../engine/count-of.ts";
import { valueAt } from "../../engine/trace.ts";
import { readoutLeft } from "../shared/axis-geometry.ts";
import { CellStrip, type Strip } from "../shared/cell-strip.tsx";
import { formatSigned } from "../shared/format.ts";
import { nounOf } from "../shared/noun.ts";
import { printSum } from "../shared/printed-sum.ts";
import { type PrintedRow, RowsNote } from "../shared/rows-note.tsx";
import { TableDialog } from "../shared/table-dialog.tsx";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useTypedWord, useTypedWords } from "../shared/use-typed-word.ts";
import { LedgerChart } from "./ledger-chart.tsx";
import { partsAt, sumsOf } from "./ledger-layout.ts";
import { type Ledgers, type NoLedger, useLedgers } from "./use-ledger.ts";
import { useSignalView } from "./use-match.ts";
import "./ledger.css";

/** Words that are held in the deepest colour. */
const LONG = 20;

const reasons: Readonly<Record<NoLedger, string>> = {
  waiting: "The sentence is being read.",
  "no gates": "This cell has no memory that one gate keeps and another one writes: there is nothing to account for.",
  "too long": `A ledger is kept for ${LEDGER_WORDS} words at most. The sentence and its gates are as they were.`,
};

/** Which word wrote how much into the cell, and how much of it is left at every later word. */
export function LedgerPart() {
  const ledgers = useLedgers();
  return typeof ledgers === "string" ? (
    <p className="memory-wait" role="status">
      {reasons[ledgers]}
    </p>
  ) : (
    <Written ledgers={ledgers} />
  );
}

function Written({ ledgers }: { readonly ledgers: Ledgers }) {
  const unit = useApp((state) => state.unit);
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="ledger" aria-label="Write ledger">
      <div className="ledger-gutter magnified">
        <h2 className="section-title">What unit {unit} holds</h2>
        <p className="ledger-note">
          by the word that wrote it; the parts add up to <i className="ledger-letter">C</i>
        </p>
        <button type="button" className="text-button" onClick={() => setOpen(true)}>
          Table
        </button>
      </div>
      <LedgerChart ledger={ledgers.unit} />
      <LedgerRows ledgers={ledgers} />
      {isOpen && <LedgerTable ledgers={ledgers} onClose={() => setOpen(false)} />}
    </section>
  );
}

/** At the pinned word: the parts of the pinned unit, and the shares of all that the cell holds. */
function LedgerRows({ ledgers: { unit: own, shares } }: { readonly ledgers: Ledgers }) {
  const axis = useAxisGeometry();
  const unit = useApp((state) => state.unit);
  const step = useApp((state) => Math.min(state.step, own.steps));
  const word = useTypedWord(step);
  const parts = partsAt(own, step);
  const held = parts.reduce((sum, part) => sum + part, 0);
  const { decimals, relation } = printSum([...parts], held);
  const largest = parts.reduce((most, part) => Math.max(most, Math.abs(part)), 0) || 1;
  const percent = wholePercentages(partsAt(shares, step));
  const noun = useApp(nounOf);
  const since = useHeldSince(own.steps);
  const rows: readonly PrintedRow[] = [
    { name: "held for", texts: since.map((words) => countOf(words, noun)) },
    { name: `unit ${unit}`, texts: Array.from(parts.subarray(1), (part) => formatSigned(part, decimals)) },
    { name: "whole cell", texts: Array.from(percent.slice(1), (share) => `${share}%`) },
  ];
  const fits = decimals <= DIGITS && axis.col >= 42 * axis.scale;
  const end = readoutLeft(axis);
  return (
    <>
      <div className="gain-row">
        <p className="gain-name">
          <b>Held for</b>
          <span>{noun}s since rewritten</span>
        </p>
        <CellStrip
          chart={{ axis }}
          cells={since.map((words): Strip => ({ look: "cell", text: `${words}`, depth: Math.min(1, words / LONG) }))}
        />
      </div>
      <div className="gain-row">
        <p className="gain-name">
          <b>
            Unit {unit} at “<bdi>{word}</bdi>”
          </b>
          <span>start {formatSigned(parts[0] as number, decimals)}</span>
        </p>
        <CellStrip
          cells={Array.from(parts.subarray(1), (part) => partCell(part, largest, fits ? decimals : 2))}
          chart={{ axis }}
        />
        <span className="gain-mean" style={{ left: end }} title="Sum of the parts, the start token's included">
          {relation} {formatSigned(held, decimals)}
        </span>
      </div>
      <div className="gain-row">
        <p className="gain-name">
          <b>
            Whole cell at “<bdi>{word}</bdi>”
          </b>
          <span>start {percent[0]}%, share by size</span>
        </p>
        <CellStrip
          chart={{ axis }}
          cells={Array.from(
            percent.slice(1),
            (share): Strip => ({ look: "cell", text: `${share}%`, depth: Math.min(1, share / 50) }),
          )}
        />
        <span className="gain-mean" style={{ left: end }}>
          = 100%
        </span>
      </div>
      <RowsNote rows={rows} axis={axis} />
    </>
  );
}

/** At every word, for how many words the pinned unit has held what it holds: 0 where the word itself rewrote half of it or more. */
function useHeldSince(steps: number): readonly number[] {
  const unit = useApp((state) => state.unit);
  const view = useSignalView("forgetGate");
  if (view === null) return [];
  const gates = Float32Array.from({ length: steps }, (_, k) => valueAt(view, k + 1, unit));
  return Array.from({ length: steps }, (_, k) => lastWrite(gates, k + 1).words);
}

/** Decimals of a part that the usual column holds; of so many, a plus sign is left out. */
const DIGITS = 4;

function partCell(part: number, largest: number, decimals: number): Strip {
  const text = formatSigned(part, decimals).replace(/^([+−]?)0\./, "$1.");
  return {
    look: part < 0 ? "negative" : "positive",
    text: decimals === DIGITS ? text.replace("+", "") : text,
    depth: Math.abs(part) / largest,
  };
}

/** Every part at every word: a row a word that wrote, a column a word at which it is still held. */
function LedgerTable({ ledgers: { unit: own }, onClose }: { readonly ledgers: Ledgers; readonly onClose: () => void }) {
  const unit = useApp((state) => state.unit);
  const words = useTypedWords();
  const pinned = useApp((state) => state.step);
  const { steps, parts } = own;
  const nameOf = (source: number) => (source === 0 ? "start" : `${source} ${words[source - 1] ?? ""}`);
  const columns = Array.from({ length: steps }, (_, k) => nameOf(k + 1));
  const rows = Array.from({ length: steps + 1 }, (_, source) => ({
    name: nameOf(source),
    isPinned: source === pinned,
    numbers: columns.map((_, k) => (k + 1 < source ? "" : formatSigned(parts[(k + 1) * (steps + 1) + source] as number, 4))),
  }));
  const sums = sumsOf(own).map((sum) => formatSigned(sum, 4));
  return (
    <TableDialog
      title={`Parts of unit ${unit}`}
      label={`Parts of unit ${unit}`}
      caption={`What each word wrote into unit ${unit}, and what is left of it, ${steps} words`}
      head="Written by"
      columns={columns}
      rows={[...rows, { name: "C, their sum", numbers: sums }]}
      onClose={onClose}
    />
  );
}
