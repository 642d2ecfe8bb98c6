import { type CSSProperties, memo, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { Token } from "../../engine/tokenizer.ts";
import "./axis-words.css";
import { columnCentre, ticksEvery } from "./axis-geometry.ts";
import { wordWidth } from "./measure-text.ts";
import { caretPlace, selectedLetters, type TextRange } from "./sentence-text.ts";
import { type Axis, useAxisGeometry } from "./use-axis.ts";
import { isTooLongTurned, levelRoom, wholeLeft } from "./word-fit.ts";
import { visibleWord } from "./word-label.ts";
import { WordLetters, type WordState } from "./word-letters.tsx";

/** Words drawn beyond both ends of the view, and how many columns are scrolled before the drawn ones change. */
const SPARE = 2;
const STRIDE = 8;

/** What is drawn of the sentence. */
export interface AxisWordsProps {
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
  const wordOf = (step: number) => {
    const token = tokens[step - 1];
    return token === undefined ? null : visibleWord(text.slice(token.start, token.end));
  };
  const words = [];
  for (let step = first; step <= last; step++) {
    const token = tokens[step - 1];
    const word = wordOf(step);
    if (token === undefined || word === null) continue;
    const selected = range === null ? null : selectedLetters(token, range);
    const letters = caret?.step === step ? caret.letters : null;
    const fit = fitWord(
      axis,
      { step, word, before: wordOf(step - 1), after: wordOf(step + 1) },
      letters ?? selected?.[1] ?? null,
      step === pinned,
    );
    words.push(
      <AxisWord
        key={step}
        step={step}
        word={word}
        left={(step - 1) * axis.col}
        col={axis.col}
        scale={axis.letters / LETTERS}
        isNumbered={axis.mode === "level" && hasNumber(axis, step, pinned)}
        isPinned={step === pinned}
        state={step === typed ? "typed" : token.known ? "known" : "unknown"}
        caret={letters}
        from={selected?.[0] ?? 0}
        to={selected?.[1] ?? 0}
        {...fit}
      />,
    );
  }
  return <div ref={list}>{words}</div>;
}

/** Where there is no room for all numbers, that of the pinned word and of every fifth that is no neighbour of it. */
function hasNumber(axis: Axis, step: number, pinned: number): boolean {
  const every = ticksEvery(axis);
  return every === 1 || step === pinned || (step % every === 0 && Math.abs(step - pinned) > 1);
}

/** Size of the axis' letters, px before the scale. */
const LETTERS = 13;
/** Marks that are smudges when they are turned; quotation marks are drawn larger. */
const MARK = /^[^\p{L}\p{N}]+$/u;
const QUOTE = /^["“”„«»‘’']+$/u;

/** How a word that has not the usual form is drawn: cut at `room`, or whole, `shift` px beside its column's centre. */
interface Fit {
  readonly room: number | null;
  readonly shift: number;
  readonly isLaid: boolean;
}

interface Neighbours {
  readonly step: number;
  readonly word: string;
  readonly before: string | null;
  readonly after: string | null;
}

const usual: Fit = { room: null, shift: 0, isLaid: false };

function fitWord(axis: Axis, { step, word, before, after }: Neighbours, edited: number | null, isPinned: boolean): Fit {
  const { scale, viewWidth, col } = axis;
  const width = wordWidth(word, scale);
  const whole = (caret: number): Fit => {
    const centre = columnCentre(axis, step) - axis.x0;
    const left = wholeLeft(centre, width, viewWidth, caret);
    return { room: null, shift: left + width / 2 - centre, isLaid: true };
  };
  if (axis.mode === "turned") {
    return edited !== null && isTooLongTurned(width, scale) ? whole(wordWidth(word.slice(0, edited), scale)) : usual;
  }
  if (width <= col - 4 * scale) return usual;
  const widthOf = (beside: string | null) => (beside === null ? null : wordWidth(beside, scale));
  const room = levelRoom(col, [widthOf(before), widthOf(after)], scale);
  if (width <= room) return usual;
  if (edited !== null) return whole(wordWidth(word.slice(0, edited), scale));
  return isPinned ? { ...whole(0), room: viewWidth } : { room, shift: 0, isLaid: false };
}

interface AxisWordProps extends Fit {
  readonly step: number;
  readonly word: string;
  readonly left: number;
  readonly col: number;
  /** Size of the letters over 13 px. */
  readonly scale: number;
  /** Its number stands under it. */
  readonly isNumbered: boolean;
  readonly isPinned: boolean;
  readonly state: WordState;
  readonly caret: number | null;
  readonly from: number;
  readonly to: number;
}

const AxisWord = memo(function AxisWord(props: AxisWordProps) {
  const { step, word, left, col, scale, isNumbered, isPinned, state, caret, from, to, room, shift, isLaid } = props;
  const style: CSSProperties = { left, width: col };
  return (
    <span
      className="axis-word"
      data-step={step}
      data-state={state}
      data-pinned={isPinned || undefined}
      data-edited={caret !== null || from < to || undefined}
      data-laid={isLaid || undefined}
      data-mark={MARK.test(word) ? (QUOTE.test(word) ? "quote" : "") : undefined}
      style={shift === 0 ? style : { ...style, "--shift": `${shift}px` }}
    >
      <WordLetters className="axis-word-text" word={word} scale={scale} caret={caret} from={from} to={to} room={room} />
      {isNumbered && <span className="axis-step">{state === "unknown" ? "unk" : step}</span>}
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
