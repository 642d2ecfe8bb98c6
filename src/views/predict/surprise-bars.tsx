import { surpriseBits } from "../../engine/softmax.ts";
import { formatBits } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { sayTimes } from "./layout.ts";
import { type Shown, useFollowed, useShown } from "./use-predictions.ts";

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
        {followed === null ? (
          "Surprise"
        ) : (
          <>
            Surprise at “<bdi>{followed}</bdi>”
          </>
        )}{" "}
        <span className="descriptor">one bit more is half as likely</span>
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
      <Comparison shown={shown} followed={followed} temperature={temperature} />
    </section>
  );
}

interface ComparisonProps {
  readonly shown: readonly Shown[];
  readonly followed: string | null;
  readonly temperature: number;
}

/** One sentence: what remembering does for the followed word, the last model beside the one that sees a single word. */
function Comparison({ shown, followed, temperature }: ComparisonProps) {
  const short = shown.find(({ look }) => look === "stateless");
  const long = shown.findLast(({ look }) => look === "cell");
  if (short?.followed == null || long?.followed == null || followed === null) return null;
  const bits = ({ prediction: { logits } }: Shown, id: number) => surpriseBits(logits, id, temperature);
  return (
    <p className="surprise-line">
      The {long.name} finds “<bdi>{followed}</bdi>” {sayTimes(bits(short, short.followed) - bits(long, long.followed))} the model
      that {short.descriptor}.
    </p>
  );
}
