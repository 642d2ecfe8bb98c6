import { lazy, type ReactNode, Suspense } from "react";
import { EmptyStack, FailedStack, LoadingStack } from "../shared/stack-states.tsx";
import { useApp } from "../shared/use-app.ts";
import type { View } from "../view.ts";

/* Under way while the page paints the sentence and the model loads: there is nothing to draw before that. */
const loading = import("./gates-panel.tsx").then((module) => ({ default: module.GatesPanel }));
const GatesPanel = lazy(() => loading);

/** The view, or what stands in its place: a model on its way, none to be had, no words. */
function Gates() {
  const hasModel = useApp((state) => state.model !== null);
  const problem = useApp((state) => (state.status.kind === "failed" ? state.status.problem : null));
  const isEmpty = useApp((state) => state.tokens.length === 0);
  if (problem !== null && !hasModel) return <InStack content={<FailedStack problem={problem} />} />;
  if (isEmpty) return <InStack content={<EmptyStack />} />;
  if (!hasModel) return <InStack content={<LoadingStack />} />;
  return (
    <Suspense fallback={<InStack content={<LoadingStack />} />}>
      <GatesPanel />
    </Suspense>
  );
}

function InStack({ content }: { readonly content: ReactNode }) {
  return <div className="stack">{content}</div>;
}

/** The first view: the gates of a trained cell over a sentence. */
export const gatesView: View = {
  id: "gates",
  title: "Gates",
  caption: "Every gate and state of the network at every word of the sentence, with the equations that compute them.",
  Panel: Gates,
};
