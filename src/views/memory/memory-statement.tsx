import { formatSigned } from "../shared/format.ts";
import { Statement } from "../shared/statement.tsx";
import { useApp } from "../shared/use-app.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";
import { contextLine } from "./context-lines.ts";
import { partsAt } from "./ledger-layout.ts";
import { sayReading } from "./reading-note.tsx";
import { DeskContext, useCorpusWords, useFindings, useOpenedDesk } from "./use-desk.ts";
import { type Ledgers, useLedgers } from "./use-ledger.ts";
import { useStoryEnd } from "./use-story-end.ts";

/** Where the pinned state lies among others, or who wrote what the pinned unit holds. */
export function StateStatement() {
  const part = useApp((state) => state.memoryPart);
  const desk = useOpenedDesk();
  return part === "ledger" ? (
    <Statement
      view="Memory"
      title="Who wrote what a unit holds"
      line={<Writers />}
      note="Every word writes into the cell, and the forget gates decide how much of it is left at every later word."
    />
  ) : (
    <Statement
      view="Memory"
      title="What the state after a word means"
      line={
        desk !== null && (
          <DeskContext value={desk}>
            <NearestContext />
          </DeskContext>
        )
      }
      note="States are compared with those of a whole corpus: what lies near was much the same to the network."
    />
  );
}

/** Words of a context that the line has room for. */
const BEFORE = 5;

function NearestContext() {
  const nearest = useFindings((findings) => findings.nearest?.[0]);
  const reading = useFindings(sayReading);
  const wordAt = useCorpusWords();
  const end = useStoryEnd();
  const word = useTypedWord(useApp((state) => state.step));
  if (nearest === undefined) return <>The corpus: {reading}.</>;
  const line = contextLine(wordAt, nearest.word, { before: BEFORE, after: 0, end });
  return (
    <>
      Nearest to “<bdi>{word}</bdi>” here: “<bdi>{[line.before, line.word].filter((text) => text !== "").join(" ")}</bdi>”, cosine{" "}
      <b>{nearest.cosine.toFixed(2)}</b>.
    </>
  );
}

function Writers() {
  const ledgers = useLedgers();
  return typeof ledgers === "string" ? null : <LargestPart ledgers={ledgers} />;
}

function LargestPart({ ledgers: { unit: own } }: { readonly ledgers: Ledgers }) {
  const unit = useApp((state) => state.unit);
  const step = useApp((state) => Math.min(state.step, own.steps));
  const parts = partsAt(own, step);
  const source = parts.reduce((best, part, at) => (Math.abs(part) > Math.abs(parts[best] as number) ? at : best), 0);
  const writer = useTypedWord(source);
  const word = useTypedWord(step);
  const value = (number: number) => <b data-hue="c">{formatSigned(number)}</b>;
  return (
    <>
      Of {value(parts.reduce((sum, part) => sum + part, 0))} that unit {unit} holds at “<bdi>{word}</bdi>”,{" "}
      {source === 0 ? "the start" : <bdi>“{writer}”</bdi>} wrote {value(parts[source] as number)}.
    </>
  );
}
