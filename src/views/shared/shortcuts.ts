import { findCell } from "../../engine/cells/registry.ts";
import type { AppState, Hover } from "../../store/state.ts";
import { togglePlay } from "./playback.ts";

/** Where a key went: what stands under it may want it for itself. */
export interface KeyTarget {
  /** A text is being typed, or a dialog is open: no key is ours. */
  readonly isTaken: boolean;
  /** A grid, slider or list moves by arrows, Home and End. */
  readonly hasArrows: boolean;
  /** A button, link or switch acts on Space and Enter. */
  readonly hasSpace: boolean;
}

const textField = "textarea, select, [contenteditable]:not([contenteditable='false']), [role='textbox']";
const textInput = "input:not([type='range'], [type='checkbox'], [type='radio'], [type='button'], [type='file'])";
const ownArrows =
  "[role='grid'], [role='slider'], [role='menu'], [role='listbox'], [role='radiogroup'], [role='tablist'], input[type='range'], input[type='radio']";
const ownSpace = "button, a, summary, input, label, [role='button'], [role='slider'], [role='grid']";

/** What the element that has the focus does with keys by itself. */
export function readKeyTarget(element: Element | null): KeyTarget {
  return {
    isTaken: document.querySelector("dialog:modal") !== null || element?.closest(`${textField}, ${textInput}, dialog`) != null,
    hasArrows: element?.closest(ownArrows) != null,
    hasSpace: element?.closest(ownSpace) != null,
  };
}

/** Everything that a key can change. */
export interface ShortcutParts {
  readonly state: AppState;
  readonly hover: Hover;
  /** Ids of the views, in order. */
  readonly views: readonly string[];
  readonly toggleTheme: () => void;
  readonly showKeyboard: () => void;
  readonly editSentence: () => void;
}

/** What a key needs to be free: nothing but typing, the arrows, the space bar; or that single keys are allowed. */
export type KeyKind = "arrow" | "space" | "escape" | "single";

/** A key (as tinykeys writes it), when it acts, and what it does. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly kind: KeyKind;
  readonly act: (parts: ShortcutParts) => void;
}

/** VISUAL section 10, in its order. */
export const shortcuts: readonly Shortcut[] = [
  { keys: ["ArrowRight"], kind: "arrow", act: ({ state }) => state.moveStage(1) },
  { keys: ["ArrowLeft"], kind: "arrow", act: ({ state }) => state.moveStage(-1) },
  { keys: ["Shift+ArrowRight"], kind: "arrow", act: ({ state }) => state.moveStep(1) },
  { keys: ["Shift+ArrowLeft"], kind: "arrow", act: ({ state }) => state.moveStep(-1) },
  { keys: ["Home"], kind: "arrow", act: ({ state }) => state.firstStep() },
  { keys: ["End"], kind: "arrow", act: ({ state }) => state.lastStep() },
  { keys: ["ArrowDown"], kind: "arrow", act: ({ state }) => moveUnit(state, 1) },
  { keys: ["ArrowUp"], kind: "arrow", act: ({ state }) => moveUnit(state, -1) },
  { keys: ["Space"], kind: "space", act: ({ state }) => togglePlay(state) },
  { keys: ["Enter"], kind: "space", act: ({ state, hover }) => pinHovered(state, hover) },
  { keys: ["Escape"], kind: "escape", act: ({ state }) => release(state) },
  { keys: ["/", "Shift+/"], kind: "single", act: ({ editSentence }) => editSentence() },
  { keys: ["e"], kind: "single", act: ({ state, hover }) => toggleExpanded(state, hover) },
  { keys: ["p"], kind: "single", act: ({ state }) => state.set({ isProjector: !state.isProjector }) },
  { keys: ["h"], kind: "single", act: ({ state }) => state.set({ answersHidden: !state.answersHidden }) },
  { keys: ["d"], kind: "single", act: ({ toggleTheme }) => toggleTheme() },
  { keys: ["?", "Shift+?"], kind: "single", act: ({ showKeyboard }) => showKeyboard() },
  ...Array.from(
    { length: 9 },
    (_, index): Shortcut => ({
      keys: [String(index + 1)],
      kind: "single",
      act: ({ state, views }) => {
        const view = views[index];
        if (view !== undefined) state.set({ view });
      },
    }),
  ),
];

/** Whether a key is ours with the focus there. */
export function isFree(kind: KeyKind, target: KeyTarget, hasShortcuts: boolean): boolean {
  if (target.isTaken) return false;
  if (kind === "arrow") return !target.hasArrows;
  if (kind === "space") return !target.hasSpace;
  return kind === "escape" || hasShortcuts;
}

/** The neighbour of the pinned unit in the drawn order; stays at the ends. */
function moveUnit(state: AppState, direction: 1 | -1): void {
  const unit = state.unitOrder[state.unitOrder.indexOf(state.unit) + direction];
  if (unit !== undefined) state.pin({ unit });
}

function pinHovered(state: AppState, { unit, step }: Hover): void {
  if (unit === null && step === null) return;
  state.pin({ ...(unit === null ? {} : { unit }), ...(step === null ? {} : { step }) });
}

/** Closes the expanded heatmap, or the projector, or sends the grey word away: the first that is there. */
function release(state: AppState): void {
  if (state.expanded !== null) state.set({ expanded: null });
  else if (state.isProjector) state.set({ isProjector: false });
  else state.dismissGhost();
}

/** Shows all units of the heatmap under the pointer, else of the one that the active stage computes; again, and it closes. */
function toggleExpanded(state: AppState, hover: Hover): void {
  state.set({ expanded: state.expanded === null ? (hover.signal ?? stageSignal(state)) : null });
}

function stageSignal(state: AppState): string | null {
  const cell = state.model === null ? undefined : findCell(state.model.config.cell);
  return cell?.stages.find((stage) => stage.id === state.stage)?.signal ?? cell?.output ?? null;
}
