import { type FormEvent, useState } from "react";
import { TARGET_LETTERS } from "../../engine/limits.ts";
import type { ModelStudy } from "../../worker/protocol.ts";
import { formatProbability } from "../shared/format.ts";
import { HiddenAnswer } from "../shared/hidden-answer.tsx";
import { SectionTitle } from "../shared/section-title.tsx";
import { useApp } from "../shared/use-app.ts";
import { wordLabel } from "../shared/word-label.ts";
import { TrainingNote } from "./training-note.tsx";
import { useStepName } from "./use-chart.ts";
import { useNames } from "./use-lines.ts";
import { useWaiting } from "./use-waiting.ts";

/** Which loss is followed: after which word, and of which word. */
export function TargetControl() {
  const target = useApp((state) => state.target);
  const at = useApp((state) => state.at);
  const tokens = useApp((state) => state.tokens);
  const studies = useApp((state) => state.studies);
  const follow = useApp((state) => state.follow);
  const step = useApp((state) => state.step);
  const names = useNames();
  const nameOf = useStepName();
  const isLong = useApp((state) => state.experiment.length !== null);
  const { isStale } = useWaiting();
  const areHidden = useApp((state) => state.answersHidden);
  const [study] = studies;
  const isNamed = target !== "actual" && target !== "likeliest";
  return (
    <section className="target" aria-label="Loss">
      <SectionTitle descriptor={study === undefined ? null : `after “${nameOf(study.at)}”`}>Loss</SectionTitle>
      <div className="target-told">
        {" "}
        {areHidden ? (
          <HiddenAnswer what="The loss" />
        ) : (
          <table className="target-values" data-stale={isStale || undefined}>
            <caption>{sayFollowed(studies)}</caption>
            <tbody>
              {studies.map(({ id, word, other, value, probability }) => (
                <tr key={id}>
                  <th scope="row">{names.get(id)}</th>
                  <td>{other === null && `${printWord(word)} ${formatProbability(probability)}`}</td>
                  <td>
                    <b>{value.toFixed(2)}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <TrainingNote />
      </div>
      <div className="segments" role="radiogroup" aria-label="Word that is followed">
        {(["actual", "likeliest"] as const).map((kind) => (
          <label key={kind} className="segment" data-current={target === kind || undefined}>
            <input type="radio" name="target" checked={target === kind} onChange={() => follow({ target: kind })} />
            {kind === "actual" ? "Actual" : "Likeliest"}
          </label>
        ))}
      </div>
      <NamedTarget key={isNamed ? target : ""} named={isNamed ? target : ""} />
      <div className="target-places">
        <button
          type="button"
          className="text-button"
          disabled={isLong || step < 1 || step === (at ?? tokens.length)}
          onClick={() => follow({ at: step })}
        >
          Loss at the pinned word
        </button>
        {at !== null && (
          <button type="button" className="text-button" onClick={() => follow({ at: null })}>
            Loss at the last word
          </button>
        )}
      </div>
    </section>
  );
}

/** A special word in words. */
function printWord(word: string): string {
  return wordLabel([word], 0);
}

/** `−ln p of “floor”`; every model has its own likeliest word. */
function sayFollowed(studies: readonly ModelStudy[]): string {
  const [study] = studies;
  if (study === undefined) return "";
  if (study.other !== null) return `logit of “${study.word}” minus logit of “${study.other}”`;
  const isOne = studies.every(({ word }) => word === study.word);
  return isOne ? `−ln p of “${printWord(study.word)}”` : "−ln p of each model’s likeliest word";
}

/** Any word, or two as `floor~couch`. */
function NamedTarget({ named }: { readonly named: string }) {
  const follow = useApp((state) => state.follow);
  const [typed, setTyped] = useState(named);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") follow({ target: typed.trim() });
  };
  return (
    <form className="target-named" onSubmit={submit}>
      <input
        type="text"
        className="text-field"
        aria-label="Any word, or two as floor~couch"
        maxLength={TARGET_LETTERS}
        placeholder="floor~couch"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="button" disabled={typed.trim() === ""}>
        Follow
      </button>
    </form>
  );
}
