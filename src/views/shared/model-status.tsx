import type { ModelStatus } from "../../store/model-state.ts";
import { useApp } from "./use-app.ts";

/** What a reader hears of loading: progress by quarters, then that the model is there. */
export function describeStatus(label: string, status: ModelStatus): string {
  if (status.kind === "ready") return `${label} ready`;
  if (status.kind === "failed") return "";
  if (status.part === "vocabulary" || status.total === 0) return `Loading ${label}`;
  return `Loading ${label}, ${Math.floor((status.received / status.total) * 4) * 25}%`;
}

/** The live line of the model; a failure has its own alert. */
export function ModelStatusLine() {
  const text = useApp((state) => {
    const label = state.entries.find((entry) => entry.id === state.modelId)?.label ?? state.modelId;
    return describeStatus(label, state.status);
  });
  return (
    <p role="status" className="visually-hidden">
      {text}
    </p>
  );
}
