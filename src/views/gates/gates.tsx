import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { explainerStore } from "../shared/explainer-store.ts";
import { useApp } from "../shared/use-app.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import type { View } from "../view.ts";
import { CellDiagram } from "./cell-diagram.tsx";
import { Equations } from "./equations.tsx";
import { NextWords } from "./next-words.tsx";
import { SignalStack } from "./signal-stack.tsx";
import { EmptyStack, FailedStack, LoadingStack } from "./stack-states.tsx";
import { StageCard } from "./stage-card.tsx";
import { UnitNotes } from "./unit-notes.tsx";
import { UnitTrace } from "./unit-trace.tsx";

const Explainer = lazy(() => import("./explainer.tsx").then((module) => ({ default: module.Explainer })));

/** Heatmaps of every signal over the sentence, the cell and its equations at one word, what comes next. */
function Gates() {
  const isNarrow = usePageLayout().columns === 1;
  return isNarrow ? <NarrowPanel /> : <WidePanel />;
}

function WidePanel() {
  return (
    <>
      <div className="stack">
        <Stack />
      </div>
      <div className="reading">
        <div className="middle">
          <ExplainerWhenAsked />
          <CellDiagram />
          <Equations />
        </div>
        <div className="side">
          <NextWords />
          <UnitNotes />
        </div>
      </div>
    </>
  );
}

/** One column: the active stage first, what there is to read below it. */
function NarrowPanel() {
  return (
    <>
      <div className="stack">
        <Stack />
      </div>
      <div className="full-bleed">
        <StageCard />
      </div>
      <div className="reading">
        <div className="side">
          <NextWords />
          <UnitNotes />
        </div>
        <div className="middle">
          <ExplainerWhenAsked />
          <CellDiagram />
          <Equations />
        </div>
      </div>
    </>
  );
}

/** The heatmaps, or what stands in their place. */
function Stack() {
  const hasModel = useApp((state) => state.model !== null);
  const problem = useApp((state) => (state.status.kind === "failed" ? state.status.problem : null));
  const isEmpty = useApp((state) => state.tokens.length === 0);
  if (problem !== null && !hasModel) return <FailedStack problem={problem} />;
  if (isEmpty) return <EmptyStack />;
  if (!hasModel) return <LoadingStack />;
  return (
    <>
      <SignalStack />
      <UnitTrace />
    </>
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

/** The first view: the gates of a trained cell over a sentence. */
export const gatesView: View = {
  id: "gates",
  title: "Gates",
  caption: "Every gate and state of the network at every word of the sentence, with the equations that compute them.",
  Panel: Gates,
};
