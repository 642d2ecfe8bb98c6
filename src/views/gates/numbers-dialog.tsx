import { useId, useMemo, useState } from "react";
import { visibleSteps } from "../shared/axis-geometry.ts";
import { coveredSignal } from "../shared/covered-number.ts";
import { formatCount } from "../shared/format.ts";
import { Modal } from "../shared/modal.tsx";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useTypedWords } from "../shared/use-typed-word.ts";
import { findSignal } from "../shared/value-domain.ts";
import { formatValue } from "./signal-text.ts";
import { type Stack, useRows } from "./use-stack.ts";

interface Props {
  readonly stack: Stack;
  /** How many units are drawn. */
  readonly rows: number;
  readonly onClose: () => void;
}

/** The drawn numbers of a heatmap as a table: a row a drawn unit, a column a word in view. The pinned word's column is bold. */
export function NumbersDialog({ stack, rows: count, onClose }: Props) {
  const { store } = useAppHandle();
  const rows = useRows(count);
  const pinnedStep = useApp((state) => state.step);
  const pinnedUnit = useApp((state) => state.unit);
  const covered = useApp(coveredSignal);
  const [name, setName] = useState(() => {
    const { stage } = store.getState();
    return stack.cell.stages.find(({ id }) => id === stage)?.signal ?? stack.cell.output;
  });
  const signal = stack.signals.find((candidate) => candidate.name === name) ?? stack.signals[0];
  const columns = useDrawnColumns(signal?.name ?? "", rows);
  const selectId = useId();
  if (signal === undefined) return null;
  return (
    <Modal title="Drawn numbers" className="numbers-dialog" onClose={onClose}>
      <div className="numbers-choice">
        <label htmlFor={selectId}>Signal</label>
        <select id={selectId} value={signal.name} onChange={(event) => setName(event.target.value)}>
          {stack.signals.map(({ name: value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <section className="numbers-scroll" aria-label={`Numbers of the ${signal.label}`} tabIndex={0}>
        <table className="numbers-table">
          <caption className="visually-hidden">
            {signal.label}, {formatCount(rows.length)} units, {formatCount(columns.length)} words
          </caption>
          <thead>
            <tr>
              <th scope="col">Unit</th>
              {columns.map(({ step, word }) => (
                <th key={step} scope="col" data-pinned={step === pinnedStep || undefined}>
                  {word} <span className="numbers-step">{step}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((unit, row) => (
              <tr key={unit} data-pinned={unit === pinnedUnit || undefined}>
                <th scope="row">{unit}</th>
                {columns.map(({ step, values }) => (
                  <td key={step} data-pinned={step === pinnedStep || undefined}>
                    {signal.name === covered && step === pinnedStep && unit === pinnedUnit
                      ? "?"
                      : formatValue(signal, values[row] as number)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Modal>
  );
}

interface Column {
  readonly step: number;
  readonly word: string;
  /** By row. */
  readonly values: readonly number[];
}

/** The columns in view that have numbers. */
function useDrawnColumns(name: string, rows: readonly number[]): readonly Column[] {
  const { buffer } = useAppHandle();
  const axis = useAxisGeometry();
  const layer = useApp((state) => state.layer);
  const words = useTypedWords();
  const version = useApp((state) => state.version);
  const now = useMemo(() => ({ version, trace: buffer.trace() }), [version, buffer]);
  return useMemo(() => {
    const view = findSignal(now.trace, layer, name);
    const [first, last] = visibleSteps(axis, axis.scroll.getState());
    if (view === null) return [];
    const { values, offset, stepStride } = view;
    return Array.from({ length: Math.max(0, Math.min(last, view.steps) - first + 1) }, (_, index) => {
      const step = first + index;
      const start = offset + step * stepStride;
      return { step, word: words[step - 1] ?? "", values: rows.map((unit) => values[start + unit] as number) };
    });
  }, [now, layer, name, axis, words, rows]);
}
