import { type FormEvent, useState } from "react";
import type { ModelStudy } from "../../worker/protocol.ts";
import { formatProbability } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { formatNorm } from "./numbers.ts";

/** Which loss is followed: after which word, and of which word. */
export function TargetControl() {
  const target = useApp((state) => state.target);
  const at = useApp((state) => state.at);
  const tokens = useApp((state) => state.tokens);
  const studies = useApp((state) => state.studies);
  const follow = useApp((state) => state.follow);
  const step = useApp((state) => state.step);
  const [study] = studies;
  const isNamed = target !== "actual" && target !== "likeliest";
  return (
    <section className="target" aria-label="Loss">
      <h2 className="section-title">
        Loss<span className="descriptor">{study === undefined ? "" : `after “${tokens[study.at - 1]?.text ?? ""}”`}</span>
      </h2>
      {study !== undefined && <p className="target-words">{sayFollowed(studies)}</p>}
      <ul className="target-values">
        {studies.map(({ id, label, word, other, value, probability, weightNorm }) => (
          <li key={id}>
            <span>{label}</span>
            <b>{value.toFixed(2)}</b>
            {other === null && (
              <span>
                {word} {formatProbability(probability)}
              </span>
            )}
            <span className="target-note">
              all weights’ gradient {formatNorm(weightNorm.log10)}
              {weightNorm.plain > 1 ? ": clipping at 1 would cut it" : ""}
            </span>
          </li>
        ))}
      </ul>
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
          disabled={step < 1 || step === (at ?? tokens.length)}
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

/** `−ln p of “floor”`; every model has its own likeliest word. */
function sayFollowed(studies: readonly ModelStudy[]): string {
  const [study] = studies;
  if (study === undefined) return "";
  if (study.other !== null) return `logit of “${study.word}” minus logit of “${study.other}”`;
  const isOne = studies.every(({ word }) => word === study.word);
  return isOne ? `−ln p of “${study.word}”` : "−ln p of each model’s likeliest word";
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
