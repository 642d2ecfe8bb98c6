import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import { views } from "../registry.ts";
import { useDialogs } from "./dialogs.tsx";
import { takeEarly } from "./early.ts";
import { editSentence } from "./edit-sentence.ts";
import { isFree, readKeyTarget, type Shortcut, shortcuts } from "./shortcuts.ts";
import { useAppHandle } from "./use-app.ts";
import { useTheme } from "./use-theme.ts";

/** Binds the keys of the page. A key that something else has dealt with is left alone. */
export function useShortcuts(): void {
  const { store, hover } = useAppHandle();
  const { show } = useDialogs();
  const { toggle } = useTheme();
  useEffect(() => {
    const act = (shortcut: Shortcut) => (event: KeyboardEvent) => {
      const state = store.getState();
      const target = readKeyTarget(event.target instanceof Element ? event.target : null);
      // Escape closes an open popover, unless somebody takes the key away from the browser.
      if (shortcut.kind === "escape" && document.querySelector(":popover-open") !== null) return;
      if (event.defaultPrevented || !isFree(shortcut.kind, target, state.hasShortcuts)) return;
      event.preventDefault();
      shortcut.act({
        state,
        hover: hover.getState(),
        views: views.map((view) => view.id),
        toggleTheme: toggle,
        showKeyboard: () => show("keyboard"),
        editSentence,
      });
    };
    const bindings = shortcuts.flatMap((shortcut) => shortcut.keys.map((key) => [key, act(shortcut)] as const));
    const leave = tinykeys(window, Object.fromEntries(bindings));
    // A text field has done with its own keys what they do there.
    for (const event of takeEarly("keydown"))
      if (!(event.target instanceof HTMLInputElement)) event.target?.dispatchEvent(new KeyboardEvent("keydown", event));
    return leave;
  }, [store, hover, show, toggle]);
}
