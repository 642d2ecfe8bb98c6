import type { ReactNode } from "react";
import { useDialogs } from "./dialogs.tsx";
import { CloseIcon, KeyboardIcon, MoonIcon, ProjectorIcon, ShareIcon, SunIcon } from "./icons.tsx";
import { useApp } from "./use-app.ts";
import { useTheme } from "./use-theme.ts";

interface ActionProps {
  /** Written beside the icon; without it the name is a label for assistive technology. */
  readonly label?: string;
}

/** Opens what a reader takes along. */
export function ShareButton() {
  const { show } = useDialogs();
  return (
    <button type="button" className="icon-button" aria-label="Share" title="Share" onClick={() => show("share")}>
      <ShareIcon />
    </button>
  );
}

interface ProjectorProps extends ActionProps {
  readonly className?: string;
  /** How to leave, beside the name; it is not part of it. */
  readonly way?: ReactNode;
}

/** Switches the projector on or off. */
export function ProjectorButton({ label, way, className = "icon-button" }: ProjectorProps) {
  const isProjector = useApp((state) => state.isProjector);
  const set = useApp((state) => state.set);
  return (
    <button
      type="button"
      className={className}
      aria-label="Projector"
      title={isProjector ? "Leave the projector (Esc)" : "Projector (P)"}
      aria-pressed={isProjector}
      onClick={() => set({ isProjector: !isProjector })}
    >
      {way === undefined ? <ProjectorIcon /> : <CloseIcon />} {label} {way}
    </button>
  );
}

/** Light or dark, whatever the system says. */
export function ThemeButton({ label }: ActionProps) {
  const { shown, toggle } = useTheme();
  return (
    <button type="button" className="icon-button" aria-label="Theme" title="Theme (D)" onClick={toggle}>
      {shown === "dark" ? <SunIcon /> : <MoonIcon />} {label}
    </button>
  );
}

/** Lists the keys. */
export function KeyboardButton({ label }: ActionProps) {
  const { show } = useDialogs();
  return (
    <button type="button" className="icon-button" aria-label="Keyboard" title="Keyboard (?)" onClick={() => show("keyboard")}>
      <KeyboardIcon /> {label}
    </button>
  );
}
