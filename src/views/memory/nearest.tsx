import { useRef } from "react";
import { useApp } from "../shared/use-app.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";
import { useWidth } from "../shared/use-width.ts";
import { wordLabel, wordSpelling } from "../shared/word-label.ts";
import { contextLine, contextText } from "./context-lines.ts";
import { ContextText } from "./context-text.tsx";
import { ReadingNote } from "./reading-note.tsx";
import { useCorpusWords, useFindings } from "./use-desk.ts";
import { useStoryEnd } from "./use-story-end.ts";
import "./contexts.css";

/** Beside a line stand the word that was expected and the cosine, px. */
const BESIDE = 128;

/** Contexts of the corpus whose state lies nearest to the pinned one, aligned at the word; a press opens one as the sentence. */
export function Nearest() {
  const nearest = useFindings((findings) => findings.nearest);
  const wordAt = useCorpusWords();
  const spellAt = useCorpusWords(wordSpelling);
  const between = useApp((state) => (state.vocabulary?.reading === "characters" ? "" : " "));
  const end = useStoryEnd();
  const setText = useApp((state) => state.setText);
  const commit = useApp((state) => state.commitText);
  const word = useTypedWord(useApp((state) => state.step));
  const words = useApp((state) => state.model?.words ?? null);
  const letter = useApp((state) => (state.contextState === "cellState" ? "C" : "h"));
  const list = useRef<HTMLOListElement>(null);
  const width = useWidth(list);
  const open = (at: number) => {
    setText(contextText(wordAt, at, end, { spellAt, between }));
    commit();
  };
  return (
    <section className="contexts" aria-label="Nearest contexts">
      <h2 className="section-title contexts-title">
        <span>
          Nearest contexts{" "}
          <span className="descriptor">
            to “<bdi>{word}</bdi>” here
          </span>
        </span>{" "}
        <span className="descriptor">expected, cosine of {letter}</span>
      </h2>
      {nearest === null && <ReadingNote />}
      <ol ref={list} className="context-list" aria-label="Nearest contexts, the nearest first">
        {nearest?.slice(0, 9).map(({ word: at, cosine, expects }) => {
          const line = contextLine(wordAt, at, { before: 12, after: 8, end });
          return (
            <li key={at} className="context" data-expects="">
              <button type="button" className="context-open" title="Open as the sentence" onClick={() => open(at)}>
                <ContextText line={line} width={width - BESIDE} />
              </button>
              <span className="context-expects" title="What the model expected most after it">
                <bdi>{expects === null ? "" : wordLabel(words, expects)}</bdi>
              </span>
              <span className="context-value">{cosine.toFixed(2)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
