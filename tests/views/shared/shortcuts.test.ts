import { describe, expect, it } from "vitest";
import type { AppState, Hover } from "../../../src/store/state.ts";
import { isFree, type ShortcutParts, shortcuts } from "../../../src/views/shared/shortcuts.ts";

const free = { isTaken: false, hasArrows: false, hasSpace: false };
const nothing: Hover = { signal: null, unit: null, step: null, isFollowed: false };

/** Presses a key on a state whose calls are written down. */
function press(key: string, changes: Partial<AppState> = {}, hover: Partial<Hover> = {}): string[] {
  const done: string[] = [];
  const write =
    (name: string) =>
    (...values: unknown[]) => {
      done.push([name, ...values.map((value) => JSON.stringify(value))].join(" "));
    };
  const state = {
    unit: 5,
    unitOrder: [3, 5, 1],
    expanded: null,
    isProjector: false,
    answersHidden: false,
    model: null,
    pin: write("pin"),
    set: write("set"),
    moveStage: write("stage"),
    moveStep: write("word"),
    firstStep: write("first"),
    lastStep: write("last"),
    dismissGhost: write("dismiss"),
    ...changes,
  } as unknown as AppState;
  const parts: ShortcutParts = {
    state,
    hover: { ...nothing, ...hover },
    views: ["gates", "gradients"],
    toggleTheme: write("theme"),
    showKeyboard: write("keyboard"),
    editSentence: write("edit"),
  };
  shortcuts.find(({ keys }) => keys.includes(key))?.act(parts);
  return done;
}

describe("shortcuts", () => {
  it("walk stages by arrows, words with Shift, and to both ends", () => {
    expect(press("ArrowRight")).toEqual(["stage 1"]);
    expect(press("Shift+ArrowLeft")).toEqual(["word -1"]);
    expect(press("Home")).toEqual(["first"]);
    expect(press("End")).toEqual(["last"]);
  });

  it("move the pinned unit in the drawn order and stay at its ends", () => {
    expect(press("ArrowDown")).toEqual(['pin {"unit":1}']);
    expect(press("ArrowUp")).toEqual(['pin {"unit":3}']);
    expect(press("ArrowDown", { unit: 1 })).toEqual([]);
    expect(press("ArrowUp", { unit: 3 })).toEqual([]);
  });

  it("pin what is under the pointer, and nothing where nothing is", () => {
    expect(press("Enter", {}, { unit: 7, step: 2 })).toEqual(['pin {"unit":7,"step":2}']);
    expect(press("Enter", {}, { step: 2 })).toEqual(['pin {"step":2}']);
    expect(press("Enter")).toEqual([]);
  });

  it("release the expanded heatmap first, then the projector, then the grey word", () => {
    expect(press("Escape", { expanded: "forgetGate", isProjector: true })).toEqual(['set {"expanded":null}']);
    expect(press("Escape", { isProjector: true })).toEqual(['set {"isProjector":false}']);
    expect(press("Escape")).toEqual(["dismiss"]);
  });

  it("hide the answers until the same key shows them again", () => {
    expect(press("h")).toEqual(['set {"answersHidden":true}']);
    expect(press("h", { answersHidden: true })).toEqual(['set {"answersHidden":false}']);
  });

  it("open views by number, and none where none is", () => {
    expect(press("2")).toEqual(['set {"view":"gradients"}']);
    expect(press("9")).toEqual([]);
  });

  it("are off while typing and in a dialog", () => {
    for (const { kind } of shortcuts) expect(isFree(kind, { ...free, isTaken: true }, true)).toBe(false);
  });

  it("leave arrows to grids and sliders, and the space bar to buttons", () => {
    expect(isFree("arrow", { ...free, hasArrows: true }, true)).toBe(false);
    expect(isFree("space", { ...free, hasArrows: true }, true)).toBe(true);
    expect(isFree("space", { ...free, hasSpace: true }, true)).toBe(false);
    expect(isFree("arrow", { ...free, hasSpace: true }, true)).toBe(true);
  });

  it("keep arrows, space and Esc when single keys are switched off", () => {
    expect(shortcuts.filter(({ kind }) => !isFree(kind, free, false)).map(({ keys }) => keys[0])).toEqual([
      "/",
      "e",
      "p",
      "h",
      "d",
      "?",
      ..."123456789",
    ]);
  });

  it("bind no key twice", () => {
    const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
