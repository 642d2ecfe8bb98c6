import { useApp } from "../shared/use-app.ts";
import type { View } from "../view.ts";
import { CellDiagram } from "./cell-diagram.tsx";
import { Equations } from "./equations.tsx";
import { Explainer } from "./explainer.tsx";
import { NextWords } from "./next-words.tsx";
import { EmptyStack, FailedStack, LoadingStack } from "./stack-states.tsx";
import { UnitNotes } from "./unit-notes.tsx";

/** Heatmaps of every signal over the sentence, the cell and its equations at one word, what comes next. */
function Gates() {
  return (
    <>
      <div className="stack">
        <Stack />
      </div>
      <div className="reading">
        <div className="middle">
          <Explainer />
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

/** The heatmaps, or what stands in their place. */
function Stack() {
  const hasModel = useApp((state) => state.model !== null);
  const problem = useApp((state) => (state.status.kind === "failed" ? state.status.problem : null));
  const isEmpty = useApp((state) => state.tokens.length === 0);
  if (problem !== null && !hasModel) return <FailedStack problem={problem} />;
  if (isEmpty) return <EmptyStack />;
  if (!hasModel) return <LoadingStack />;
  return null;
}

/** The first view: the gates of a trained cell over a sentence. */
export const gatesView: View = {
  id: "gates",
  title: "Gates",
  caption: "Every gate and state of the network at every word of the sentence, with the equations that compute them.",
  Panel: Gates,
};
