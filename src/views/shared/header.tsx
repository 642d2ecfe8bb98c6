import type { ReactNode } from "react";
import { useDialogs } from "./dialogs.tsx";
import {
  ChevronIcon,
  CloseIcon,
  KeyboardIcon,
  LogoMark,
  MenuIcon,
  MoonIcon,
  ProjectorIcon,
  ShareIcon,
  SunIcon,
} from "./icons.tsx";
import { ModelChip } from "./model-chip.tsx";
import { Navigation } from "./navigation.tsx";
import { Popover } from "./popover.tsx";
import { useApp } from "./use-app.ts";
import { useCurrentView } from "./use-current-view.ts";
import { usePageLayout } from "./use-page-layout.ts";
import { useTheme } from "./use-theme.ts";

/** Name, views, the model, and what can be done with the page; before a class the views, what is covered, and the way back. */
export function Header() {
  const isNarrow = usePageLayout().columns === 1;
  const isProjector = useApp((state) => state.isProjector);
  return <header className="header">{isNarrow ? <NarrowHeader /> : isProjector ? <ProjectedHeader /> : <WideHeader />}</header>;
}

function ProjectedHeader() {
  const set = useApp((state) => state.set);
  const answersHidden = useApp((state) => state.answersHidden);
  return (
    <>
      <Navigation />
      <div className="header-actions">
        <button type="button" className="projector-action" onClick={() => set({ answersHidden: !answersHidden })}>
          {answersHidden ? "Show answers" : "Hide answers"} <kbd>H</kbd>
        </button>
        <ShareButton />
        <ProjectorButton label="Projector" way={<kbd>Esc</kbd>} className="projector-action" />
      </div>
    </>
  );
}

function WideHeader() {
  return (
    <>
      <span className="brand">
        <LogoMark />
        <span className="brand-name">Gatescope</span>
      </span>
      <Navigation />
      <ModelChip />
      <div className="header-actions">
        <ShareButton />
        <ProjectorButton />
        <ThemeButton />
        <KeyboardButton />
      </div>
    </>
  );
}

/** On a phone: the view's name opens the views, the model is its dot, the rest stands in a menu. */
function NarrowHeader() {
  const view = useCurrentView();
  return (
    <>
      <Popover
        label={`Views, ${view?.title ?? ""}`}
        buttonClass="view-button"
        align="start"
        button={
          <>
            <LogoMark />
            <span className="view-button-name">{view?.title}</span>
            <ChevronIcon />
          </>
        }
      >
        <Navigation />
      </Popover>
      <ModelChip isShort />
      <ShareButton />
      <Popover label="Menu" buttonClass="icon-button" align="end" button={<MenuIcon />}>
        <div className="menu-actions">
          <ThemeButton label="Theme" />
          <ProjectorButton label="Projector" />
          <KeyboardButton label="Keyboard" />
        </div>
      </Popover>
    </>
  );
}

interface ActionProps {
  /** Written beside the icon; without it the name is a label for assistive technology. */
  readonly label?: string;
}

function ShareButton() {
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
function ProjectorButton({ label, way, className = "icon-button" }: ProjectorProps) {
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

function ThemeButton({ label }: ActionProps) {
  const { shown, toggle } = useTheme();
  return (
    <button type="button" className="icon-button" aria-label="Theme" title="Theme (D)" onClick={toggle}>
      {shown === "dark" ? <SunIcon /> : <MoonIcon />} {label}
    </button>
  );
}

function KeyboardButton({ label }: ActionProps) {
  const { show } = useDialogs();
  return (
    <button type="button" className="icon-button" aria-label="Keyboard" title="Keyboard (?)" onClick={() => show("keyboard")}>
      <KeyboardIcon /> {label}
    </button>
  );
}
