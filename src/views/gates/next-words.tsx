import { useMemo, useRef } from "react";
import type { AppState } from "../../store/state.ts";
import { openExplainer } from "../shared/explainer-store.ts";
import { formatBits, formatCount, formatProbability } from "../shared/format.ts";
import { HiddenAnswer } from "../shared/hidden-answer.tsx";
import { quoted } from "../shared/quoted.ts";
import { Temperature } from "../shared/temperature.tsx";
import { typedWord } from "../shared/typed-word.ts";
import { useApp } from "../shared/use-app.ts";
import { isSpecialWord, wordLabel } from "../shared/word-label.ts";
import { listNextWords, type NextWord } from "./next-word-list.ts";
import "./next-words.css";

/** How many words are listed. */
const LISTED = 10;
const LISTED_COMPACT = 6;

/** What the list is drawn from: always of one word, so that title and numbers never disagree. */
interface Shown {
  readonly step: number;
  readonly word: string;
  readonly logits: Float32Array;
  readonly followedBy: number | null;
}

interface Props {
  /** Fewer words, two in a line, and the temperature elsewhere: they stand between the drawing and the equations. */
  readonly isCompact?: boolean;
}

/** The words that may follow the pinned one, how likely each is, and how surprising the one is that does follow. */
export function NextWords({ isCompact = false }: Props) {
  const shown = useShown();
  const model = useApp((state) => state.model);
  const answersHidden = useApp((state) => state.answersHidden);
  return (
    <section className="next-words" data-compact={isCompact || undefined} aria-labelledby="next-word-title">
      <h2 className="section-title" id="next-word-title">
        Next word {shown !== null && <span className="descriptor">after {quoted(shown.word)}</span>}
      </h2>
      {model !== null && !model.hasReadout ? (
        <p className="side-text">This model has no readout: its file holds no layer from the hidden state to words.</p>
      ) : (
        shown !== null &&
        (answersHidden ? (
          <HiddenAnswer what="The next words" />
        ) : (
          <Distribution shown={shown} words={model?.words ?? null} isCompact={isCompact} />
        ))
      )}
    </section>
  );
}

interface DistributionProps extends Required<Props> {
  readonly shown: Shown;
  readonly words: readonly string[] | null;
}

function Distribution({ shown, words, isCompact }: DistributionProps) {
  const temperature = useApp((state) => state.temperature);
  const unknown = useApp(unknownWord);
  const list = useMemo(
    () =>
      listNextWords(shown.logits, {
        temperature,
        count: isCompact ? LISTED_COMPACT : LISTED,
        followedBy: shown.followedBy,
        unknown,
      }),
    [shown, temperature, unknown, isCompact],
  );
  const likeliest = list.top[0]?.probability ?? 1;
  if (Number.isNaN(likeliest)) return <p>No prediction: the logits are no numbers.</p>;
  return (
    <>
      <ol className="next-word-list" aria-label="Next words">
        {list.top.map((word) => (
          <NextWordItem
            key={word.id}
            word={word}
            words={words}
            step={shown.step}
            likeliest={likeliest}
            isActual={word.id === shown.followedBy}
          />
        ))}
        {list.followed !== null && (
          <NextWordItem word={list.followed} words={words} step={shown.step} likeliest={likeliest} isActual hasRank />
        )}
      </ol>
      <dl className="next-word-rest">
        {list.other.words > 0 && (
          <div>
            <dt>Other {list.other.words === 1 ? "word" : `${formatCount(list.other.words)} words`}</dt>
            <dd>{formatProbability(list.other.probability)}</dd>
          </div>
        )}
        {list.unknown !== null && list.followed?.id !== unknown && (
          <div>
            <dt>Unknown word</dt>
            <dd>{formatProbability(list.unknown)}</dd>
          </div>
        )}
        {list.surpriseBits !== null && (
          <div>
            <dt>Surprise</dt>
            <dd>{formatBits(list.surpriseBits)}</dd>
          </div>
        )}
      </dl>
      {!isCompact && <Temperature />}
    </>
  );
}

interface ItemProps {
  readonly word: NextWord;
  readonly words: readonly string[] | null;
  /** The word after which it may follow. */
  readonly step: number;
  /** The highest probability: its bar is full. */
  readonly likeliest: number;
  readonly isActual: boolean;
  /** Listed out of order, below the ten: its rank is printed. */
  readonly hasRank?: boolean;
}

function NextWordItem({ word, words, step, likeliest, isActual, hasRank = false }: ItemProps) {
  return (
    <li className="next-word" data-actual={isActual || undefined} data-apart={hasRank || undefined}>
      <span className="next-word-name" data-special={isSpecialWord(words, word.id) || undefined}>
        {wordLabel(words, word.id)}
      </span>{" "}
      <button
        type="button"
        className="next-word-value"
        aria-label={`${wordLabel(words, word.id)} ${formatProbability(word.probability)}`}
        title="Where this comes from"
        onClick={(event) => openExplainer({ kind: "logit", step, token: word.id }, event.currentTarget)}
      >
        <Percent probability={word.probability} />
      </button>{" "}
      {isActual && <span className="next-word-note">{hasRank ? `actual, rank ${formatCount(word.rank)}` : "actual"}</span>}
      <span className="next-word-bar" style={{ "--share": word.probability / likeliest }} />
    </li>
  );
}

/** Id of the word that stands for all unknown ones; null where the vocabulary has none. */
export function unknownWord({ vocabulary }: Pick<AppState, "vocabulary">): number | null {
  return vocabulary?.hasUnknown === true ? vocabulary.unknown : null;
}

/** A probability with its percent sign a step lighter. */
function Percent({ probability }: { readonly probability: number }) {
  const text = formatProbability(probability);
  return (
    <>
      {text.slice(0, -1)}
      <span className="percent">%</span>
    </>
  );
}

/** The pinned word's distribution; the last one that was complete while the next is on its way. */
function useShown(): Shown | null {
  const step = useApp((state) => state.step);
  const logits = useApp((state) => state.logits.get(state.step) ?? null);
  const word = useApp((state) => (state.step === 0 ? null : typedWord(state, state.step)));
  const followedBy = useApp((state) => state.tokens[state.step]?.id ?? null);
  const latest = useRef<Shown | null>(null);
  const complete = useMemo(
    () => (logits === null || word === null ? null : { step, word, logits, followedBy }),
    [step, logits, word, followedBy],
  );
  if (complete !== null) latest.current = complete;
  else if (step === 0) latest.current = null;
  return latest.current;
}
