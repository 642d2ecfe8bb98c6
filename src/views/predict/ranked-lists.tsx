import { type FormEvent, Fragment, useState } from "react";
import { TARGET_LETTERS } from "../../engine/limits.ts";
import { formatChance, formatCount } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { isSpecialWord, wordLabel } from "../shared/word-label.ts";
import { Chance } from "./chance.tsx";
import { linkLists, linkPath, type RankedWord, rankOf, sayRest } from "./layout.ts";
import { LISTED, type Shown, useFollowed, useShown } from "./use-predictions.ts";
import "./ranked-lists.css";

/** Heights in the lines' drawing, which is stretched with the rows: a row's, and what parts a word from the ten above it. */
const ROW = 40;
const APART = 12;
const GAP = 88;
/** Where a line meets its row: the middle of the word. */
const MIDDLE = 16;

/** Three ranked lists on one scale; lines join the same word. */
export function RankedLists() {
  const shown = useShown();
  const columns = shown.slice(-4);
  const largest = Math.max(0.01, ...columns.flatMap(({ list }) => list.top.map(({ probability }) => probability)));
  return (
    <section
      className="ranked"
      aria-label="Ranked words"
      data-apart={columns.some(({ list }) => list.apart !== null) || undefined}
    >
      {columns.map((each, place) => {
        const before = columns[place - 1];
        return (
          <Fragment key={each.prediction.id}>
            {before !== undefined && <Links left={before} right={each} />}
            <List shown={each} largest={largest} />
          </Fragment>
        );
      })}
    </section>
  );
}

function List({ shown, largest }: { readonly shown: Shown; readonly largest: number }) {
  const { prediction, name, look, list, words, followed, descriptor } = shown;
  const probability = followed === null ? null : probabilityOf(shown, followed);
  return (
    <section className="ranked-list" data-look={look} aria-label={`${name} expects`}>
      <h2 className="ranked-title">
        <b>{name}</b> <span title={descriptor}>{descriptor}</span>{" "}
        {followed !== null && probability !== null && (
          <span className="ranked-followed">
            “<bdi>{wordLabel(words, followed)}</bdi>”{" "}
            <b>
              <Chance probability={probability} />
            </b>
          </span>
        )}
      </h2>
      <ol aria-label={`Next words, ${name}`}>
        {list.top.map((each, place) => (
          <Item
            key={each.id}
            word={each}
            words={words}
            largest={largest}
            isFollowed={each.id === followed}
            together={list.top.slice(0, place + 1).reduce((sum, { probability: own }) => sum + own, 0)}
          />
        ))}
        {list.apart !== null && <Item word={list.apart} words={words} largest={largest} isFollowed isApart />}
      </ol>
      <p className="ranked-rest">{sayRest(list, prediction.logits.length)}</p>
      <Search shown={shown} />
    </section>
  );
}

function probabilityOf({ list: { top, apart } }: Shown, id: number): number | null {
  return [...top, ...(apart === null ? [] : [apart])].find((word) => word.id === id)?.probability ?? null;
}

interface ItemProps {
  readonly word: RankedWord;
  readonly words: readonly string[] | null;
  readonly largest: number;
  readonly isFollowed: boolean;
  readonly isApart?: boolean;
  /** Probability of this word and all above it. */
  readonly together?: number;
}

/** A word: pressing it follows it in every model. */
function Item({ word, words, largest, isFollowed, isApart = false, together }: ItemProps) {
  const predict = useApp((state) => state.predict);
  const label = wordLabel(words, word.id);
  return (
    <li className="ranked-word" data-followed={isFollowed || undefined} data-apart={isApart || undefined}>
      <button
        type="button"
        className="ranked-name"
        data-special={isSpecialWord(words, word.id) || undefined}
        title="Trace this word in every list"
        onClick={() => predict({ followed: words?.[word.id] ?? `#${word.id}` })}
      >
        <bdi>{label}</bdi>
      </button>{" "}
      {isApart && <span className="ranked-rank">rank {formatCount(word.rank)}</span>}{" "}
      <span className="ranked-value" title={together === undefined ? undefined : `${formatChance(together)} with all above it`}>
        <Chance probability={word.probability} />
      </span>
      <span className="ranked-bar" style={{ "--share": Math.min(1, word.probability / largest) }} />
    </li>
  );
}

/** Lines from the words of a list to the same words in the next. */
function Links({ left, right }: { readonly left: Shown; readonly right: Shown }) {
  const links = linkLists(left.list, right.list);
  const height = ROW * (LISTED + 1) + APART;
  const yOf = (place: number) => ROW * place + MIDDLE + (place >= LISTED ? APART : 0);
  return (
    <svg className="ranked-links" viewBox={`0 0 ${GAP} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <linearGradient id="ranked-fade">
        <stop className="ranked-fade-from" />
        <stop className="ranked-fade-to" offset="1" />
      </linearGradient>
      {links.map(({ id, from, to }) => (
        <path
          key={id}
          data-followed={id === left.followed || undefined}
          data-look={left.look}
          data-lost={to === null || undefined}
          d={linkPath(yOf(from), to === null ? null : yOf(to), GAP)}
        />
      ))}
    </svg>
  );
}

/** Where any word stands in a model's list. */
function Search({ shown: { prediction, words, name } }: { readonly shown: Shown }) {
  const [typed, setTyped] = useState("");
  const [said, setSaid] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const word = typed.trim().toLowerCase();
    const id = words === null ? Number(word.replace("#", "")) : words.indexOf(word);
    const isThere = Number.isInteger(id) && id >= 0 && id < prediction.logits.length;
    setSaid(
      isThere
        ? `“${word}”: rank ${formatCount(rankOf(prediction.logits, id, prediction.unknown))}`
        : `“${word}” is not a word of this model`,
    );
  };
  return (
    <form className="ranked-search" onSubmit={submit}>
      <input
        type="text"
        className="text-field"
        aria-label={`Rank of any word, ${name}`}
        maxLength={TARGET_LETTERS}
        placeholder="Find a word’s rank"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p role="status">
        <bdi>{said}</bdi>
      </p>
    </form>
  );
}

/** Says which word is followed in all lists. */
export function FollowedNote() {
  const followed = useFollowed();
  const isChosen = useApp((state) => state.followed !== null);
  const predict = useApp((state) => state.predict);
  return (
    <p className="followed-note">
      {followed !== null && (
        <>
          Tracing “<bdi>{followed}</bdi>”.{" "}
        </>
      )}
      {isChosen && (
        <button type="button" className="text-button" onClick={() => predict({ followed: null })}>
          Trace the next word
        </button>
      )}
    </p>
  );
}
