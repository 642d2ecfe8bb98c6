import { surpriseBits } from "../../engine/softmax.ts";
import { formatBits } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { useFollowed, useShown } from "./use-predictions.ts";

/** How surprising the followed word is to each model, as a bar on one scale. */
export function SurpriseBars() {
  const shown = useShown();
  const followed = useFollowed();
  const temperature = useApp((state) => state.temperature);
  const bars = shown.map(({ prediction, name, look, followed: id }) => ({
    id: prediction.id,
    name,
    look,
    bits: id === null ? null : surpriseBits(prediction.logits, id, temperature),
  }));
  const largest = Math.max(1, ...bars.map(({ bits }) => bits ?? 0));
  return (
    <section className="surprise" aria-label="Surprise">
      <h2 className="section-title">
        {followed === null ? "Surprise" : `Surprise at “${followed}”`}
        <span className="descriptor">lower is better</span>
      </h2>
      <dl className="surprise-bars">
        {bars.map(({ id, name, look, bits }) => (
          <div key={id} data-look={look}>
            <dt>{name}</dt>
            <dd>
              <span className="surprise-bar" style={{ width: `${((bits ?? 0) / largest) * 100}%` }} />
            </dd>
            <dd>{bits === null ? "no such word" : <b>{formatBits(bits)}</b>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
