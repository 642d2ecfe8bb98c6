import { Suspense, useRef } from "react";
import type { CellType } from "../../engine/cell.ts";
import { equationsOf } from "../../engine/cells/equations.ts";
import type { Equation } from "../../engine/equation.ts";
import { Formula } from "../shared/formula.tsx";
import { lazily } from "../shared/lazily.tsx";
import { printWork } from "../shared/printed-work.ts";
import { activeStage, type StageState, stageState } from "../shared/stage-state.ts";
import { useApp } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import "./equations.css";
import { Explained, useExplainedStage } from "./explained.tsx";
import { type ShownUnit, useShownUnit, zeroReader } from "./shown-unit.ts";
import { StageCard } from "./stage-card.tsx";
import { useRovingNumbers } from "./use-roving-numbers.ts";
import { useSymbols } from "./use-symbols.ts";
import { WorkedLine, writeWork } from "./worked-line.tsx";

const LargestTerms = lazily(() => import("./largest-terms.tsx").then((module) => module.LargestTerms));

/** The equations of the cell with the numbers of the pinned unit and word; projected, only the active one. */
export function Equations() {
  const cell = useCell();
  const isProjector = useApp((state) => state.isProjector);
  return (
    <section className="equations" aria-label="Equations">
      {cell !== null && (isProjector ? <Projected /> : <Rows cell={cell} />)}
    </section>
  );
}

function Projected() {
  const explained = useExplainedStage();
  return (
    <>
      <StageCard />
      {explained !== null && <Explained />}
    </>
  );
}

function Rows({ cell }: { readonly cell: CellType }) {
  const root = useRef<HTMLDivElement>(null);
  const active = useApp(activeStage);
  const layer = useApp((state) => state.layer);
  const model = useApp((state) => state.model);
  const covered = useApp((state) => (state.answersHidden ? state.stage : null));
  useShownUnit((shown) => root.current && writeRows(root.current, cell, shown, covered));
  useSymbols(root, cell);
  useRovingNumbers(root);
  const explained = useExplainedStage();
  const stages = equationsOf(cell).filter((stage) => stage.work !== undefined);
  return (
    <div ref={root} key={cell.id} className="equations-box" data-explaining={explained !== null || undefined}>
      <ol className="equation-rows">
        {stages.map((stage) => (
          <Row
            key={stage.id}
            cell={cell}
            stage={stage}
            state={stageState(cell, stage.id, active)}
            isExplained={stage.id === explained}
          />
        ))}
      </ol>
      {explained !== null && <Explained />}
      {explained === null && stages.length === 1 && model !== null && (
        <Suspense>
          <LargestTerms cell={cell} model={model} />
        </Suspense>
      )}
      {layer > 0 && <p className="visually-hidden">Here x is the hidden state of layer {layer} at the same word.</p>}
    </div>
  );
}

interface RowProps {
  readonly cell: CellType;
  readonly stage: Equation;
  readonly state: StageState;
  /** One of its numbers is being explained: the other rows make room. */
  readonly isExplained: boolean;
}

function Row({ cell, stage, state, isExplained }: RowProps) {
  const hue = cell.signals.find(({ name }) => name === stage.signal)?.hue;
  const worked = stage.work?.(zeroReader);
  return (
    <li
      className="equation"
      data-stage={stage.id}
      data-hue={hue}
      data-state={state}
      data-explaining={isExplained || undefined}
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

/** @param covered id of the stage whose result is to be guessed */
function writeRows(root: HTMLElement, cell: CellType, shown: ShownUnit | null, covered: string | null): void {
  for (const row of root.querySelectorAll<HTMLElement>("[data-stage]")) {
    const work = equationsOf(cell).find(({ id }) => id === row.dataset["stage"])?.work;
    const printed = shown === null || work === undefined ? null : printWork(work(shown.read));
    writeWork(row, printed, row.dataset["stage"] === covered);
  }
}
