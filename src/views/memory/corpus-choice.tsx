import { useRef } from "react";
import { CORPUS_WORDS, corpusBytes } from "../../engine/corpus/corpus-trace.ts";
import { countOf } from "../../engine/count-of.ts";
import { stories } from "../../store/catalog.ts";
import { formatBytes } from "../shared/format.ts";
import { nounOf } from "../shared/noun.ts";
import { useApp } from "../shared/use-app.ts";
import { sayReading } from "./reading-note.tsx";
import { useDesk, useFindings } from "./use-desk.ts";
import "./corpus-choice.css";

/** Bytes of a text that is read at all: a million words and some. */
const LARGEST_FILE = 20_000_000;

/** States that are kept of it. */
const STATES = 2;

/** Which text is searched and mapped, how far it is read, and the reader's own in its place. */
export function CorpusChoice() {
  const { openText, openDream, cancel } = useDesk();
  const corpus = useFindings((findings) => findings.corpus);
  const progress = useFindings((findings) => findings.progress);
  const problem = useFindings((findings) => findings.corpusProblem);
  const note = useFindings((findings) => findings.corpusNote);
  const reading = useFindings(sayReading);
  const units = useApp((state) => state.model?.config.units ?? 0);
  const isShipped = useApp((state) => stories.includes(state.modelId));
  const noun = useApp(nounOf);
  const notify = useApp((state) => state.notify);
  const askAgain = useApp((state) => state.askAgain);
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > LARGEST_FILE) {
      notify("problem", {
        title: `${file.name} has ${formatBytes(file.size)}, ${formatBytes(LARGEST_FILE)} are read at most`,
        detail: "The corpus is as it was; try a part of the text.",
      });
      return;
    }
    openText(file.name, await file.text());
  };
  return (
    <section className="corpus-choice" aria-label="Corpus">
      <h2 className="section-title">Corpus</h2>
      {problem !== null && (
        <p className="corpus-note" role="alert">
          <b>{problem.title}.</b> {problem.detail}{" "}
          <button type="button" className="text-button" onClick={askAgain}>
            Read it again
          </button>
        </p>
      )}
      {note !== null && (
        <p className="corpus-note">
          {note.title}. {note.detail}
        </p>
      )}
      {progress !== null && (
        <p className="corpus-note" role="status">
          {reading}.{" "}
          <button type="button" className="text-button" onClick={cancel}>
            Stop
          </button>
          <progress className="corpus-progress" max={1} value={progress} aria-label="Corpus read" />
        </p>
      )}
      {corpus !== null && (
        <p className="corpus-note">
          {countOf(corpus.ids.length, noun)}:{" "}
          <b>
            <bdi>{corpus.name}</bdi>
          </b>
          {corpus.isDream && ", sampled from the model with a fixed seed; nobody wrote it"}. Kept in {formatBytes(corpus.bytes)}{" "}
          here.
        </p>
      )}
      <p className="corpus-commands">
        <button type="button" className="button" onClick={() => input.current?.click()}>
          Open a text
        </button>
        {isShipped && (corpus === null ? progress === null : !corpus.isDream) && (
          <button type="button" className="text-button" onClick={openDream}>
            {corpus === null ? "Read the dream" : "Back to the dream"}
          </button>
        )}
      </p>
      <input
        ref={input}
        type="file"
        accept=".txt,text/plain"
        className="visually-hidden"
        aria-label="Open a text"
        tabIndex={-1}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <p className="corpus-note">
        Your text stays on this device: up to a million words, {formatBytes(corpusBytes(CORPUS_WORDS, units, STATES))} while it is
        open.
      </p>
    </section>
  );
}
