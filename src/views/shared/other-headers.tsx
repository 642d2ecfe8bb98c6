import { KeyboardButton, ProjectorButton, ShareButton, ThemeButton } from "./header-buttons.tsx";
import { ChevronIcon, LogoMark } from "./icons.tsx";
import { MenuIcon } from "./later-icons.tsx";
import { ModelChip } from "./model-chip.tsx";
import { Navigation } from "./navigation.tsx";
import { Popover } from "./popover.tsx";
import { useApp } from "./use-app.ts";
import { useCurrentView } from "./use-current-view.ts";

/** Before a class: the views, what is covered, and the way back. */
export function ProjectedHeader() {
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

/** On a phone: the view's name opens the views, the model is its dot, the rest stands in a menu. */
export function NarrowHeader() {
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
