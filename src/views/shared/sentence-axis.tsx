import { type FocusEvent, type KeyboardEvent, type ReactNode, Suspense, useEffect, useLayoutEffect, useRef } from "react";
import { shownGhost } from "../../store/ghost.ts";
import { AfterDrawing } from "./after-drawing.tsx";
import { type AxisGeometry, columnLeft } from "./axis-geometry.ts";
import { AxisWords } from "./axis-words.tsx";
import { GHOST_HINT_ID, GhostWord } from "./ghost-word.tsx";
import { wordWidth } from "./measure-text.ts";
import "./sentence-axis.css";
import { caretPlace, wordOfRange } from "./sentence-text.ts";
import { SentenceTitle } from "./sentence-title.tsx";
import "./turned-words.css";
import { lazily } from "./lazily.tsx";
import { useApp } from "./use-app.ts";
import { useAxisGeometry, useAxisHandles, useSidewaysScroll } from "./use-axis.ts";
import { useHoveredColumn, usePinnedColumn } from "./use-cursor.ts";
import { type Editing, takesGhost, useSentenceEditing } from "./use-sentence-editing.ts";
import { useUnknownWord } from "./use-unknown-word.ts";

const AxisPointer = lazily(() => import("./axis-pointer.tsx").then((module) => module.AxisPointer));
const AxisLine = lazily(() => import("./axis-line.tsx").then((module) => module.AxisLine));
const UnknownWord = lazily(() => import("./unknown-word.tsx").then((module) => module.UnknownWord));

const UNKNOWN_ID = "unknown-word";

/**
 * The sentence, which is the time axis: one textbox over the words that are drawn at their columns. The textbox is real (input
 * methods, paste, selection, screen readers), its own letters are transparent, and the caret is drawn where the letters are.
 */
export function SentenceAxis() {
  const text = useApp((state) => state.text);
  const tokens = useApp((state) => state.tokens);
  const pinned = useApp((state) => state.step);
  const pinnedToken = tokens[pinned - 1];
  const pinnedWord = pinnedToken === undefined ? "" : text.slice(pinnedToken.start, pinnedToken.end);
  const lastIsProvisional = useApp((state) => state.lastIsProvisional);
  const ghost = useApp(shownGhost);
  const axis = useAxisGeometry();
  const { blockRef } = useAxisHandles();
  const sideways = useSidewaysScroll<HTMLDivElement>();
  const input = useRef<HTMLInputElement>(null);
  const { editing, actions, handlers } = useSentenceEditing(input, text);
  const at = editing.isFocused && !editing.isNewWord ? wordOfRange(tokens, editing.range) : 0;
  const typed = editing.isTyping && at > 0 ? at : lastIsProvisional ? tokens.length : 0;
  const unknown = useUnknownWord(editing, at, typed);
  const caret = caretPlace(tokens, editing.range.end);
  const isCaretInWord = at > 0 || (caret.step <= tokens.length && !editing.isNewWord);
  useFollowedCaret(editing, tokens.length, caret.step);
  const isCaretAtEnd = editing.range.start === text.length;
  const hasRange = editing.isFocused && !editing.isPicked && !editing.isNewWord;
  const shown = { text, tokens, pinned, typed, range: hasRange ? editing.range : null };
  const describedBy = unknown.explained !== null ? UNKNOWN_ID : ghost !== null ? GHOST_HINT_ID : undefined;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape" || unknown.explained === null) return handlers.onKeyDown(event);
    event.preventDefault();
    unknown.close();
  };
  const onBlur = (event: FocusEvent) => {
    if (event.relatedTarget?.closest(`#${UNKNOWN_ID}`)) unknown.hold();
    else unknown.close();
    handlers.onBlur();
  };
  return (
    <div
      ref={blockRef}
      className="sentence-axis"
      data-writing={axis.mode}
      data-narrow={axis.isNarrow || undefined}
      style={axisProperties(axis)}
    >
      <SentenceTitle />
      <div ref={sideways} className="sentence-field" data-ringed={editing.isRinged || undefined}>
        <ColumnMarks pinned={pinnedWord} />
        {axis.mode === "line" ? (
          <Suspense>
            <AxisLine
              {...shown}
              caretStep={editing.isFocused ? (isCaretInWord ? caret.step : tokens.length + 1) : 0}
              ghost={ghost}
              hasKey={isCaretAtEnd && takesGhost(editing, ghost)}
            />
          </Suspense>
        ) : (
          <ScrolledLayer>
            <AxisWords {...shown} />
            <GhostWord editing={editing} isCaretInWord={isCaretInWord} isCaretAtEnd={isCaretAtEnd} />
          </ScrolledLayer>
        )}
        <input
          ref={input}
          className="sentence-input"
          type="text"
          aria-label="Sentence"
          aria-describedby={describedBy}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="done"
          value={text}
          onChange={handlers.onInput}
          onSelect={handlers.onSelect}
          onFocus={handlers.onFocus}
          onBlur={onBlur}
          onKeyDown={onKeyDown}
        />
        <AfterDrawing>
          <AxisPointer input={input} editing={editing} actions={actions} onWord={unknown.ask} />
        </AfterDrawing>
        <span id={GHOST_HINT_ID} className="visually-hidden">
          {ghost !== null && `${editing.hasBegun ? "Tab writes" : "End, then Tab, writes"} “${ghost}”, the likeliest next word`}
        </span>
      </div>
      {unknown.explained !== null && (
        <Suspense>
          <UnknownWord
            id={UNKNOWN_ID}
            {...unknown.explained}
            onLeave={(position) => {
              unknown.close();
              actions.select({ start: position, end: position });
            }}
            onClose={unknown.close}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The axis as custom properties, where the style sheets read it. */
function axisProperties({ x0, col, viewWidth, letters, turn }: AxisGeometry) {
  return {
    "--x0": `${x0}px`,
    "--col": `${col}px`,
    "--axis-view": `${viewWidth}px`,
    "--letters": `${letters}px`,
    "--turn": `${turn}deg`,
    "--rise": Math.sin((turn * Math.PI) / 180),
  };
}

/** Everything on the axis that scrolls sideways with it. */
function ScrolledLayer({ children }: { readonly children: ReactNode }) {
  const axis = useAxisGeometry();
  const view = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const follow = () => {
      if (view.current === null || layer.current === null) return;
      const scroll = axis.scroll.getState();
      const isAtEnd = columnLeft(axis, axis.steps + 1) - scroll <= axis.x0 + axis.viewWidth;
      layer.current.style.transform = `translateX(${-scroll}px)`;
      view.current.dataset["end"] = String(isAtEnd);
    };
    follow();
    return axis.scroll.subscribe(follow);
  }, [axis]);
  return (
    <div ref={view} className="sentence-view" aria-hidden="true">
      <div ref={layer} className="sentence-words">
        {children}
      </div>
    </div>
  );
}

/** The pill of the pinned word and the line under the one that the pointer is over. */
function ColumnMarks({ pinned }: { readonly pinned: string }) {
  const { x0, col, scale, mode } = useAxisGeometry();
  const pill = useRef<HTMLSpanElement>(null);
  const line = useRef<HTMLSpanElement>(null);
  usePinnedColumn((place, isSliding) => {
    if (pill.current === null) return;
    pill.current.hidden = place === null;
    pill.current.dataset["sliding"] = String(isSliding);
    if (place !== null) pill.current.style.transform = `translateX(${place.left - x0}px)`;
  });
  useHoveredColumn((place) => {
    if (line.current === null) return;
    line.current.hidden = place === null;
    if (place !== null) line.current.style.transform = `translateX(${place.left - x0}px)`;
  });
  // Wide enough for its word; one that is shown whole over its neighbours has its own ground.
  const needed = mode === "level" ? wordWidth(pinned, scale) + PILL_PADDING * scale : 0;
  const over = needed > 2 * col ? 0 : Math.max(0, Math.ceil((needed - col) / 2));
  return (
    <div className="sentence-view" aria-hidden="true">
      <span ref={pill} className="word-pill" style={{ "--over": `${over}px` }} hidden />
      <span ref={line} className="word-preview" hidden />
    </div>
  );
}

/** Ink left and right of a word in its pill, px before the scale. */
const PILL_PADDING = 6;

/** Keeps the caret in view while the textbox has the focus. */
function useFollowedCaret({ isFocused, isPicked, range }: Editing, words: number, step: number) {
  const { show } = useAxisHandles();
  const { end } = range;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every move of the caret and every word more brings it into view again
  useEffect(() => {
    if (isFocused && !isPicked) show(step);
  }, [isFocused, isPicked, end, words, step, show]);
}
