import { type FormEvent, useState } from "react";
import { filterProbabilities } from "../../engine/sampling.ts";
import { defaultProbes, MOST_PROBES } from "../../store/probes.ts";
import { formatProbability } from "../shared/format.ts";
import { useApp } from "../shared/use-app.ts";
import { placeOf, probeScale } from "./layout.ts";
import { type Shown, useSampling, useShown } from "./use-predictions.ts";
import "./probes.css";

/** Words that are probed, on one logarithmic axis in all models: circle, diamond and square tell them apart. */
export function Probes() {
  const probes = useApp((state) => state.probes);
  const shown = useShown();
  const options = useSampling();
  const rows = probes.map((word) => ({
    word,
    marks: shown.flatMap((each) => {
      const id = each.words?.indexOf(word) ?? -1;
      return id < 0 ? [] : [{ shown: each, probability: filterProbabilities(each.prediction.logits, options)[id] as number }];
    }),
  }));
  const scale = probeScale(rows.flatMap(({ marks }) => marks.map(({ probability }) => probability)));
  const ticks = Array.from({ length: scale.high - scale.low + 1 }, (_, k) => scale.low + k);
  const labelled = ticks.filter((tick) => (scale.high - tick) % Math.max(1, Math.ceil((ticks.length - 1) / 3)) === 0);
  return (
    <section className="probes" aria-label="Word probes">
      <h2 className="section-title">
        Word probes<span className="descriptor">log scale</span>
      </h2>
      <ul className="probe-rows">
        {rows.map(({ word, marks }) => (
          <li key={word}>
            <span className="probe-word">{word}</span>
            {marks.length === 0 ? (
              <span className="probe-none">not a word of these models</span>
            ) : (
              <Row marks={marks} scale={scale} ticks={ticks} />
            )}
          </li>
        ))}
      </ul>
      <div className="probe-axis" aria-hidden="true">
        {labelled.map((tick) => (
          <span key={tick} style={{ left: `${placeOf(10 ** tick, scale) * 100}%` }}>
            {sayPower(tick)}
          </span>
        ))}
      </div>
      <p className="probe-key">
        {shown.map(({ prediction, name, look }) => (
          <span key={prediction.id} data-look={look}>
            <i className="probe-mark" data-look={look} /> {name}
          </span>
        ))}
      </p>
      <ProbeForm key={probes.join()} probes={probes} />
    </section>
  );
}

interface Mark {
  readonly shown: Shown;
  readonly probability: number;
}

function Row({
  marks,
  scale,
  ticks,
}: {
  readonly marks: readonly Mark[];
  readonly scale: ReturnType<typeof probeScale>;
  readonly ticks: readonly number[];
}) {
  const places = marks.map(({ probability }) => placeOf(probability, scale) * 100);
  return (
    <span className="probe-line">
      {ticks.map((tick) => (
        <span key={tick} className="probe-tick" style={{ left: `${placeOf(10 ** tick, scale) * 100}%` }} />
      ))}
      <span className="probe-span" style={{ left: `${Math.min(...places)}%`, right: `${100 - Math.max(...places)}%` }} />
      {marks.map(({ shown, probability }, k) => (
        <span key={shown.prediction.id} className="probe-place" style={{ left: `${places[k]}%` }}>
          <i className="probe-mark" data-look={shown.look} title={`${shown.name} ${formatProbability(probability)}`} />
          <span className="visually-hidden">{`${shown.name} ${formatProbability(probability)}`}</span>
        </span>
      ))}
    </span>
  );
}

/** `10%`, `0.1%`, `.001%`. */
function sayPower(exponent: number): string {
  const percent = 10 ** (exponent + 2);
  return `${percent >= 0.1 ? percent : percent.toFixed(Math.max(0, -exponent - 2)).replace(/^0/, "")}%`;
}

/** The reader's own list. */
function ProbeForm({ probes }: { readonly probes: readonly string[] }) {
  const predict = useApp((state) => state.predict);
  const [typed, setTyped] = useState(probes.join(", "));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = typed.split(/[,\s]+/).filter((word) => word !== "");
    predict({
      probes: words.length === 0 ? defaultProbes : [...new Set(words.map((word) => word.toLowerCase()))].slice(0, MOST_PROBES),
    });
  };
  return (
    <form className="probe-form" onSubmit={submit}>
      <input
        type="text"
        className="text-field"
        aria-label="Words to probe, separated by commas"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="button">
        Probe
      </button>
    </form>
  );
}
