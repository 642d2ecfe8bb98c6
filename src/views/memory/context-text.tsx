import { wordWidth } from "../shared/measure-text.ts";
import type { ContextLine } from "./context-lines.ts";
import { CUT, fitFromEnd, fitFromStart } from "./fit-words.ts";

/** Share of a line that stands before the key word: all lines meet there. */
const BEFORE = 0.52;
/** Paper between the word and what stands around it, px. */
const PAPER = 6;

const measure = (text: string) => wordWidth(text, 1);

/** A place of the corpus in a line of `width` px: all key words begin at one vertical, and no word is cut through. */
export function ContextText({ line, width }: { readonly line: ContextLine; readonly width: number }) {
  const split = Math.round(BEFORE * width);
  const before = fitFromEnd(wordsOf(line.before), { width: split - PAPER, measure });
  // The key word is heavier than it is measured.
  const after = fitFromStart(wordsOf(line.after), { width: width - split - 1.08 * measure(line.word) - PAPER, measure });
  return (
    <span className="context-line" style={{ gridTemplateColumns: `${split - PAPER}px minmax(0, 1fr)` }}>
      <bdi className="context-before">
        {before.isCut && `${CUT} `}
        {before.words.join(" ")}
      </bdi>{" "}
      <span className="context-after">
        <b>
          <bdi>{line.word}</bdi>
        </b>{" "}
        <bdi>
          {after.words.join(" ")}
          {after.isCut && ` ${CUT}`}
        </bdi>
      </span>
    </span>
  );
}

function wordsOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(" ");
}
