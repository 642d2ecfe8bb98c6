import { useDialogs } from "./dialogs.tsx";
import { ChevronIcon } from "./icons.tsx";
import { useApp } from "./use-app.ts";

/** The model that is shown, its state as a dot, its size or how much of it has come; opens the model menu. `isShort`: without its size. */
export function ModelChip({ isShort = false }: { readonly isShort?: boolean }) {
  const { show } = useDialogs();
  const label = useApp((state) => state.entries.find((entry) => entry.id === state.modelId)?.label ?? state.modelId);
  const kind = useApp((state) => state.status.kind);
  const units = useApp((state) => state.model?.config.units ?? null);
  const percent = useApp(({ status }) =>
    status.kind === "loading" && status.part === "weights" && status.total > 0
      ? Math.floor((status.received / status.total) * 100)
      : null,
  );
  return (
    <button
      type="button"
      className="model-chip"
      data-short={isShort || undefined}
      aria-label={label}
      aria-haspopup="dialog"
      title={label}
      onClick={() => show("models")}
    >
      <span className="status-dot" data-status={kind} />
      <span className="model-chip-name">{label}</span>
      {percent !== null && <span className="model-chip-units">{percent}%</span>}
      {!isShort && kind === "ready" && units !== null && (
        <span className="model-chip-units">{units === 1 ? "1 unit" : `${units} units`}</span>
      )}
      {!isShort && <ChevronIcon />}
    </button>
  );
}
