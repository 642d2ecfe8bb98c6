import { Suspense } from "react";
import { useStore } from "zustand";
import { explainerStore } from "../shared/explainer-store.ts";
import { lazily } from "../shared/lazily.tsx";

const Explainer = lazily(() => import("./explainer.tsx").then((module) => module.Explainer));

/**
 * Where the number that was clicked stands: the id of its equation's stage, `elsewhere` for one beside the equations; null while nothing
 * is explained.
 */
export function useExplainedStage(): string | null {
  return useStore(explainerStore, ({ trail, opener }) => {
    if (trail.length === 0) return null;
    return opener?.closest<HTMLElement>(".equation")?.dataset["stage"] ?? "elsewhere";
  });
}

/** The explanation, loaded with the first number that is clicked. */
export function Explained() {
  return (
    <Suspense>
      <Explainer />
    </Suspense>
  );
}
