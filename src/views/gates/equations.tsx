import { useRef } from "react";
import type { CellType, Stage } from "../../engine/cell.ts";
import { Formula } from "../shared/formula.tsx";
import { printWork } from "../shared/printed-work.ts";
import { activeStage, type StageState, stageState } from "../shared/stage-state.ts";
import { useApp } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import "./equations.css";
import { type ShownUnit, useShownUnit, zeroReader } from "./shown-unit.ts";
import { StageCard } from "./stage-card.tsx";
import { useRovingNumbers } from "./use-roving-numbers.ts";
import { useSymbols } from "./use-symbols.ts";
import { WorkedLine, writeWork } from "./worked-line.tsx";

/** The equations of the cell with the numbers of the pinned unit and word; projected, only the active one. */
export function Equations() {
  const cell = useCell();
  const isProjector = useApp((state) => state.isProjector);
  return (
    <section className="equations" aria-label="Equations">
      {cell !== null && (isProjector ? <StageCard /> : <Rows cell={cell} />)}
    </section>
  );
}

function Rows({ cell }: { readonly cell: CellType }) {
  const root = useRef<HTMLDivElement>(null);
  const active = useApp(activeStage);
  const layer = useApp((state) => state.layer);
  useShownUnit((shown) => root.current && writeRows(root.current, cell, shown));
  useSymbols(root, cell);
  useRovingNumbers(root);
  return (
    <div ref={root} key={cell.id}>
      <ol className="equation-rows">
        {cell.stages
          .filter((stage) => stage.work !== undefined)
          .map((stage) => (
            <Row key={stage.id} cell={cell} stage={stage} state={stageState(cell, stage.id, active)} />
          ))}
      </ol>
      {layer > 0 && <p className="visually-hidden">Here x is the hidden state of layer {layer} at the same word.</p>}
    </div>
  );
}

interface RowProps {
  readonly cell: CellType;
  readonly stage: Stage;
  readonly state: StageState;
}

function Row({ cell, stage, state }: RowProps) {
  const hue = cell.signals.find(({ name }) => name === stage.signal)?.hue;
  const worked = stage.work?.(zeroReader);
  return (
    <li
      className="equation"
      data-stage={stage.id}
      data-hue={hue}
      data-state={state}
      aria-current={state === "active" ? "step" : undefined}
    >
      <div className="equation-lines">
        {stage.formula !== undefined && <Formula tex={stage.formula} />}
        {worked !== undefined && state !== "idle" && <WorkedLine worked={worked} signals={cell.signals} />}
      </div>
      {state !== "idle" && (
        <p className="equation-result">
          <span className="visually-hidden">equals </span>
          <span data-result />
        </p>
      )}
    </li>
  );
}

function writeRows(root: HTMLElement, cell: CellType, shown: ShownUnit | null): void {
  for (const row of root.querySelectorAll<HTMLElement>("[data-stage]")) {
    const work = cell.stages.find(({ id }) => id === row.dataset["stage"])?.work;
    writeWork(row, shown === null || work === undefined ? null : printWork(work(shown.read)));
  }
}
