import { type KeyboardEvent, useRef } from "react";
import { moveCell } from "../shared/grid-keys.ts";
import { useAppHandle } from "../shared/use-app.ts";
import { readCell } from "./cell-reading.ts";
import type { SignalProps } from "./signal-props.ts";
import { formatExactly, speakCell } from "./signal-text.ts";
import type { Speaker } from "./speaker.ts";

/**
 * A heatmap that has the focus: keys move the pinned cell and say where it is. The pin is final when the key is released, at Enter,
 * or when the focus leaves. Ctrl+C copies the cell's number, E shows all units.
 */
export function useGridKeys({ signal, rows }: SignalProps, speaker: Speaker) {
  const { store, buffer } = useAppHandle();
  const isMoving = useRef(false);

  const commit = () => {
    if (!isMoving.current) return;
    isMoving.current = false;
    const { unit, step, pin } = store.getState();
    pin({ unit, step });
  };
  const copy = () => {
    const state = store.getState();
    const reading = readCell(buffer.trace(), state, signal, state);
    if (reading === null) return;
    if (reading.isCovered) return speaker.say(speakCell(signal, state.unit, reading));
    const exact = formatExactly(reading.value);
    speaker.copy(exact, `Copied ${exact}`);
  };
  const move = (event: KeyboardEvent<HTMLElement>, isCtrl: boolean): boolean => {
    const state = store.getState();
    const place = moveCell({ key: event.key, isCtrl }, state, { rows, steps: state.tokens.length });
    if (place === null) return false;
    isMoving.current = true;
    state.pin({ ...place, isCommit: false });
    const reading = readCell(buffer.trace(), store.getState(), signal, place);
    if (reading !== null) speaker.say(speakCell(signal, place.unit, reading));
    return true;
  };

  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const isCtrl = event.ctrlKey || event.metaKey;
      if (event.altKey) return;
      if (isCtrl && event.key === "c" && window.getSelection()?.isCollapsed !== false) copy();
      else if (!isCtrl && event.key === "e" && store.getState().hasShortcuts) {
        const { expanded, set } = store.getState();
        set({ expanded: expanded === signal.name ? null : signal.name });
      } else if (!isCtrl && event.key === "Enter") {
        isMoving.current = true;
        commit();
      } else if (!move(event, isCtrl)) return;
      event.preventDefault();
    },
    onKeyUp: commit,
    onBlur: commit,
  };
}
