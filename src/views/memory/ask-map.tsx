import { type FormEvent, useState } from "react";
import { SENTENCE_LETTERS } from "../../engine/limits.ts";
import { useApp } from "../shared/use-app.ts";

/** A second sentence: its path stands beside that of the first. */
export function AskMap() {
  const second = useApp((state) => state.second);
  const predict = useApp((state) => state.predict);
  const [typed, setTyped] = useState(second ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = typed.trim() === "" ? null : typed;
    if (next !== second) predict({ second: next });
  };
  return (
    <section aria-label="Ask the map">
      <h2 className="section-title">Ask the map</h2>
      <p className="corpus-note">Type another sentence to see its path beside this one.</p>
      <form onSubmit={submit}>
        <input
          type="text"
          className="text-field ask-map"
          aria-label="Text to place beside it"
          maxLength={SENTENCE_LETTERS}
          placeholder="the dog that …"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={submit}
        />
      </form>
      {second !== null && (
        <button
          type="button"
          className="text-button"
          onClick={() => {
            setTyped("");
            predict({ second: null });
          }}
        >
          Without it
        </button>
      )}
    </section>
  );
}
