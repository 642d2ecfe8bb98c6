import { wordWidth } from "./measure-text.ts";

/** A word of the sentence as it is drawn: grey while it is being typed, marked where the model does not know it. */
export type WordState = "known" | "typed" | "unknown";

interface Props {
  readonly className: string;
  readonly word: string;
  /** Size of the letters over 13 px. */
  readonly scale: number;
  /** Letters before the caret; null for none. */
  readonly caret: number | null;
  /** Letters selected, [from, to). */
  readonly from: number;
  readonly to: number;
  /** Px after which the word is cut, with an ellipsis; null: whole. */
  readonly room: number | null;
}

/** The letters of a word, with the caret and the selection between them. */
export function WordLetters({ className, word, scale, caret, from, to, room }: Props) {
  const at = (letters: number) => wordWidth(word.slice(0, letters), scale);
  return (
    <span className={className}>
      {from < to && <i className="axis-selection" style={{ left: at(from), width: at(to) - at(from) }} />}
      <span className="axis-word-letters" style={room === null ? undefined : { maxWidth: room }}>
        {word}
      </span>
      {caret !== null && <i className="axis-caret" style={{ left: at(caret) }} />}
    </span>
  );
}
