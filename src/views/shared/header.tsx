import { useDialogs } from "./dialogs.tsx";
import { ChevronIcon, KeyboardIcon, LogoMark, MoonIcon, ProjectorIcon, ShareIcon, SunIcon } from "./icons.tsx";
import { Navigation } from "./navigation.tsx";
import { useApp } from "./use-app.ts";
import { useTheme } from "./use-theme.ts";

/** Name, views, the model, and what can be done with the page. */
export function Header() {
  const { show } = useDialogs();
  const theme = useTheme();
  const isProjector = useApp((state) => state.isProjector);
  const set = useApp((state) => state.set);
  return (
    <header className="header">
      <span className="brand">
        <LogoMark />
        <span className="brand-name">Gatescope</span>
      </span>
      <Navigation />
      <ModelChip />
      <div className="header-actions">
        <button type="button" className="icon-button" aria-label="Share" title="Share" onClick={() => show("share")}>
          <ShareIcon />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Projector"
          title="Projector (P)"
          aria-pressed={isProjector}
          onClick={() => set({ isProjector: !isProjector })}
        >
          <ProjectorIcon />
        </button>
        <button type="button" className="icon-button" aria-label="Theme" title="Theme (D)" onClick={theme.toggle}>
          {theme.shown === "dark" ? <SunIcon /> : <MoonIcon />}
        </button>
        <button type="button" className="icon-button" aria-label="Keyboard" title="Keyboard (?)" onClick={() => show("keyboard")}>
          <KeyboardIcon />
        </button>
      </div>
    </header>
  );
}

/** The model that is shown, its state as a dot, its size; opens the model menu. */
function ModelChip() {
  const { show } = useDialogs();
  const modelId = useApp((state) => state.modelId);
  const label = useApp((state) => state.entries.find((entry) => entry.id === state.modelId)?.label ?? state.modelId);
  const kind = useApp((state) => state.status.kind);
  const units = useApp((state) => (state.model?.config.id === state.modelId ? state.model.config.units : null));
  return (
    <button
      type="button"
      className="model-chip"
      aria-label={label}
      aria-haspopup="dialog"
      data-model={modelId}
      onClick={() => show("models")}
    >
      <span className="status-dot" data-status={kind} />
      <span className="model-chip-name">{label}</span>
      {units !== null && <span className="model-chip-units">{units} units</span>}
      <ChevronIcon />
    </button>
  );
}
