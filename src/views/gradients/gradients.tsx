import { lazy, type ReactNode, Suspense } from "react";
import { EmptyStack, FailedStack, LoadingStack } from "../shared/stack-states.tsx";
import { useApp } from "../shared/use-app.ts";
import type { View } from "../view.ts";

const GradientsPanel = lazy(() => import("./gradients-panel.tsx").then((module) => ({ default: module.GradientsPanel })));

/** The view, or what stands in its place: a model on its way, none to be had, no words. */
function Gradients() {
  const hasModel = useApp((state) => state.model !== null);
  const problem = useApp((state) => (state.status.kind === "failed" ? state.status.problem : null));
  const isEmpty = useApp((state) => state.tokens.length === 0);
  if (problem !== null && !hasModel) return <InStack content={<FailedStack problem={problem} />} />;
  if (isEmpty) return <InStack content={<EmptyStack />} />;
  if (!hasModel) return <InStack content={<LoadingStack />} />;
  return (
    <Suspense fallback={<InStack content={<LoadingStack />} />}>
      <GradientsPanel />
    </Suspense>
  );
}

function InStack({ content }: { readonly content: ReactNode }) {
  return <div className="stack">{content}</div>;
}

/** How far back a loss reaches: true gradients of the sentence, through the LSTM and through the RNN. */
export const gradientsView: View = {
  id: "gradients",
  title: "Gradients",
  caption: "How much of the loss at one word reaches every word before it, through the LSTM and through the plain RNN.",
  Panel: Gradients,
  isByWord: true,
};
