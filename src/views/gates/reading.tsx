import { useEffect, useRef } from "react";
import { Temperature } from "../shared/temperature.tsx";
import { UnitsList } from "../shared/units-list.tsx";
import { useApp } from "../shared/use-app.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import { CellDiagram } from "./cell-diagram.tsx";
import { Equations } from "./equations.tsx";
import { NextWords } from "./next-words.tsx";
import { UnitNotes } from "./unit-notes.tsx";

/** What there is to read of the pinned word: the cell and its equations, the next words, the pinned unit. */
export function Reading() {
  const { columns } = usePageLayout();
  return (
    <>
      {columns === 1 && <Side />}
      <Middle />
      {columns !== 1 && <Side />}
    </>
  );
}

/** The drawing and its equations, in two columns with the next words between them; in a low window the active equation is kept in sight. */
function Middle() {
  const middle = useRef<HTMLDivElement>(null);
  const { columns } = usePageLayout();
  const isProjector = useApp((state) => state.isProjector);
  const isNarrow = columns === 1;
  const stage = useApp((state) => state.stage);
  useEffect(() => {
    if (isNarrow || stage === "") return;
    middle.current?.querySelector(".equation[data-state='active']")?.scrollIntoView({ block: "nearest" });
  }, [isNarrow, stage]);
  return (
    <div ref={middle} className="middle">
      <CellDiagram />
      {columns === 2 && !isProjector && <NextWords isCompact />}
      <Equations />
    </div>
  );
}

function Side() {
  const hasNextWords = usePageLayout().columns !== 2;
  return (
    <div className="side">
      <UnitsList />
      {hasNextWords ? <NextWords /> : <Temperature />}
      <UnitNotes />
    </div>
  );
}
