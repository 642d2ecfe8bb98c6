import { type FormEvent, useMemo, useState } from "react";
import { findCell } from "../../engine/cells/registry.ts";
import { SENTENCE_LETTERS } from "../../engine/limits.ts";
import { softmax } from "../../engine/softmax.ts";
import { tokenize } from "../../engine/tokenizer.ts";
import { CellStrip, type Strip } from "../shared/cell-strip.tsx";
import { formatChance } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { visibleWord, wordLabel } from "../shared/word-label.ts";
import { likeliestIds } from "./layout.ts";
import { type Shown, useShown } from "./use-predictions.ts";

/** A second sentence beneath the first: where they differ, how the difference of the state spreads and dies, and what both expect. */
export function Pair() {
  const second = useApp((state) => state.second);
  const predict = useApp((state) => state.predict);
  const text = useApp((state) => state.text);
  const areHidden = useApp((state) => state.answersHidden);
  const shown = useShown();
  return (
    <section className="pair" aria-label="Two sentences">
      <h2 className="section-title">
        Two sentences <span className="descriptor">how a difference spreads and dies</span>
      </h2>
      <PairForm key={second ?? ""} second={second} />
      {second === null ? (
        <button type="button" className="text-button" onClick={() => predict({ second: text })}>
          Begin with a copy of the sentence
        </button>
      ) : (
        <>
          <SecondWords />
          {shown.map((each) => (
            <SpreadRows key={each.prediction.id} shown={each} />
          ))}
          {!areHidden && <Expected shown={shown} />}
        </>
      )}
    </section>
  );
}

function PairForm({ second }: { readonly second: string | null }) {
  const predict = useApp((state) => state.predict);
  const [typed, setTyped] = useState(second ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    predict({ second: typed.trim() === "" ? null : typed });
  };
  return (
    <form className="pair-form" onSubmit={submit}>
      <input
        type="text"
        className="text-field"
        aria-label="Text to compare with"
        maxLength={SENTENCE_LETTERS}
        placeholder="the key to the cabinet"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={submit}
      />
      <button type="submit" className="button">
        Compare
      </button>
      {second !== null && (
        <button type="button" className="text-button" onClick={() => predict({ second: null })}>
          Without it
        </button>
      )}
    </form>
  );
}

/** Columns narrower than this hold no word: the sentence stands as a line. */
const WIDE = 28;

/** The second sentence's words, read as the model reads them, at the columns of the first; those that differ are bold. */
function SecondWords() {
  const second = useApp((state) => state.second ?? "");
  const tokens = useApp((state) => state.tokens);
  const vocabulary = useApp((state) => state.vocabulary);
  const axis = useAxisGeometry();
  const words = useMemo(() => (vocabulary === null ? [] : tokenize(second, vocabulary)), [second, vocabulary]);
  const isLine = axis.col < WIDE * axis.scale;
  return (
    <div className="pair-words" data-line={isLine || undefined} style={isLine ? {} : { marginLeft: axis.x0 }}>
      {words.map(({ text, start, end }, k) => (
        <span key={start} style={isLine ? {} : { width: axis.col }} data-other={tokens[k]?.text !== text || undefined}>
          <bdi>{visibleWord(second.slice(start, end))}</bdi>
        </span>
      ))}
    </div>
  );
}

function SpreadRows({ shown: { prediction, name, look } }: { readonly shown: Shown }) {
  const axis = useAxisGeometry();
  const layer = useApp((state) => state.layer);
  const spread = prediction.second?.spread;
  const own = spread?.layers[Math.min(layer, spread.layers.length - 1)];
  if (spread === undefined || own === undefined || !prediction.hasMemory) return null;
  const letter = findCell(prediction.cell)?.signals.some(({ name: signal }) => signal === "cellState") ? "C" : "h";
  const rows = [
    ...(own.cell === null ? [] : [{ letter, values: own.cell, decay: own.cellDecay, kind: look }]),
    { letter: "h", values: own.hidden, decay: own.hiddenDecay, kind: look },
  ];
  return rows.map((row) => (
    <div key={row.letter} className="gain-row">
      <p className="gain-name">
        <b>
          {name}, ‖Δ{row.letter}‖
        </b>
        <span>{row.decay === null ? "no steady half-life" : `halves every ${row.decay.halfLife.toFixed(1)} words`}</span>
      </p>
      <CellStrip cells={differenceCells(row.values, spread.from, row.kind)} chart={{ axis }} />
    </div>
  ));
}

/** Exactly zero before the sentences differ: empty. */
function differenceCells(values: Float64Array, from: number, look: Shown["look"]): readonly (Strip | null)[] {
  const largest = values.reduce((most, value) => Math.max(most, value), 0) || 1;
  return Array.from(values, (value, k) =>
    from === 0 || k + 1 < from
      ? null
      : { look: look === "other" ? "plain" : look, text: value.toFixed(1), depth: value / largest },
  );
}

/** What each model expects after the first sentence and after the second. */
function Expected({ shown }: { readonly shown: readonly Shown[] }) {
  const say = (logits: Float32Array, { words, prediction: { unknown } }: Shown) => {
    const probabilities = softmax(logits);
    return likeliestIds(logits, 4, unknown)
      .map((id) => `${wordLabel(words, id)} ${formatChance(probabilities[id] as number)}`)
      .join(", ");
  };
  return (
    <table className="pair-expected">
      <thead>
        <tr>
          <th scope="col">expects</th>
          <th scope="col">after the first, at its pinned word</th>
          <th scope="col">after the second</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((each) => {
          const { prediction, name } = each;
          return (
            <tr key={prediction.id}>
              <th scope="row">{name}</th>
              <td>
                <bdi>{say(prediction.logits, each)}</bdi>
              </td>
              <td>
                <bdi>{prediction.second === null ? "" : say(prediction.second.logits, each)}</bdi>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
