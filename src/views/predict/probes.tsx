import { type FormEvent, useState } from "react";
import { FURTHER_LETTERS } from "../../engine/limits.ts";
import { filterProbabilities } from "../../engine/sampling.ts";
import { defaultProbes, MOST_PROBES } from "../../store/probes.ts";
import { formatChance } from "../shared/format.ts";
import { Numeral } from "../shared/numeral.tsx";
import { formatPower } from "../shared/powers.ts";
import { useApp } from "../shared/use-app.ts";
import { Chance } from "./chance.tsx";
import { type ProbeScale, placeOf, probeScale } from "./layout.ts";
import { type Shown, useSampling, useShown } from "./use-predictions.ts";
import "./probes.css";

/** Words that are probed, on one logarithmic axis in all models: circle, diamond and square tell them apart. */
export function Probes() {
  const shown = useShown();
  const probes = useProbes(shown);
  const options = useSampling();
  const rows = probes.map((word) => ({
    word,
    marks: shown.flatMap((each) => {
      const id = each.words?.indexOf(word) ?? -1;
      return id < 0 ? [] : [{ shown: each, probability: filterProbabilities(each.prediction.logits, options)[id] as number }];
    }),
  }));
  const scale = probeScale(rows.flatMap(({ marks }) => marks.map(({ probability }) => probability)));
  return (
    <section className="probes" aria-label="Word probes">
      <h2 className="section-title">
        Word probes <span className="descriptor">log scale</span>
      </h2>
      <ul className="probe-rows">
        {rows.map(({ word, marks }) => (
          <li key={word}>
            <Row word={word} marks={marks} scale={scale} />
          </li>
        ))}
      </ul>
      <div className="probe-axis" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ left: percent(placeOf(10 ** tick, scale)) }}>
            <Numeral text={formatPower(tick)} />
          </span>
        ))}
      </div>
      <p className="probe-key" aria-hidden="true">
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

/** The reader's words; until there are any, in models that know none of the page's own, the first that they do know. */
function useProbes(shown: readonly Shown[]): readonly string[] {
  const probes = useApp((state) => state.probes);
  const words = shown.findLast((each) => each.words !== null)?.words ?? null;
  if (probes !== defaultProbes || words === null || probes.some((word) => words.includes(word))) return probes;
  return words.filter((word) => !/^<.*>$|^\s*$/.test(word)).slice(0, defaultProbes.length);
}

interface Mark {
  readonly shown: Shown;
  readonly probability: number;
}

interface RowProps {
  readonly word: string;
  readonly marks: readonly Mark[];
  readonly scale: ProbeScale;
}

/** A word, the last model's chance of it as a number, and all models' on the axis. */
function Row({ word, marks, scale }: RowProps) {
  const last = marks.at(-1);
  if (last === undefined) {
    return (
      <p className="probe-head">
        <b>
          <bdi>{word}</bdi>
        </b>{" "}
        <span className="probe-none">not a word of these models</span>
      </p>
    );
  }
  const places = marks.map(({ probability }) => placeOf(probability, scale));
  return (
    <>
      <p className="probe-head" aria-hidden="true">
        <b>
          <bdi>{word}</bdi>
        </b>
        <span title={`${last.shown.name}’s`}>
          <Chance probability={last.probability} />
        </span>
      </p>
      <p className="visually-hidden">
        {`${word}: ${marks.map(({ shown, probability }) => `${shown.name} ${formatChance(probability)}`).join(", ")}`}
      </p>
      <span className="probe-line" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <span key={tick} className="probe-tick" style={{ left: percent(placeOf(10 ** tick, scale)) }} />
        ))}
        <span className="probe-span" style={{ left: percent(Math.min(...places)), right: percent(1 - Math.max(...places)) }} />
        {marks.map(({ shown, probability }, k) => (
          <span key={shown.prediction.id} className="probe-place" style={{ left: percent(places[k] as number) }}>
            <i className="probe-mark" data-look={shown.look} title={`${shown.name} ${formatChance(probability)}`} />
          </span>
        ))}
      </span>
    </>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
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
        maxLength={FURTHER_LETTERS}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="button">
        Probe
      </button>
    </form>
  );
}
