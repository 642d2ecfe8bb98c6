import { useState } from "react";
import type { GradientRows } from "../../store/gradient-state.ts";
import { useApp } from "../shared/use-app.ts";
import { GainRows } from "./gain-rows.tsx";
import { SignalRows } from "./signal-rows.tsx";
import { measures, WordRows } from "./word-rows.tsx";
import "./gain-rows.css";

const kinds: readonly { readonly id: GradientRows; readonly name: string; readonly note: string }[] = [
  { id: "gains", name: "Gain of each step", note: "share that survives one word back" },
  { id: "words", name: "Which words mattered", note: "" },
  { id: "signals", name: "Gradient of a signal", note: "" },
];

/** Rows of numbers under the words: what every step does to the gradient, which words mattered, or ∂L/∂ a signal. */
export function StepRows() {
  const studies = useApp((state) => state.studies);
  const under = useApp((state) => state.under);
  const measure = useApp((state) => state.measure);
  const follow = useApp((state) => state.follow);
  const [isByRow, setByRow] = useState(true);
  const hasFailed = useApp((state) => state.studyFailure !== null || state.studyProblems.size > 0);
  const isEmpty = studies.length === 0;
  if (isEmpty && hasFailed) return null;
  const shown = kinds.find(({ id }) => id === under);
  const note = under === "words" ? measures.find(({ id }) => id === measure)?.definition : shown?.note;
  return (
    <section className="gain-rows" aria-label={shown?.name}>
      <div className="gain-head">
        <div className="segments" role="radiogroup" aria-label="Rows under the words">
          {kinds.map(({ id, name }) => (
            <label key={id} className="segment" data-current={under === id || undefined}>
              <input type="radio" name="rows" checked={under === id} onChange={() => follow({ under: id })} />
              {name}
            </label>
          ))}
        </div>
        {under === "words" && (
          <div className="segments" role="radiogroup" aria-label="Measure">
            {measures.map(({ id, name }) => (
              <label key={id} className="segment" data-current={measure === id || undefined}>
                <input type="radio" name="measure" checked={measure === id} onChange={() => follow({ measure: id })} />
                {name}
              </label>
            ))}
          </div>
        )}
      </div>
      {note !== "" && (
        <p className="gain-note">
          {note}
          {under === "words" && (
            <>
              ; colours{" "}
              <button type="button" className="text-button" onClick={() => setByRow(!isByRow)}>
                {isByRow ? "by row" : "over both rows"}
              </button>
            </>
          )}
        </p>
      )}
      {isEmpty ? (
        <div className="gain-rows-ground" />
      ) : under === "words" ? (
        <WordRows measure={measure} isByRow={isByRow} />
      ) : under === "signals" ? (
        <SignalRows />
      ) : (
        <GainRows />
      )}
    </section>
  );
}
