import { memo, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { Token } from "../../engine/tokenizer.ts";
import "./axis-words.css";
import { isWritten } from "./axis-geometry.ts";
import { wordWidth } from "./measure-text.ts";
import { caretPlace, selectedLetters, type TextRange } from "./sentence-text.ts";
import { type Axis, useAxisGeometry } from "./use-axis.ts";
import { visibleWord } from "./word-label.ts";

/** Words drawn beyond both ends of the view, and how many columns are scrolled before the drawn ones change. */
const SPARE = 2;
const STRIDE = 8;

interface AxisWordsProps {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly pinned: number;
  /** The word that is being typed, grey; 0 for none. */
  readonly typed: number;
  /** What is selected in the textbox; null draws neither selection nor caret. */
  readonly range: TextRange | null;
}

/** The words that can be seen, each at its column, with the caret and the selection inside them. */
export function AxisWords({ text, tokens, pinned, typed, range }: AxisWordsProps) {
  const axis = useAxisGeometry();
  const [first, last] = useDrawnSteps(axis);
  const list = useHiddenOutside(axis);
  const caret = range !== null && range.start === range.end ? caretPlace(tokens, range.start) : null;
  const words = [];
  for (let step = first; step <= last; step++) {
    const token = tokens[step - 1];
    const isEdited = caret?.step === step && caret.letters !== null;
    if (token === undefined || !(isEdited || isWritten(axis, step, pinned))) continue;
    const selected = range === null ? null : selectedLetters(token, range);
    words.push(
      <AxisWord
        key={step}
        step={step}
        word={visibleWord(text.slice(token.start, token.end))}
        left={(step - 1) * axis.col}
        col={axis.col}
        scale={axis.scale}
        isLevel={axis.mode === "level"}
        isPinned={step === pinned}
        state={step === typed ? "typed" : token.known ? "known" : "unknown"}
        caret={isEdited ? caret.letters : null}
        from={selected?.[0] ?? 0}
        to={selected?.[1] ?? 0}
      />,
    );
  }
  return <div ref={list}>{words}</div>;
}

interface AxisWordProps {
  readonly step: number;
  readonly word: string;
  readonly left: number;
  readonly col: number;
  readonly scale: number;
  readonly isLevel: boolean;
  readonly isPinned: boolean;
  readonly state: "known" | "typed" | "unknown";
  readonly caret: number | null;
  readonly from: number;
  readonly to: number;
}

const AxisWord = memo(function AxisWord(props: AxisWordProps) {
  const { step, word, left, col, scale, isLevel, isPinned, state, caret, from, to } = props;
  const at = (letters: number) => wordWidth(word.slice(0, letters), scale);
  return (
    <span
      className="axis-word"
      data-step={step}
      data-state={state}
      data-pinned={isPinned || undefined}
      data-edited={caret !== null || from < to || undefined}
      style={{ left, width: col }}
    >
      <span className="axis-word-text">
        {from < to && <i className="axis-selection" style={{ left: at(from), width: at(to) - at(from) }} />}
        <span className="axis-word-letters">{word}</span>
        {caret !== null && <i className="axis-caret" style={{ left: at(caret) }} />}
      </span>
      {isLevel && <span className="axis-step">{state === "unknown" ? "unk" : step}</span>}
    </span>
  );
});

/** Hides the drawn words whose columns are scrolled out of view: a word is there or not, never cut. */
function useHiddenOutside(axis: Axis) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const hide = () => {
      for (const word of list.current?.querySelectorAll<HTMLElement>(".axis-word") ?? []) {
        const centre = (Number(word.dataset["step"]) - 0.5) * axis.col - axis.scroll.getState();
        word.hidden = centre < 0 || centre > axis.viewWidth;
      }
    };
    hide();
    return axis.scroll.subscribe(hide);
  });
  return list;
}

/** First and last step to draw; changes only every few columns of scrolling. */
function useDrawnSteps(axis: Axis): readonly [first: number, last: number] {
  const { scroll, col, viewWidth, steps } = axis;
  const stride = useSyncExternalStore(scroll.subscribe, () => Math.floor(scroll.getState() / (col * STRIDE)));
  const first = Math.max(1, stride * STRIDE + 1 - SPARE);
  return [first, Math.min(steps, stride * STRIDE + Math.ceil(viewWidth / col) + STRIDE + SPARE)];
}
