import { useMemo, useState } from "react";
import { highestIds, softmax } from "../../engine/softmax.ts";
import { formatProbability, formatSigned } from "../shared/format.ts";
import { Formula } from "../shared/formula.tsx";
import { Temperature } from "../shared/temperature.tsx";
import { useApp } from "../shared/use-app.ts";
import { wordLabel } from "../shared/word-label.ts";
import { softmaxFormula } from "./formulas.ts";
import { centred, LOGITS } from "./layout.ts";

/** Words whose logits can be moved. */
const HANDFUL = 5;

/** Softmax, the probability distributor: a handful of the pinned word's logits, to be dragged; the sum is always 1. */
export function SoftmaxBars() {
  const step = useApp((state) => state.step);
  const logits = useApp((state) => state.logits.get(state.step) ?? null);
  const words = useApp((state) => state.model?.words ?? null);
  const word = useApp((state) => state.tokens[state.step - 1]?.text ?? "");
  const handful = useMemo(() => {
    if (logits === null) return null;
    const ids = highestIds(logits, HANDFUL);
    return { ids, logits: centred(ids.map((id) => logits[id] as number)) };
  }, [logits]);
  if (handful === null) return null;
  return (
    <section className="softmax" aria-label="Softmax">
      <h2 className="section-title">
        Softmax<span className="descriptor">probability distributor</span>
      </h2>
      <Formula tex={softmaxFormula} />
      <p className="activation-note">
        The likeliest after “{word}” among themselves. Drag a logit: the others give way, the sum stays 1.
      </p>
      <Bars key={`${step} ${handful.ids.join()}`} names={handful.ids.map((id) => wordLabel(words, id))} given={handful.logits} />
      <Temperature />
    </section>
  );
}

function Bars({ names, given }: { readonly names: readonly string[]; readonly given: readonly number[] }) {
  const [moved, setMoved] = useState(given);
  const temperature = useApp((state) => state.temperature);
  const probabilities = softmax(Float32Array.from(moved), temperature);
  const isMoved = moved !== given;
  return (
    <>
      <ul className="softmax-bars">
        {names.map((name, k) => (
          <li key={name}>
            <span className="softmax-name">{name}</span>
            <span className="softmax-logit">{formatSigned(moved[k] as number, 1)}</span>
            <b>{formatProbability(probabilities[k] as number)}</b>
            <span className="softmax-bar" style={{ "--share": probabilities[k] as number }} />
            <input
              type="range"
              className="slider"
              aria-label={`Logit of ${name}`}
              aria-valuetext={`${formatSigned(moved[k] as number, 1)}, ${formatProbability(probabilities[k] as number)}`}
              min={LOGITS.low}
              max={LOGITS.high}
              step={0.1}
              value={moved[k] as number}
              style={{ "--share": ((moved[k] as number) - LOGITS.low) / (LOGITS.high - LOGITS.low) }}
              onChange={(event) => setMoved(moved.map((logit, at) => (at === k ? event.target.valueAsNumber : logit)))}
            />
          </li>
        ))}
      </ul>
      <p className="activation-note" role="status">
        Sum {probabilities.reduce((sum, probability) => sum + probability, 0).toFixed(2)}
      </p>
      {isMoved && (
        <button type="button" className="text-button" onClick={() => setMoved(given)}>
          The model’s own logits
        </button>
      )}
    </>
  );
}
