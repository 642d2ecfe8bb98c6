import { type FormEvent, useState } from "react";
import { SENTENCE_LETTERS } from "../../engine/limits.ts";
import { longSentences } from "../../engine/sentences.ts";
import { Modal } from "../shared/modal.tsx";
import { useApp } from "../shared/use-app.ts";
import "./many-dialog.css";

/** A list of sentences whose curves are laid over each other at their losses. */
export function ManyDialog({ onClose }: { readonly onClose: () => void }) {
  const many = useApp((state) => state.many);
  const follow = useApp((state) => state.follow);
  const [text, setText] = useState((many ?? longSentences).join("\n"));
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    follow({ many: lines });
    onClose();
  };
  return (
    <Modal title="Many sentences" className="many-dialog" onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          One sentence says little. The curves of a list are laid over each other at the loss of each last word; the line is their
          mean (of the logarithms), the band one standard deviation, as far back as half of the sentences reach.
        </p>
        <textarea
          className="text-field"
          aria-label="Sentences, one a line"
          maxLength={SENTENCE_LETTERS}
          rows={10}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="many-buttons">
          <button type="button" className="text-button" onClick={() => setText(longSentences.join("\n"))}>
            Ten examples
          </button>
          {many !== null && (
            <button
              type="button"
              className="button"
              onClick={() => {
                follow({ many: null });
                onClose();
              }}
            >
              Back to the one sentence
            </button>
          )}
          <button type="submit" className="button" data-primary disabled={lines.length === 0}>
            {`Show ${lines.length} ${lines.length === 1 ? "sentence" : "sentences"}`}
          </button>
        </div>
      </form>
    </Modal>
  );
}
