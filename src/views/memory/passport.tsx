import { useState } from "react";
import type { FeatureScore, Passports } from "../../engine/corpus/passports.ts";
import { countOf } from "../../engine/count-of.ts";
import { UNIT_NAME_LETTERS } from "../../engine/limits.ts";
import { formatCount, formatGate, formatSigned } from "../shared/format.ts";
import { nounOf } from "../shared/noun.ts";
import { useApp } from "../shared/use-app.ts";
import { wordLabel } from "../shared/word-label.ts";
import { FileProblem } from "./file-problem.tsx";
import { formatHold } from "./hold-layout.ts";
import { useSentenceHolds } from "./holds.tsx";
import { PassportTable } from "./passport-table.tsx";
import { sayFeature, sayWorse } from "./passport-text.ts";
import { sayReadingBriefly } from "./reading-note.tsx";
import { useFindings } from "./use-desk.ts";
import "./passport.css";

/** What was measured of the pinned unit: over the corpus, and on held-out text by a script. */
export function Passport() {
  const unit = useApp((state) => state.unit);
  const units = useApp((state) => state.model?.config.units ?? 0);
  const corpus = useFindings((findings) => findings.corpus);
  const passports = useFindings((findings) => findings.passports);
  const problem = useFindings((findings) => findings.passportsProblem);
  const [isOpen, setOpen] = useState(false);
  const own = useSentenceHolds()?.[unit];
  const hold = corpus?.holds?.ninetieth[unit];
  const median = corpus?.holds?.median[unit];
  const reading = useFindings(sayReadingBriefly);
  const mean = (signal: string) => corpus?.means.get(signal)?.[unit];
  const noun = useApp(nounOf);
  const medianHold = median === undefined ? "not known yet" : formatHold(median, noun);
  const measured = countOf(corpus?.holds?.words ?? 0, noun);
  const gates = [
    { letter: "f", hue: "f", value: mean("forgetGate") },
    { letter: "i", hue: "i", value: mean("inputGate") },
    { letter: "o", hue: "o", value: mean("outputGate") },
  ] as const;
  return (
    <section className="passport" aria-label={`Passport of unit ${unit}`}>
      <h2 className="section-title passport-title">
        Unit {unit} <span className="descriptor">of {units}</span>
      </h2>
      <UnitName />
      <dl className="passport-facts">
        {own !== undefined && (
          <Fact
            name="Holds here"
            value={formatHold(own, noun)}
            title="how long until half of it is gone: nine of ten holds of this sentence are no longer"
          />
        )}
        {own !== undefined && (
          <Fact
            name="in the corpus"
            value={hold === undefined ? <span className="passport-score">{reading}</span> : formatHold(hold, noun)}
            title={`nine of ten holds are no longer; the median is ${medianHold}; over the first ${measured}`}
          />
        )}
        {gates.map(({ letter, hue, value }) =>
          value === undefined ? null : (
            <Fact
              key={letter}
              name={
                <>
                  Mean <i data-hue={hue}>{letter}</i>
                </>
              }
              value={formatGate(value)}
              title="over the corpus"
            />
          ),
        )}
      </dl>
      {passports !== null && <Measured passports={passports} unit={unit} />}
      {problem !== null && <FileProblem className="passport-note" problem={problem} />}
      {passports !== null && (
        <>
          <p className="passport-note">From {formatCount(passports.text.scored)} held-out words: our reading, not proof.</p>
          <button type="button" className="text-button" onClick={() => setOpen(true)}>
            All scores
          </button>
        </>
      )}
      {isOpen && passports !== null && <PassportTable passports={passports} unit={unit} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Fact({
  name,
  value,
  title,
}: {
  readonly name: React.ReactNode;
  readonly value: React.ReactNode;
  readonly title?: string;
}) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The features that it follows most clearly, the words it votes for, and what its silence costs. */
function Measured({ passports, unit }: { readonly passports: Passports; readonly unit: number }) {
  const words = useApp((state) => state.model?.words ?? null);
  const own = passports.units[unit];
  if (own === undefined) return null;
  const { random } = passports;
  const list = (ids: readonly number[]) =>
    ids
      .slice(0, 4)
      .map((id) => wordLabel(words, id))
      .join(", ");
  return (
    <>
      {clearest(passports, own.scores).map(({ name, score, chance }) => (
        <p
          key={name}
          className="passport-reading"
          title={`η² = ${score.toFixed(3)} of the variance of C, by chance ${chance.toFixed(4)}`}
        >
          <b>{name}</b> <span className="passport-score">(explains {Math.round(100 * score)}%)</span>
        </p>
      ))}
      <dl className="passport-facts">
        <Fact name="Votes for" value={<bdi>{list(own.raises)}</bdi>} title="largest readout weights W_y[word, unit]" />
        <Fact name="and against" value={<bdi>{list(own.lowers)}</bdi>} title="smallest readout weights W_y[word, unit]" />
      </dl>
      <p
        className="passport-reading"
        title={`Perplexity on ${formatCount(passports.text.silenced)} held-out words with the unit silenced; the loss changes by ${formatSigned(own.worth, 4)} nats. Ten random units: ${formatSigned(random.mean, 4)} ± ${random.deviation.toFixed(4)} nats.`}
      >
        Without it the model is <b>{sayWorse(own.worth)}</b>{" "}
        <span className="passport-score">(a random unit: {sayWorse(random.mean)})</span>
      </p>
    </>
  );
}

interface Clear {
  readonly name: string;
  readonly score: number;
  readonly chance: number;
}

/** The two features with the largest scores, where they are far above chance. */
function clearest({ features }: Passports, scores: readonly FeatureScore[]): readonly Clear[] {
  return scores
    .map(({ score, value, deviation }, k): Clear => {
      const feature = features[k];
      return {
        name: sayFeature(feature?.id ?? "", feature?.values[value] ?? "", deviation),
        score,
        chance: feature?.chance ?? 0,
      };
    })
    .filter(({ score, chance }) => score > 0.05 && score > 5 * chance)
    .sort((a, b) => b.score - a.score)
    .slice(0, 2);
}

/** The reader's own name for the unit; it stays in the browser and travels in the address. */
function UnitName() {
  const unit = useApp((state) => state.unit);
  const name = useApp((state) => state.unitNames.get(unit) ?? "");
  const names = useApp((state) => state.unitNames);
  const remember = useApp((state) => state.remember);
  const set = (typed: string, isCommit: boolean) => {
    const next = new Map(names);
    if (typed.trim() === "") next.delete(unit);
    else next.set(unit, typed.slice(0, UNIT_NAME_LETTERS));
    remember({ unitNames: next }, { isCommit });
  };
  return (
    <input
      type="text"
      className="text-field passport-name"
      aria-label={`Name of unit ${unit}`}
      placeholder="name this unit"
      maxLength={UNIT_NAME_LETTERS}
      value={name}
      onChange={(event) => set(event.target.value, false)}
      onBlur={(event) => set(event.target.value, true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}

/** Units that have a name: a press pins one. */
export function NamedUnits() {
  const names = useApp((state) => state.unitNames);
  const unit = useApp((state) => state.unit);
  const pin = useApp((state) => state.pin);
  if (names.size === 0) return null;
  return (
    <section className="named-units" aria-label="Named units">
      <h2 className="section-title">Named units</h2>
      <ul className="context-list">
        {[...names].map(([own, name]) => (
          <li key={own}>
            <button
              type="button"
              className="named-unit"
              aria-current={own === unit || undefined}
              onClick={() => pin({ unit: own })}
            >
              <b>{own}</b> <bdi>{name}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
