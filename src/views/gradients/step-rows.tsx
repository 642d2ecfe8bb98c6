import { useState } from "react";
import { useApp } from "../shared/use-app.ts";
import { GainRows } from "./gain-rows.tsx";
import { type Measure, measures, WordRows } from "./word-rows.tsx";
import "./gain-rows.css";

/** Rows of numbers under the words: what every step does to the gradient, or which words mattered. */
export function StepRows() {
  const studies = useApp((state) => state.studies);
  const wantsWords = useApp((state) => state.wantsWords);
  const follow = useApp((state) => state.follow);
  const [measure, setMeasure] = useState<Measure>("norm");
  if (studies.length === 0) return null;
  const definition = measures.find(({ id }) => id === measure)?.definition;
  return (
    <section className="gain-rows" aria-label={wantsWords ? "Which words mattered" : "Gain of each step"}>
      <div className="gain-head">
        <div className="segments" role="radiogroup" aria-label="Rows under the words">
          {[false, true].map((words) => (
            <label key={String(words)} className="segment" data-current={wantsWords === words || undefined}>
              <input type="radio" name="rows" checked={wantsWords === words} onChange={() => follow({ wantsWords: words })} />
              {words ? "Which words mattered" : "Gain of each step"}
            </label>
          ))}
        </div>
        {wantsWords && (
          <div className="segments" role="radiogroup" aria-label="Measure">
            {measures.map(({ id, name }) => (
              <label key={id} className="segment" data-current={measure === id || undefined}>
                <input type="radio" name="measure" checked={measure === id} onChange={() => setMeasure(id)} />
                {name}
              </label>
            ))}
          </div>
        )}
      </div>
      <p className="gain-note">{wantsWords ? definition : "what is left of the gradient one word further back"}</p>
      {wantsWords ? <WordRows measure={measure} /> : <GainRows />}
    </section>
  );
}
