import type { Problem } from "../worker/protocol.ts";
import { findEdit } from "./edit.ts";
import type { Expectations } from "./expectations.ts";
import { appendWord, endsInsideWord } from "./ghost.ts";
import { record, redo, startHistory, type TextHistory, undo } from "./history.ts";
import { type Reading, readEdit } from "./reading.ts";
import { type Freshness, followTokens } from "./receive.ts";
import type { GetState, Room, SetState } from "./room.ts";
import { clampSelection } from "./selection.ts";
import { extentOf } from "./selection-slice.ts";
import { boundSentence, layoutOf, tellCut } from "./sentence-bounds.ts";
import type { Settler } from "./settle.ts";
import type { RunSlice } from "./state.ts";

/** What the sentence knows of itself beside the state. */
export interface Writing {
  /** Null before the first text. */
  history: TextHistory | null;
  /** The grey word was sent away until the words change. */
  ghostIsDismissed: boolean;
  /** The last edit was not at the end. */
  isInside: boolean;
}

export interface RunParts {
  readonly fresh: Freshness;
  readonly writing: Writing;
  readonly expectations: Expectations;
  readonly settler: Settler;
  /** Ends the run under way without its numbers. */
  readonly fail: (problem: Problem) => void;
}

/** The sentence, its history and the grey word. */
export function createRunSlice(set: SetState, get: GetState, room: Room, parts: RunParts): RunSlice {
  const { writing, expectations, settler } = parts;

  /** What of a text the page can hold; the rest is told. */
  const bound = (given: string): Reading => {
    const before = get();
    const { problem, ...reading } = boundSentence(given, layoutOf(before.model), (text) =>
      readEdit(before, text, before.vocabulary),
    );
    tellCut(problem, before.notify);
    return reading;
  };

  const write = ({ text, tokens }: Reading, lastMayGrow: boolean): void => {
    const before = get();
    const { change, send } = followTokens(before, tokens, { room, ...parts });
    const after = { ...before, tokens };
    writing.ghostIsDismissed = false;
    set({
      text,
      tokens,
      lastIsProvisional: lastMayGrow && endsInsideWord(text, tokens, before.vocabulary),
      ...change,
      ...clampSelection(before, extentOf(after)),
      ...(tokens.length === 0 ? { isPlaying: false } : {}),
    });
    send();
    expectations.ask();
  };

  const restore = (move: typeof undo): void => {
    const next = writing.history === null ? null : move(writing.history);
    if (next === null) return;
    writing.history = next;
    room.draft();
    writing.isInside = false;
    write(bound(next.present), false);
    settler.request();
  };

  const replace = (given: string, { isTyping, isDecided }: { readonly isTyping: boolean; readonly isDecided: boolean }): void => {
    const reading = bound(given);
    const { history } = writing;
    const edit = findEdit(get().text, reading.text);
    // The first text is where undo ends.
    writing.history =
      history === null ? startHistory(reading.text) : record(history, reading.text, room.edges.clock.now(), isTyping);
    writing.isInside = isTyping && edit.isInside;
    write(reading, isTyping && !edit.isInside);
    if (isDecided || hasManyWords(edit.inserted)) settler.request();
    else settler.typed();
  };

  return {
    text: "",
    tokens: [],
    lastIsProvisional: false,
    steps: 0,
    version: 0,
    changedFrom: 1,
    computedSteps: 0,
    isBusy: false,
    runProblem: null,
    unitOrder: [],
    bounds: new Map(),
    logits: new Map(),
    ghost: null,
    setText: (text, { isTyping = false } = {}) => {
      if (text === get().text && writing.history !== null) return;
      if (isTyping) room.draft();
      replace(text, { isTyping, isDecided: !isTyping });
      if (!isTyping) room.commit();
    },
    commitText: () => {
      if (writing.history !== null) writing.history = { ...writing.history, group: null };
      writing.isInside = false;
      set({ lastIsProvisional: false });
      settler.request();
      expectations.ask();
      room.commit();
    },
    undo: () => restore(undo),
    redo: () => restore(redo),
    acceptGhost: () => {
      const { ghost, text, vocabulary } = get();
      if (ghost === null) return;
      room.draft();
      replace(appendWord(text, ghost, vocabulary), { isTyping: false, isDecided: false });
    },
    dismissGhost: () => {
      writing.ghostIsDismissed = true;
      set({ ghost: null });
    },
    explain: (target) => room.engine.explain(target),
    measureSpeed: () => room.engine.speed(),
    distributions: () => room.engine.distributions(),
  };
}

/** Nobody types two words at once: they were pasted, dropped or spoken. */
function hasManyWords(inserted: string): boolean {
  return /\S\s+\S/.test(inserted);
}
