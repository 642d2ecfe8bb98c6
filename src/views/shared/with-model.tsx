import { type ReactNode, Suspense } from "react";
import { lazily } from "./lazily.tsx";
import { FailedStack, LoadingStack } from "./stack-states.tsx";
import { useApp } from "./use-app.ts";

const EmptyStack = lazily(() => import("./empty-stack.tsx").then((module) => module.EmptyStack));

/** A view's panel (loaded when it is first shown), or what stands in its place: a model on its way, none to be had, no words, no numbers. */
export function WithModel({ children }: { readonly children: ReactNode }) {
  const hasModel = useApp((state) => state.model !== null);
  const problem = useApp((state) => (state.status.kind === "failed" ? state.status.problem : null));
  const runProblem = useApp((state) => state.runProblem);
  const isEmpty = useApp((state) => state.tokens.length === 0);
  if (problem !== null && !hasModel) return <InStack content={<FailedStack problem={problem} />} />;
  if (isEmpty) {
    return (
      <Suspense>
        <InStack content={<EmptyStack />} />
      </Suspense>
    );
  }
  if (!hasModel) return <InStack content={<LoadingStack />} />;
  if (runProblem !== null) return <InStack content={<FailedStack problem={runProblem} />} />;
  return <Suspense fallback={<InStack content={<LoadingStack />} />}>{children}</Suspense>;
}

function InStack({ content }: { readonly content: ReactNode }) {
  return <div className="stack">{content}</div>;
}
