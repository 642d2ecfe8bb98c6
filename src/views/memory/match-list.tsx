import { useRef } from "react";
import { download } from "../shared/download.ts";
import { formatCount, formatProbability } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { useWidth } from "../shared/use-width.ts";
import { wordLabel, wordSpelling } from "../shared/word-label.ts";
import { contextLine, contextText } from "./context-lines.ts";
import { ContextText } from "./context-text.tsx";
import { KeptPatterns } from "./kept-patterns.tsx";
import { matchesAsCsv } from "./matches-csv.ts";
import { ReadingNote } from "./reading-note.tsx";
import { useCorpusWords, useFindings } from "./use-desk.ts";
import { usePattern } from "./use-match.ts";
import { useStoryEnd } from "./use-story-end.ts";
import "./contexts.css";

const LISTED = 14;
/** Beside a line stands how many conditions hold, px. */
const BESIDE = 44;

/** Where the pattern holds in the corpus, how many places chance would give, and what follows them. */
export function MatchList() {
  const pattern = usePattern();
  const text = useApp((state) => state.pattern);
  const found = useFindings((findings) => findings.matched);
  const corpus = useFindings((findings) => findings.corpus);
  return (
    <section className="matches" aria-label="Matches">
      <h2 className="section-title">
        Matches{" "}
        {pattern !== null && (
          <span className="descriptor">
            {pattern.conditions.length} {pattern.conditions.length === 1 ? "condition" : "conditions"} on {pattern.length}{" "}
            {pattern.length === 1 ? "word" : "words"}
          </span>
        )}
      </h2>
      {corpus === null ? (
        <ReadingNote />
      ) : pattern === null ? (
        <p className="corpus-note">
          Select words and units in the heatmap; the places of the corpus where they read alike appear here.
        </p>
      ) : found?.pattern === text ? (
        <Found />
      ) : (
        <p className="corpus-note" role="status">
          Looking.
        </p>
      )}
      <KeptPatterns />
    </section>
  );
}

function Found() {
  const found = useFindings((findings) => findings.matched);
  const corpus = useFindings((findings) => findings.corpus);
  const pattern = usePattern();
  const words = useApp((state) => state.model?.words ?? null);
  const wordAt = useCorpusWords();
  const spellAt = useCorpusWords(wordSpelling);
  const between = useApp((state) => (state.vocabulary?.reading === "characters" ? "" : " "));
  const end = useStoryEnd();
  const setText = useApp((state) => state.setText);
  const commit = useApp((state) => state.commitText);
  const list = useRef<HTMLOListElement>(null);
  const width = useWidth(list);
  if (found === null || corpus === null || pattern === null) return null;
  const { matches, next } = found;
  const { total, expected, best } = matches;
  const ratio = expected > 0 ? total / expected : 0;
  return (
    <>
      <p className="corpus-note" role="status">
        <b>{formatCount(total)}</b> places of {formatCount(corpus.ids.length)}, {formatProbability(total / corpus.ids.length)} of
        the corpus; {expected < 0.05 ? "next to none" : expected < 10 ? expected.toFixed(1) : formatCount(expected)} were to be
        expected by chance
        {ratio >= 1.05 && expected >= 0.05
          ? `, ${ratio < 10 ? ratio.toFixed(1) : formatCount(ratio)} times as many are found`
          : ""}
        .
      </p>
      {next.length > 0 && (
        <p className="corpus-note">
          Follow more often than elsewhere:{" "}
          {next.map(({ id, lift }) => `${wordLabel(words, id)} ×${lift < 10 ? lift.toFixed(1) : Math.round(lift)}`).join(", ")}.
        </p>
      )}
      <ol ref={list} className="context-list" aria-label="Matches, those that hold most conditions first">
        {best.slice(0, LISTED).map(({ word, held }) => {
          const last = word + pattern.length - 1;
          const line = contextLine(wordAt, last, { before: 12, after: 8, end });
          return (
            <li key={word} className="context">
              <button
                type="button"
                className="context-open"
                title="Open as the sentence"
                onClick={() => {
                  setText(contextText(wordAt, last, end, { spellAt, between }));
                  commit();
                }}
              >
                <ContextText line={line} width={width - BESIDE} />
              </button>
              <span className="context-value" title="conditions that hold">
                {held}/{pattern.conditions.length}
              </span>
            </li>
          );
        })}
      </ol>
      {total > 0 && (
        <button
          type="button"
          className="text-button"
          onClick={() => download("gatescope-matches.csv", [matchesAsCsv(matches, pattern, wordAt)], "text/csv")}
        >
          Matches as CSV
        </button>
      )}
    </>
  );
}
