import { describe, expect, test } from "vitest";
import { findEdit, firstDifference } from "../../src/store/edit.ts";
import { record, redo, startHistory, type TextHistory, undo } from "../../src/store/history.ts";

/** Types text letter by letter, `pauseMs` between two. */
function type(history: TextHistory, letters: string, start: number, pauseMs = 100): TextHistory {
  return [...letters].reduce(
    (before, letter, index) => record(before, before.present + letter, start + index * pauseMs, true),
    history,
  );
}

function undoAll(history: TextHistory): string[] {
  const texts: string[] = [];
  for (let at = undo(history); at !== null; at = undo(at)) texts.push(at.present);
  return texts;
}

describe("the history of the sentence", () => {
  test("undoes typing word by word", () => {
    expect(undoAll(type(startHistory("the"), " cat sat", 0))).toEqual(["the cat ", "the ", "the"]);
  });

  test("begins a step after a pause", () => {
    const paused = type(type(startHistory(""), "ca", 0), "t", 5000);
    expect(undoAll(paused)).toEqual(["ca", ""]);
  });

  test("undoes deleted letters together, apart from typed ones", () => {
    let history = type(startHistory(""), "cats", 0);
    history = record(history, "cat", 500, true);
    history = record(history, "ca", 600, true);
    expect(undoAll(history)).toEqual(["cats", ""]);
  });

  test("begins a step where the caret has moved", () => {
    const moved = record(type(startHistory(""), "cat", 0), "scat", 350, true);
    expect(undoAll(moved)).toEqual(["cat", ""]);
  });

  test("takes whatever is not typing as one step", () => {
    const pasted = record(startHistory("the"), "the cat sat on the mat", 10, false);
    expect(undoAll(pasted)).toEqual(["the"]);
    expect(undoAll(type(pasted, "s", 20))).toEqual(["the cat sat on the mat", "the"]);
  });

  test("redoes what was undone until something else is typed", () => {
    const typed = type(startHistory(""), "cat", 0);
    const undone = undo(typed) as TextHistory;
    expect(redo(undone)?.present).toBe("cat");
    expect(redo(type(undone, "d", 900))).toBe(null);
  });
});

describe("an edit", () => {
  test("is the smallest replacement, its beginning found first", () => {
    expect(findEdit("the cat sat", "the big cat sat")).toEqual({ start: 4, removed: "", inserted: "big ", isInside: true });
    expect(findEdit("to", "too")).toEqual({ start: 2, removed: "", inserted: "o", isInside: false });
    expect(findEdit("the cat", "the ")).toEqual({ start: 4, removed: "cat", inserted: "", isInside: false });
    expect(findEdit("aXb", "aYb")).toEqual({ start: 1, removed: "X", inserted: "Y", isInside: true });
  });

  test("of a list begins at the first entry that differs", () => {
    const isSame = (a: number, b: number) => a === b;
    expect(firstDifference([1, 2, 3], [1, 9, 3], isSame)).toBe(1);
    expect(firstDifference([1, 2], [1, 2, 3], isSame)).toBe(2);
    expect(firstDifference([1, 2], [], isSame)).toBe(0);
  });
});
