import { keepingGate } from "../../engine/analysis/half-life.ts";
import type { CellType } from "../../engine/cell.ts";
import { valueAt, viewSignal } from "../../engine/trace.ts";
import { formatSigned } from "../shared/format.ts";
import { Statement } from "../shared/statement.tsx";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";

/** What a network does with the words, and what the pinned unit holds at the pinned one. */
export function GatesStatement() {
  const cell = useCell();
  return (
    <Statement
      view="Gates"
      title={cell === null ? "A network reads your words" : titleOf(cell)}
      line={cell !== null && <PinnedUnit cell={cell} />}
      note="A trained network reads the words you type; each stripe is one number inside it."
    />
  );
}

function titleOf({ label, hasMemory }: CellType): string {
  if (!hasMemory) return "Without memory, every word is read alone";
  return `${/^[AEFHILMNORSX]/.test(label) ? "An" : "A"} ${label} reads your words`;
}

/** The state of the pinned unit, of a cell that keeps its memory in parts: what is left of the state before, and what the word adds. */
function PinnedUnit({ cell }: { readonly cell: CellType }) {
  const { buffer } = useAppHandle();
  const [layer, unit, step, steps] = [
    useApp((state) => state.layer),
    useApp((state) => state.unit),
    useApp((state) => state.step),
    useApp((state) => state.steps),
  ];
  useApp((state) => state.version);
  const word = useTypedWord(step);
  const trace = buffer.trace();
  const state = cell.signals.find(({ role }) => role === "state");
  const isThere = trace !== null && trace.layout.signals === cell.signals && unit < trace.layout.units && step <= trace.steps;
  if (!isThere || state === undefined || step < 1 || step > steps) return null;
  const view = viewSignal(trace, layer, state.name);
  const [now, before] = [valueAt(view, step, unit), valueAt(view, step - 1, unit)];
  const keeping = keepingGate(trace.layout);
  const kept = keeping === null ? null : before * valueAt(viewSignal(trace, layer, keeping), step, unit);
  const value = (number: number) => <b data-hue={state.hue}>{formatSigned(number)}</b>;
  return (
    <>
      Unit {unit} holds {value(now)} after “{word}”
      {kept !== null && (
        <>
          : {value(kept)} kept, {value(now - kept)} new
        </>
      )}
      .
    </>
  );
}
