import { useMemo, useRef, useState } from "react";
import { highestIds, softmax } from "../../engine/softmax.ts";
import { formatChance, formatCount } from "../shared/format.ts";
import { Formula } from "../shared/formula.tsx";
import { HiddenAnswer } from "../shared/hidden-answer.tsx";
import { SectionTitle } from "../shared/section-title.tsx";
import { Temperature } from "../shared/temperature.tsx";
import { useApp } from "../shared/use-app.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";
import { wordLabel } from "../shared/word-label.ts";
import { softmaxFormula } from "./formulas.ts";
import { LogitBar } from "./logit-bar.tsx";
import { SoftmaxCurve } from "./softmax-curve.tsx";

/** Words whose logits can be moved. */
const HANDFUL = 5;

/** Softmax, the probability distributor: the pinned word's logits, a handful of them to be dragged; the sum is always 1. */
export function Softmax() {
  const hasReadout = useApp((state) => state.model?.hasReadout !== false);
  const shown = useShown();
  const areHidden = useApp((state) => state.answersHidden);
  const areNumbers = shown?.given.every(Number.isFinite) === true;
  return (
    <section className="softmax" aria-label="Softmax">
      <SectionTitle descriptor={<>probability distributor</>}>Softmax</SectionTitle>
      {!hasReadout && <p className="activation-note">This model has no readout: it has no logits.</p>}
      {hasReadout && areHidden && <HiddenAnswer what="The next words" />}
      {hasReadout && !areHidden && shown !== null && !areNumbers && (
        <p className="activation-note">No prediction: the logits are no numbers.</p>
      )}
      {hasReadout && !areHidden && shown !== null && areNumbers && (
        <Logits key={`${shown.step} ${shown.given.subarray(0, 8).join()}`} step={shown.step} given={shown.given} />
      )}
    </section>
  );
}

/** The logits of the pinned word, or the last ones that were there while the next are on their way. */
function useShown(): { readonly step: number; readonly given: Float32Array } | null {
  const step = useApp((state) => state.step);
  const given = useApp((state) => state.logits.get(state.step) ?? null);
  const latest = useRef<{ readonly step: number; readonly given: Float32Array } | null>(null);
  if (given !== null && latest.current?.given !== given) latest.current = { step, given };
  return latest.current;
}

/** @param given logits of all words (V) after word `step` */
function Logits({ step, given }: { readonly step: number; readonly given: Float32Array }) {
  const words = useApp((state) => state.model?.words ?? null);
  const word = useTypedWord(step);
  const temperature = useApp((state) => state.temperature);
  // The unknown word is none to be read; its share is among the others'.
  const unknown = useApp(({ vocabulary }) => (vocabulary?.hasUnknown === true ? vocabulary.unknown : -1));
  const ids = useMemo(() => {
    const highest = highestIds(given, HANDFUL + 1).filter((id) => id !== unknown);
    return highest.slice(0, HANDFUL);
  }, [given, unknown]);
  const [moved, setMoved] = useState<ReadonlyMap<number, number>>(new Map());
  const [chosen, setChosen] = useState(ids[0] ?? 0);
  const logits = useMemo(() => {
    const changed = given.slice();
    for (const [id, logit] of moved) changed[id] = logit;
    return changed;
  }, [given, moved]);
  const probabilities = useMemo(() => softmax(logits, temperature), [logits, temperature]);
  const shares = ids.map((id) => probabilities[id] as number);
  const rest = Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0));
  const move = (id: number, logit: number | null) => {
    const next = new Map(moved);
    if (logit === null) next.delete(id);
    else next.set(id, logit);
    setMoved(next);
  };
  return (
    <>
      <p className="activation-note">After “{word}”; drag a bar’s end.</p>
      <ul className="logit-bars">
        {ids.map((id, k) => (
          <li key={id}>
            <LogitBar
              name={wordLabel(words, id)}
              id={id}
              logits={logits}
              probability={shares[k] as number}
              highest={given[ids[0] ?? 0] as number}
              isChosen={id === chosen}
              onChoose={() => setChosen(id)}
              onMove={(logit) => move(id, logit)}
            />
          </li>
        ))}
        {logits.length > ids.length && (
          <li className="logit-rest">
            <span>Other {formatCount(logits.length - ids.length)} words</span>
            <b>{formatChance(rest)}</b>
            <span className="logit-track" style={{ "--share": rest }} />
          </li>
        )}
      </ul>
      <p className="logit-sum" role="status">
        Sum {probabilities.reduce((sum, probability) => sum + probability, 0).toFixed(2)}
      </p>
      {moved.size > 0 && (
        <button type="button" className="text-button" onClick={() => setMoved(new Map())}>
          The model’s own logits
        </button>
      )}
      <Temperature />
      <div className="softmax-formula">
        <Formula tex={softmaxFormula} />
      </div>
      <SoftmaxCurve name={wordLabel(words, chosen)} id={chosen} logits={logits} temperature={temperature} />
    </>
  );
}
