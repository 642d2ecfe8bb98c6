import { beginnings, FRESH } from "../../engine/reach/fresh.ts";
import { ownTexts } from "../../engine/reach/own-story.ts";
import { FRESH_SEEDS, lossPlaces, replacedPlaces } from "../../engine/reach/study-reach.ts";

/** How it is measured across texts, and why it comes out so. */
export function WhyAcross() {
  return (
    <>
      <p className="question-note">
        The loss of the next word at {lossPlaces.length * ownTexts.texts} places in {ownTexts.texts} texts of {ownTexts.words}{" "}
        words that the shown model (or its gated twin) writes: every fourth word from the 60th on. Each place is divided by its
        own value at the loss; lines are medians, bands the middle half.
      </p>
      <p className="question-note">
        On its way back through h a gradient is multiplied by the recurrent weights and a slope below 1 at every word, so it
        shrinks by about the same factor each time. On the direct path through C it is multiplied by the forget gates alone: those
        that stay open let it pass.
      </p>
      <p className="question-note">C and h are not the same quantity; both are drawn.</p>
    </>
  );
}

/** The same of a replaced word. */
export function WhyReplaced() {
  return (
    <>
      <p className="question-note">
        {replacedPlaces.length * ownTexts.texts} words of {ownTexts.texts} texts, each replaced by another word of its text; what
        comes after stays. Drawn is ‖Δh‖ / ‖h‖, the change of the hidden state: an experiment, no derivative.
      </p>
      <p className="question-note">
        A plain RNN overwrites all of h at every word. What an LSTM has put into a unit that it keeps is still there.
      </p>
    </>
  );
}

/** The same of networks that have learned nothing. */
export function WhyFresh() {
  return (
    <>
      <p className="question-note">
        {FRESH_SEEDS} networks of each kind, {FRESH.units} units, drawn by name and never trained, on random words; C of the
        LSTMs, h of the RNNs.
      </p>
      <ul>
        {beginnings.map(({ id, cell, name, rule }) => (
          <li key={id}>
            <b>
              {cell.label}, {name}
            </b>
            : {rule}
          </li>
        ))}
      </ul>
      <p className="question-note">
        A gate drawn about 0.5 halves what it keeps at every word; with slow gates it begins near 1. The cell only makes that
        possible.
      </p>
    </>
  );
}
