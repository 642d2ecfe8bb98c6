import { lazy, Suspense, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { explainerStore } from "../shared/explainer-store.ts";
import { useApp } from "../shared/use-app.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import { CellDiagram } from "./cell-diagram.tsx";
import { Equations } from "./equations.tsx";
import { NextWords } from "./next-words.tsx";
import { UnitNotes } from "./unit-notes.tsx";

const Explainer = lazy(() => import("./explainer.tsx").then((module) => ({ default: module.Explainer })));

/** What there is to read of the pinned word: the cell and its equations, the next words, the pinned unit. */
export function Reading() {
  const isNarrow = usePageLayout().columns === 1;
  return (
    <>
      {isNarrow && <Side />}
      <Middle />
      {!isNarrow && <Side />}
    </>
  );
}

/** The drawing and its equations; in a low window the active equation is kept in sight. */
function Middle() {
  const middle = useRef<HTMLDivElement>(null);
  const isNarrow = usePageLayout().columns === 1;
  const stage = useApp((state) => state.stage);
  useEffect(() => {
    if (isNarrow || stage === "") return;
    middle.current?.querySelector(".equation[data-state='active']")?.scrollIntoView({ block: "nearest" });
  }, [isNarrow, stage]);
  return (
    <div ref={middle} className="middle">
      <ExplainerWhenAsked />
      <CellDiagram />
      <Equations />
    </div>
  );
}

function Side() {
  return (
    <div className="side">
      <NextWords />
      <UnitNotes />
    </div>
  );
}

/** Loaded with the first number that is clicked. */
function ExplainerWhenAsked() {
  const isAsked = useStore(explainerStore, ({ trail }) => trail.length > 0);
  if (!isAsked) return null;
  return (
    <Suspense>
      <Explainer />
    </Suspense>
  );
}
