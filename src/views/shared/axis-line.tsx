import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { AxisWordsProps } from "./axis-words.tsx";
import "./axis-line.css";
import { visibleSteps } from "./axis-geometry.ts";
import { lineLayout, lineScrollShowing, lineStepAt } from "./line-layout.ts";
import { caretPlace, selectedLetters } from "./sentence-text.ts";
import { useAxisGeometry, useAxisHandles } from "./use-axis.ts";
import { visibleWord } from "./word-label.ts";
import { WordLetters } from "./word-letters.tsx";

/** Px scrolled before the drawn words change. */
const STRIDE = 256;

interface Props extends AxisWordsProps {
  /** The word that holds the caret, T + 1 behind the last; 0 while the textbox has no focus. */
  readonly caretStep: number;
  /** The grey word and its key, behind the last word. */
  readonly ghost: string | null;
  readonly hasKey: boolean;
}

/**
 * The sentence once, as a line of text over columns that are too narrow for words: the pinned word is marked in it, and the line scrolls
 * so that it, or the word with the caret, can be seen.
 */
export function AxisLine({ text, tokens, pinned, typed, range, caretStep, ghost, hasKey }: Props) {
  const axis = useAxisGeometry();
  const { lineScroll } = useAxisHandles();
  const { viewWidth, scale } = axis;
  const layout = lineLayout(text, tokens, scale);
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const follow = () => {
      if (line.current !== null) line.current.style.transform = `translateX(${-lineScroll.getState()}px)`;
    };
    follow();
    return lineScroll.subscribe(follow);
  }, [lineScroll]);
  useEffect(() => {
    const show = () => {
      const [first, last] = visibleSteps(axis, axis.scroll.getState());
      const step = caretStep > 0 ? caretStep : Math.min(last, Math.max(first, pinned));
      lineScroll.setState(lineScrollShowing(layout, lineScroll.getState(), step, viewWidth, scale), true);
    };
    show();
    return axis.scroll.subscribe(show);
  }, [axis, layout, pinned, caretStep, viewWidth, scale, lineScroll]);
  const stride = useSyncExternalStore(lineScroll.subscribe, () => Math.floor(lineScroll.getState() / STRIDE));
  const first = Math.max(1, lineStepAt(layout, (stride - 1) * STRIDE));
  const last = Math.min(tokens.length, lineStepAt(layout, (stride + 2) * STRIDE + viewWidth));
  const caret = range !== null && range.start === range.end ? caretPlace(tokens, range.start) : null;
  const words = [];
  for (let step = first; step <= last; step++) {
    const token = tokens[step - 1];
    if (token === undefined) continue;
    const selected = range === null ? null : selectedLetters(token, range);
    words.push(
      <span
        key={step}
        className="line-word"
        data-step={step}
        data-state={step === typed ? "typed" : token.known ? "known" : "unknown"}
        data-pinned={step === pinned || undefined}
        style={{ left: layout.lefts[step - 1] }}
      >
        <WordLetters
          className="line-word-text"
          word={visibleWord(text.slice(token.start, token.end))}
          scale={scale}
          caret={caret?.step === step ? caret.letters : null}
          from={selected?.[0] ?? 0}
          to={selected?.[1] ?? 0}
          room={null}
        />
      </span>,
    );
  }
  return (
    <div className="sentence-view line-view" aria-hidden="true">
      <div ref={line} className="axis-line">
        {words}
        <span className="line-end" style={{ left: layout.width }}>
          {caretStep > tokens.length && <i className="axis-caret" />}
          {ghost !== null && <span className="line-ghost">{ghost}</span>}
          {hasKey && <kbd className="line-key">Tab</kbd>}
        </span>
      </div>
    </div>
  );
}
