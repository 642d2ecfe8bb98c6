import { lazy, Suspense, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { explainerStore } from "../shared/explainer-store.ts";
import { useApp } from "../shared/use-app.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import { CellDiagram } from "./cell-diagram.tsx";
import { Equations } from "./equations.tsx";
import { NextWords } from "./next-words.tsx";
import { SignalStack } from "./signal-stack.tsx";
import { StageCard } from "./stage-card.tsx";
import { UnitNotes } from "./unit-notes.tsx";
import { UnitTrace } from "./unit-trace.tsx";

const Explainer = lazy(() => import("./explainer.tsx").then((module) => ({ default: module.Explainer })));

/** Heatmaps of every signal over the sentence, the cell and its equations at one word, what comes next. */
export function GatesPanel() {
  return usePageLayout().columns === 1 ? <NarrowPanel /> : <WidePanel />;
}

function WidePanel() {
  return (
    <>
      <div className="stack">
        <SignalStack />
        <UnitTrace />
      </div>
      <div className="reading">
        <Middle />
        <Side />
      </div>
    </>
  );
}

/** One column: the active stage first, what there is to read below it. */
function NarrowPanel() {
  const hasWords = useApp((state) => state.tokens.length > 0);
  return (
    <>
      <div className="stack">
        <SignalStack />
      </div>
      <div className="full-bleed">{hasWords && <StageCard />}</div>
      <UnitTrace />
      <div className="reading">
        <Side />
        <Middle />
      </div>
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
