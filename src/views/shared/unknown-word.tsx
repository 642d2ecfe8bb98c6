import { useEffect, useMemo, useRef } from "react";
import { nearestWords } from "../../engine/nearest-words.ts";
import type { Token, Vocabulary } from "../../engine/tokenizer.ts";
import { columnLeft } from "./axis-geometry.ts";
import "./unknown-word.css";
import { useApp, useAppHandle } from "./use-app.ts";
import { useAxisGeometry } from "./use-axis.ts";
import { wordLabel } from "./word-label.ts";

const count = new Intl.NumberFormat("en");
/** Words offered. */
const OFFERED = 3;
/** Width of the box and how far left of its word's column it starts: px before the projector's scale. */
const WIDTH = 340;
const INDENT = 36;

interface UnknownWordProps {
  readonly id: string;
  readonly token: Token;
  readonly step: number;
  /** The word was replaced or left alone, and the textbox goes on at this offset. */
  readonly onLeave: (position: number) => void;
  readonly onClose: () => void;
}

/** Says of a word that the model does not know it, and offers words near in spelling that it does. */
export function UnknownWord({ id, token, step, onLeave, onClose }: UnknownWordProps) {
  const { store } = useAppHandle();
  const axis = useAxisGeometry();
  const vocabulary = useApp((state) => state.vocabulary);
  const typed = useApp((state) => state.text.slice(token.start, token.end));
  const near = useMemo(
    () => (vocabulary === null ? [] : nearestWords(token.text, vocabulary, OFFERED)),
    [vocabulary, token.text],
  );
  const box = useRef<HTMLFieldSetElement>(null);
  useOutsidePress(box, onClose);
  useEscapeAnywhere(onClose);
  const replace = (word: string) => {
    const { text, setText } = store.getState();
    setText(text.slice(0, token.start) + word + text.slice(token.end));
    onLeave(token.start + word.length);
  };
  const width = Math.min(WIDTH * axis.scale, axis.viewWidth + axis.readout);
  const furthest = axis.x0 + axis.viewWidth + axis.readout - width;
  const wanted = columnLeft(axis, step) - axis.scroll.getState() - INDENT * axis.scale;
  return (
    <fieldset
      ref={box}
      id={id}
      className="unknown-word"
      aria-label="Unknown word"
      tabIndex={-1} // a press on its own words, to read or to copy them, must not close it
      style={{ left: Math.max(Math.min(axis.x0, furthest), Math.min(wanted, furthest)), width }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onLeave(token.end);
      }}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) onClose();
      }}
    >
      {vocabulary !== null && <Explanation typed={typed} vocabulary={vocabulary} />}
      {near.length > 0 && (
        <>
          <p className="unknown-word-offer">Close words it knows</p>
          <div className="unknown-word-choices">
            {near.map((word) => (
              <button key={word} type="button" onClick={() => replace(word)}>
                {word}
              </button>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}

/** What the model reads in the place of the word. */
function Explanation({ typed, vocabulary }: { readonly typed: string; readonly vocabulary: Vocabulary }) {
  const { reading, words, size, unknown, hasUnknown } = vocabulary;
  const place = wordLabel(words, unknown);
  if (reading === "ids") {
    return (
      <>
        <p className="unknown-word-title">“{typed}” is no id of this model</p>
        <p>
          It has no vocabulary: type ids from 0 to {count.format(size - 1)}. This one is run as <b>{place}</b>.
        </p>
      </>
    );
  }
  const what = reading === "characters" ? "character" : "word";
  return (
    <>
      <p className="unknown-word-title">“{typed}” is not in this vocabulary</p>
      <p>
        The model knows {count.format(size)} {what}s
        {hasUnknown ? (
          <>
            . It reads this one as <b>{(words?.[unknown] ?? place).replace(/[<>[\]]/g, "")}</b>, so its gates say little here.
          </>
        ) : (
          <>
            {" "}
            and has none for unknown ones: this one is run as <b>{place}</b>, its first.
          </>
        )}
      </p>
    </>
  );
}

/** Esc closes wherever the focus has gone. */
function useEscapeAnywhere(onClose: () => void) {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, []);
}

function useOutsidePress(box: { readonly current: HTMLElement | null }, onPress: () => void) {
  const latest = useRef(onPress);
  useEffect(() => {
    latest.current = onPress;
  });
  useEffect(() => {
    const pressed = (event: PointerEvent) => {
      const { target } = event;
      if (!(target instanceof Element) || box.current?.contains(target) || target.closest(".sentence-input")) return;
      latest.current();
    };
    document.addEventListener("pointerdown", pressed);
    return () => document.removeEventListener("pointerdown", pressed);
  }, [box]);
}
