import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { SENTENCE_LETTERS } from "../../engine/limits.ts";
import type { Token } from "../../engine/tokenizer.ts";
import { findEdit } from "../../store/edit.ts";
import { shownGhost } from "../../store/ghost.ts";
import { markTyping } from "./calm-typing.ts";
import { needsSpace, type TextRange } from "./sentence-text.ts";
import { useAppHandle } from "./use-app.ts";

/** What the textbox is doing. */
export interface Editing {
  /** Its selection. */
  readonly range: TextRange;
  readonly isFocused: boolean;
  /** A click chose a whole word: letters replace it, keys that move leave the textbox and walk the page. */
  readonly isPicked: boolean;
  /** The caret stands in the caret column though no space was typed yet. */
  readonly isNewWord: boolean;
  /** The word at the caret is being typed: grey, not unknown, until the caret leaves it. */
  readonly isTyping: boolean;
  /** The reader typed, or went to the end by → or End: from there Tab takes the grey word. Who only passes by leaves the words alone. */
  readonly hasBegun: boolean;
  /** Focus came by the keyboard: it is ringed. */
  readonly isRinged: boolean;
}

/** What the pointer may ask of the textbox. Offsets are the text's. */
export interface SentenceActions {
  /** Focuses with a word selected; `isPicked` says that it was chosen rather than entered. */
  readonly choose: (token: Token, isPicked: boolean) => void;
  readonly select: (range: TextRange) => void;
  /** Focuses with the caret in the caret column. `writesSpace` for keyboards on glass, which compose words before they can be read. */
  readonly append: (writesSpace: boolean) => void;
}

const resting: Editing = {
  range: { start: 0, end: 0 },
  isFocused: false,
  isPicked: false,
  isNewWord: false,
  isTyping: false,
  hasBegun: false,
  isRinged: false,
};

/** Keys that walk the page while a word is only picked. */
const walking = new Set([" ", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);

/** Keeps the textbox, its selection and the store together. */
export function useSentenceEditing(input: RefObject<HTMLInputElement | null>, text: string) {
  const { store } = useAppHandle();
  const [editing, setEditing] = useState<Editing>(resting);
  const known = useRef(text);
  const isOurs = useRef(false);
  const isDirty = useRef(false);
  const latest = useRef(editing);
  latest.current = editing;

  const change = (next: Partial<Editing>) => setEditing((before) => ({ ...before, ...next }));
  const place = (range: TextRange, next: Partial<Editing>) => {
    const element = input.current;
    if (element === null) return;
    isOurs.current = true;
    element.focus({ preventScroll: true });
    isOurs.current = false;
    element.setSelectionRange(range.start, range.end);
    change({ isPicked: false, isNewWord: false, isTyping: false, isFocused: true, range, ...next });
  };
  const actions: SentenceActions = {
    choose: (token, isPicked) => place(token, { isPicked, isRinged: false }),
    select: (range) => place(range, {}),
    append: (writesSpace) => {
      if (writesSpace && needsSpace(text, "a", store.getState().vocabulary)) {
        known.current = `${text} `;
        store.getState().setText(known.current, { isTyping: true });
      }
      place({ start: known.current.length, end: known.current.length }, { isNewWord: !writesSpace, isRinged: false });
    },
  };

  /** False where the page took a part of it only: the textbox then follows the text, as after an undo. */
  const write = (typed: string): boolean => {
    const before = known.current;
    // The store answers at once; what it took whole is known already.
    known.current = typed;
    store.getState().setText(typed, { isTyping: true });
    if (store.getState().text === typed) return true;
    known.current = before;
    return false;
  };

  const isTabbing = useTabbing();
  useLayoutEffect(() => {
    // Focus that comes by a script or by assistive technology finds the caret at the end.
    if (document.activeElement !== input.current) input.current?.setSelectionRange(text.length, text.length);
  }, [text, input]);
  useOwnSpace(input, latest, known);
  useCutInsertion(input, (text) => {
    isDirty.current = true;
    write(text);
  });
  useLayoutEffect(() => {
    if (text === known.current) return;
    const edit = findEdit(known.current, text);
    const at = edit.start + edit.inserted.length;
    const isNewWord = at === text.length && at > known.current.length && text.startsWith(known.current);
    known.current = text;
    if (document.activeElement !== input.current) return;
    input.current?.setSelectionRange(at, at);
    setEditing((before) => ({ ...before, range: { start: at, end: at }, isPicked: false, isNewWord, isTyping: false }));
  }, [text, input]);

  const onInput = () => {
    const element = input.current;
    if (element === null) return;
    isDirty.current = true;
    markTyping();
    if (!write(element.value)) return;
    change({ range: rangeOf(element), isPicked: false, isNewWord: false, isTyping: true, hasBegun: true, isRinged: false });
  };
  const onSelect = () => {
    const element = input.current;
    if (element === null || document.activeElement !== element) return;
    const range = rangeOf(element);
    const { range: before } = latest.current;
    if (range.start === before.start && range.end === before.end) return;
    change({ range, isPicked: false, isNewWord: false, isTyping: false });
  };
  const onFocus = () => {
    const element = input.current;
    if (isOurs.current || element === null) return;
    const focus = () => {
      const range = rangeOf(element);
      change({ ...resting, range, isFocused: true, isRinged: true, isNewWord: range.start === known.current.length });
    };
    // Tab selects everything: the caret goes to the end instead. A script may select as it gives the focus: that stays.
    if (isTabbing.current) element.setSelectionRange(text.length, text.length);
    else queueMicrotask(focus);
    focus();
  };
  const onBlur = () => {
    setEditing(resting);
    if (isDirty.current) store.getState().commitText();
    isDirty.current = false;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (!latest.current.isPicked && (event.key === "ArrowRight" || event.key === "End")) change({ hasBegun: true });
    const commands = { ...store.getState(), ghost: shownGhost(store.getState()) };
    handleKey(event, latest.current, commands, () => change({ isPicked: false }));
  };
  return { editing, actions, handlers: { onInput, onSelect, onFocus, onBlur, onKeyDown } };
}

/** True while Tab is down: focus that comes then comes by the keyboard. */
function useTabbing(): RefObject<boolean> {
  const isDown = useRef(false);
  useEffect(() => {
    const change = (event: globalThis.KeyboardEvent) => {
      isDown.current = event.type === "keydown" && event.key === "Tab";
    };
    document.addEventListener("keydown", change, true);
    document.addEventListener("keyup", change, true);
    return () => {
      document.removeEventListener("keydown", change, true);
      document.removeEventListener("keyup", change, true);
    };
  }, []);
  return isDown;
}

/** Writes the space that a new word in the caret column needs, just before its first letter. */
function useOwnSpace(input: RefObject<HTMLInputElement | null>, editing: RefObject<Editing>, known: RefObject<string>): void {
  const { store } = useAppHandle();
  useEffect(() => {
    const element = input.current;
    if (element === null) return undefined;
    const beforeInput = (event: InputEvent) => {
      if (!editing.current.isNewWord || event.isComposing || !event.inputType.startsWith("insert")) return;
      const at = known.current.length;
      if (element.selectionStart !== at) return;
      if (needsSpace(known.current, event.data ?? "", store.getState().vocabulary)) element.setRangeText(" ", at, at, "end");
    };
    element.addEventListener("beforeinput", beforeInput);
    return () => element.removeEventListener("beforeinput", beforeInput);
  }, [input, editing, known, store]);
}

/** Hands text that no sentence has room for to the page before the textbox would lay it out: the page takes what fits. */
function useCutInsertion(input: RefObject<HTMLInputElement | null>, write: (text: string) => void): void {
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => {
    const element = input.current;
    if (element === null) return;
    const beforeInput = (event: InputEvent) => {
      const inserted = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
      if (inserted.length <= SENTENCE_LETTERS || !event.cancelable) return;
      event.preventDefault();
      const { start, end } = rangeOf(element);
      latest.current(element.value.slice(0, start) + inserted + element.value.slice(end));
    };
    element.addEventListener("beforeinput", beforeInput);
    return () => element.removeEventListener("beforeinput", beforeInput);
  }, [input]);
}

interface Commands {
  readonly ghost: string | null;
  readonly acceptGhost: () => void;
  readonly dismissGhost: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

function handleKey(event: KeyboardEvent<HTMLInputElement>, editing: Editing, commands: Commands, edit: () => void): void {
  const element = event.currentTarget;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = event.key.length === 1 && event.key !== " " ? event.key.toLowerCase() : event.key;
  if (isCommand && (key === "z" || key === "y")) {
    event.preventDefault();
    if (key === "y" || event.shiftKey) commands.redo();
    else commands.undo();
  } else if (editing.isPicked && isPlain && walking.has(key)) {
    event.preventDefault();
    element.blur();
    const { code, shiftKey } = event;
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: event.key, code, shiftKey, bubbles: true, cancelable: true }),
    );
  } else if (key === "Enter") {
    event.preventDefault();
    if (editing.isPicked) edit();
    else element.blur();
  } else if (key === "Escape") {
    event.preventDefault();
    if (commands.ghost !== null && !editing.isPicked) commands.dismissGhost();
    else element.blur();
  } else if (key === "Tab" && isPlain && !event.shiftKey && takesGhost(editing, commands.ghost) && isAtEnd(element)) {
    event.preventDefault();
    commands.acceptGhost();
  }
}

/** Whether Tab would write the grey word, with the caret at the end of the sentence. */
export function takesGhost(editing: Editing, ghost: string | null): boolean {
  return ghost !== null && editing.isFocused && editing.hasBegun;
}

function isAtEnd(element: HTMLInputElement): boolean {
  return element.selectionStart === element.value.length && element.selectionEnd === element.value.length;
}

function rangeOf(element: HTMLInputElement): TextRange {
  return { start: element.selectionStart ?? 0, end: element.selectionEnd ?? 0 };
}
