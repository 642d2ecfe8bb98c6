import { editSentence } from "./edit-sentence.ts";

/** First in the order of focus: past the header, into the sentence. A button, since the fragment of the address is the page's state. */
export function SkipLink() {
  return (
    <button type="button" className="skip-link" onClick={editSentence}>
      Skip to the sentence
    </button>
  );
}
