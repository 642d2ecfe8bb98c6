import { Fragment, Suspense } from "react";
import { sayUnitLine } from "../../engine/analysis/unit-line-text.ts";
import type { CellType, Hue } from "../../engine/cell.ts";
import { lazily } from "../shared/lazily.tsx";
import { nounOf } from "../shared/noun.ts";
import { playThrough } from "../shared/playback.ts";
import { quoted } from "../shared/quoted.ts";
import { shortLabel } from "../shared/short-label.ts";
import { Statement } from "../shared/statement.tsx";
import { PlayIcon } from "../shared/transport-icons.tsx";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import { type Read, usePinnedRead } from "../shared/use-readable.ts";
import { useTypedWords } from "../shared/use-typed-word.ts";
import { useUnitLine } from "../shared/use-unit-line.ts";

const Guide = lazily(() => import("./reading-guide.tsx").then((module) => module.ReadingGuide));

/** What a network does with the words, and what the pinned unit does in the sentence. */
export function GatesStatement() {
  const cell = useCell();
  const read = usePinnedRead();
  const set = useApp((state) => state.set);
  const offersPlay = useApp((state) => !state.hasPlayed && state.tokens.length > 0);
  const isGuided = useApp((state) => state.guide !== null);
  return (
    <>
      <Statement
        view="Gates"
        title={cell === null ? "A network reads your words" : titleOf(cell, read)}
        line={cell !== null && <PinnedUnit cell={cell} />}
        note="A trained network reads the words you type; each stripe is one number inside it."
        action={offersPlay && <PlayThrough />}
        link={
          <button type="button" className="statement-link" onClick={() => set({ guide: 1 })}>
            How to read this
          </button>
        }
      />
      {isGuided && (
        <Suspense>
          <Guide />
        </Suspense>
      )}
    </>
  );
}

/** The one thing to press at first sight. */
function PlayThrough() {
  const { store } = useAppHandle();
  return (
    <button type="button" className="pill" aria-label="Play from the first word" onClick={() => playThrough(store.getState())}>
      <PlayIcon /> Play
    </button>
  );
}

function titleOf({ label, hasMemory }: CellType, read: Read | null): string {
  if (!hasMemory) return "Without memory, every word is read alone";
  const name = `${/^[AEFHILMNORSX]/.test(label) ? "An" : "A"} ${label}`;
  if (read === null) return `${name} reads your words`;
  const followed = shortLabel(read.feature);
  if (followed.startsWith("what ")) return `${name} remembers ${followed}`;
  return read.feature.kind === "two-valued" ? `${name} remembers whether ${followed}` : `${name} follows ${followed}`;
}

function PinnedUnit({ cell }: { readonly cell: CellType }) {
  const line = useUnitLine();
  const words = useTypedWords();
  const noun = useApp(nounOf);
  const hue = cell.signals.find(({ role }) => role === "state")?.hue;
  if (line === null || hue === undefined) return null;
  return <InHue text={`${sayUnitLine(line, (step) => quoted(words[step - 1] ?? ""), noun)}.`} hue={hue} />;
}

/** A sentence with its signed numbers in the hue of what they are of. */
function InHue({ text, hue }: { readonly text: string; readonly hue: Hue }) {
  return text.split(/([+−]\d+(?:\.\d+)?)/).map((part, place) =>
    place % 2 === 0 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence are told apart by their place alone
      <Fragment key={place}>{part}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: its place in the sentence is what tells this number from an equal one
      <b key={place} data-hue={hue}>
        {part}
      </b>
    ),
  );
}
