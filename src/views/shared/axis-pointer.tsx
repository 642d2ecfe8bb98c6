import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { shownGhost } from "../../store/ghost.ts";
import { stepAt } from "./axis-geometry.ts";
import { axisX, offsetAt, type Point, wordAt } from "./axis-hit.ts";
import { takeEarly } from "./early.ts";
import type { TextRange } from "./sentence-text.ts";
import { wordOfRange } from "./sentence-text.ts";
import { useAppHandle } from "./use-app.ts";
import { type AxisHandles, useAxisHandles } from "./use-axis.ts";
import type { Editing, SentenceActions } from "./use-sentence-editing.ts";

/** Further than this the pointer is dragging, px. */
const SLACK = 4;

interface Press {
  readonly pointerId: number;
  readonly x: number;
  /** The word under it; T + 1 for the caret column. */
  readonly step: number;
  readonly wasPinned: boolean;
  /** Offset of the text at which a selection by dragging begins; null where dragging pins. */
  readonly anchor: number | null;
  isDragging: boolean;
}

interface Props {
  /** The textbox that lies over the words. */
  readonly input: RefObject<HTMLInputElement | null>;
  readonly editing: Editing;
  readonly actions: SentenceActions;
  /** Hears of clicked words. */
  readonly onWord: (step: number) => void;
}

/**
 * The axis under the pointer, one target that picks the nearest word: hovering previews, a press pins, dragging pins on, a click on
 * the pinned word edits it in place, and in a word that is edited clicks and drags select letters.
 */
export function AxisPointer({ input, editing, actions, onWord }: Props) {
  const { store, hover } = useAppHandle();
  const handles = useAxisHandles();
  const press = useRef<Press | null>(null);
  const edge = useEdgeScroll(handles, (clientX) => pinAt(clientX));

  const pinAt = (clientX: number) => {
    const step = stepAt(handles.current(), axisX(handles, clientX));
    if (step > 0 && step !== store.getState().step) store.getState().pin({ step, isCommit: false });
  };
  const preview = (step: number | null) => {
    const before = hover.getState();
    if (before.step !== step || before.unit !== null) hover.setState({ signal: null, unit: null, step });
  };

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || press.current !== null) return;
    const { tokens, step: pinned } = store.getState();
    const step = wordAt(handles, store.getState(), event);
    const isEdited = editing.isFocused && !editing.isPicked && step === wordOfRange(tokens, editing.range);
    const anchor = isEdited ? offsetAt(handles, store.getState(), event, editing.range.end) : null;
    press.current = { pointerId: event.pointerId, x: event.clientX, step, wasPinned: step === pinned, anchor, isDragging: false };
    input.current?.setPointerCapture(event.pointerId);
    if (anchor === null && step <= tokens.length) store.getState().pin({ step, isCommit: false });
  };
  const onPointerMove = (event: PointerEvent) => {
    const held = press.current;
    if (held === null) {
      const step = wordAt(handles, store.getState(), event);
      if (event.pointerType === "mouse") preview(step <= handles.current().steps ? step : null);
      return;
    }
    if (held.pointerId !== event.pointerId) return;
    held.isDragging ||= Math.abs(event.clientX - held.x) > SLACK;
    if (!held.isDragging) return;
    if (held.anchor !== null) {
      actions.select(between(held.anchor, offsetAt(handles, store.getState(), event, editing.range.end)));
    } else {
      pinAt(event.clientX);
      edge.follow(event.clientX);
    }
  };
  const onPointerUp = (event: PointerEvent) => {
    const held = press.current;
    if (held === null || held.pointerId !== event.pointerId) return;
    press.current = null;
    edge.stop();
    const { text, tokens, step: pinned, pin, acceptGhost } = store.getState();
    const ghost = shownGhost(store.getState());
    if (held.isDragging) {
      if (held.anchor === null) pin({ step: pinned });
      return;
    }
    const isMouse = event.pointerType === "mouse";
    const token = tokens[held.step - 1];
    if (token === undefined) {
      const isTapped = !isMouse && isOnGhost(event);
      const isAtEnd = isMouse && editing.isFocused && editing.range.start === text.length;
      if (ghost !== null && (isTapped || isAtEnd)) acceptGhost();
      else actions.append(!isMouse);
      return;
    }
    if (held.anchor !== null) {
      actions.select(extended(editing.range, held.anchor, event.shiftKey));
      onWord(held.step);
      return;
    }
    pin({ step: held.step });
    if (held.wasPinned || (editing.isFocused && !editing.isPicked)) actions.choose(token, false);
    else if (isMouse) actions.choose(token, true);
    onWord(held.step);
  };
  const onPointerCancel = () => {
    press.current = null;
    edge.stop();
  };
  useEffect(() => {
    const { tokens, pin } = store.getState();
    for (const event of takeEarly("pointerdown")) {
      const step = wordAt(handles, store.getState(), event);
      if (event.target === input.current && step <= tokens.length) pin({ step });
    }
  }, [store, handles, input]);
  useListeners(input, {
    pointerdown: onPointerDown,
    pointermove: onPointerMove,
    pointerup: onPointerUp,
    pointercancel: onPointerCancel,
    pointerleave: () => preview(null),
    // The caret is placed by columns, not by the textbox's own line of text.
    mousedown: (event) => event.preventDefault(),
  });
  return null;
}

type Listeners = {
  readonly [Name in "pointerdown" | "pointermove" | "pointerup" | "pointercancel" | "pointerleave"]: (
    event: PointerEvent,
  ) => void;
} & {
  readonly mousedown: (event: MouseEvent) => void;
};

/** Listens on an element, always with the listeners of the last render. */
function useListeners(element: RefObject<HTMLElement | null>, listeners: Listeners): void {
  const latest = useRef(listeners);
  useLayoutEffect(() => {
    latest.current = listeners;
  });
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const hear = (event: Event) => (latest.current[event.type as keyof Listeners] as (event: Event) => void)(event);
    const names = Object.keys(latest.current);
    for (const name of names) target.addEventListener(name, hear);
    return () => {
      for (const name of names) target.removeEventListener(name, hear);
    };
  }, [element]);
}

/** A finger is not exact: so many px around the grey word are its own. */
const FINGER = 10;

/** Whether a point lies on the grey word. It stands under the textbox, so it is found by where it is drawn. */
function isOnGhost({ clientX, clientY }: Point): boolean {
  const box = document.querySelector(".ghost-word, .line-ghost")?.getBoundingClientRect();
  if (box === undefined) return false;
  const isBeside = clientX < box.left - FINGER || clientX > box.right + FINGER;
  return !isBeside && clientY >= box.top - FINGER && clientY <= box.bottom + FINGER;
}

function between(anchor: number, offset: number): TextRange {
  return { start: Math.min(anchor, offset), end: Math.max(anchor, offset) };
}

function extended(range: TextRange, offset: number, isExtending: boolean): TextRange {
  if (!isExtending) return { start: offset, end: offset };
  return between(offset <= range.start ? range.end : range.start, offset);
}

/** While a drag is held beyond the view, the axis scrolls on and the pin follows. */
function useEdgeScroll(handles: AxisHandles, pinAt: (clientX: number) => void) {
  const frame = useRef(0);
  const pointer = useRef(0);
  const stop = () => {
    cancelAnimationFrame(frame.current);
    frame.current = 0;
  };
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const turn = () => {
    const axis = handles.current();
    const x = axisX(handles, pointer.current) - handles.scroll.getState() - axis.x0;
    const beyond = x < 0 ? x : Math.max(0, x - axis.viewWidth);
    if (beyond === 0 || !handles.scrollBy(Math.sign(beyond) * Math.min(axis.col, 2 + Math.abs(beyond) / 4))) return stop();
    pinAt(pointer.current);
    frame.current = requestAnimationFrame(turn);
  };
  return {
    stop,
    follow: (clientX: number) => {
      pointer.current = clientX;
      if (frame.current === 0) frame.current = requestAnimationFrame(turn);
    },
  };
}
