import { type FormEvent, useId, useState } from "react";
import { countOf } from "../../engine/count-of.ts";
import { TARGET_LETTERS } from "../../engine/limits.ts";
import { formatCount } from "../shared/format.ts";
import { nounOf } from "../shared/noun.ts";
import { useApp } from "../shared/use-app.ts";
import { useReadable } from "../shared/use-readable.ts";
import { useFindings } from "./use-desk.ts";

/** Makes the list of readable units from the open corpus, whatever the model and the text; a word of the reader's choice is followed too. */
export function ScoreUnits() {
  const corpus = useFindings((findings) => findings.corpus);
  const readable = useReadable();
  const progress = useApp((state) => state.readingUnits);
  const readUnits = useApp((state) => state.readUnits);
  const forgetReadUnits = useApp((state) => state.forgetReadUnits);
  const [word, setWord] = useState("");
  const id = useId();
  const noun = useApp(nounOf);
  if (corpus === null) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    readUnits(corpus.name, word.trim() === "" ? null : word.trim());
  };
  const { text, features } = readable?.list ?? { text: null, features: [] };
  const best = Math.max(0, ...features.map(({ chance }) => chance.best));
  return (
    <section className="score-units" aria-label="Score units">
      {text !== null && features.length > 0 && (
        <p className="corpus-note">
          Chosen on {countOf(text.chosen, noun)} of <bdi>{text.name}</bdi>, measured on {formatCount(text.scored)} others. The
          best of {features[0]?.chance.shuffles} shuffles reaches {best.toFixed(3).replace(/^0/, "")}.
        </p>
      )}
      {text !== null && features.length === 0 && (
        <p className="corpus-note">
          No unit follows anything that can be told of <bdi>{text.name}</bdi> clearly more than chance does.
        </p>
      )}
      <form className="score-form" onSubmit={submit}>
        <label className="corpus-note" htmlFor={id}>
          What do units follow in this text? With a {noun} of yours, also how long ago it was and what came after it:
        </label>
        <input
          id={id}
          type="text"
          className="text-field"
          placeholder={`any ${noun}`}
          maxLength={TARGET_LETTERS}
          value={word}
          onChange={(event) => setWord(event.target.value)}
        />
        <button type="submit" className="button" disabled={progress !== null}>
          Score units
        </button>
      </form>
      {progress !== null && (
        <p className="corpus-note" role="status">
          {Math.floor(100 * progress)}% scored.
          <progress className="corpus-progress" max={1} value={progress} aria-label="Units scored" />
        </p>
      )}
      {readable?.isOwn === true && (
        <button type="button" className="text-button" onClick={forgetReadUnits}>
          Back to the first list
        </button>
      )}
    </section>
  );
}
