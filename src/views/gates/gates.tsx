import type { View } from "../view.ts";
import { NextWords } from "./next-words.tsx";

/** Heatmaps of every signal over the sentence, the cell and its equations at one word, what comes next. */
function Gates() {
  return (
    <>
      <div className="stack" />
      <div className="middle" />
      <div className="side">
        <NextWords />
      </div>
    </>
  );
}

/** The first view: the gates of a trained cell over a sentence. */
export const gatesView: View = {
  id: "gates",
  title: "Gates",
  caption: "Every gate and state of the network at every word of the sentence, with the equations that compute them.",
  Panel: Gates,
};
