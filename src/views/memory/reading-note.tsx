import type { MemoryFindings } from "../../store/memory-state.ts";
import { formatCount } from "../shared/format.ts";
import { useFindings } from "./use-desk.ts";
import "./corpus-choice.css";

/** In place of what the corpus has to say: how far it is read, or why it is not. */
export function ReadingNote() {
  const said = useFindings(sayReading);
  return <p className="corpus-note">{said}.</p>;
}

/** How far the corpus is read, or why there is none: `45,000 of 102,400 words are read`. */
export function sayReading(findings: MemoryFindings): string {
  const { progress, wordsToRead, corpusProblem, corpusNote } = findings;
  const problem = corpusProblem ?? corpusNote;
  if (problem !== null) return problem.title;
  if (progress === null) return "No corpus is open";
  if (wordsToRead === null) return `${Math.floor(progress * 100)}% of the text is read`;
  return `${formatCount(Math.floor(progress * wordsToRead))} of ${formatCount(wordsToRead)} words are read`;
}

/** The same in the width of a number: `13% read`. */
export function sayReadingBriefly({ progress, corpusProblem, corpusNote }: MemoryFindings): string {
  return corpusProblem !== null || corpusNote !== null || progress === null ? "no corpus" : `${Math.floor(progress * 100)}% read`;
}
