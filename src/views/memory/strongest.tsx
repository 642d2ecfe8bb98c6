import { useRef } from "react";
import type { StrongWindow } from "../../worker/corpus-protocol.ts";
import { formatSigned } from "../shared/format.ts";
import { wordWidth } from "../shared/measure-text.ts";
import { rampColour, rampIndex, rampOf } from "../shared/ramps.ts";
import { useApp } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useWidth } from "../shared/use-width.ts";
import { fitAround } from "./fit-words.ts";
import { ReadingNote } from "./reading-note.tsx";
import { useCorpusWords, useFindings } from "./use-desk.ts";
import "./contexts.css";

/** Cells that carry a word use the lower part of the ramp, so that ink passes on them. */
const USED_OF_RAMP = { light: 0.4, dark: 0.42 };

/** Beside a line stands the value, px. */
const BESIDE = 58;

/** A word on its ground, the paper beside it, and the peak's heavier letters, px. */
const chipWidth = (word: string) => 1.06 * wordWidth(word, 1) + 11;

/** Where in the corpus the pinned unit is largest and smallest, and where a unit at random is: what stands out only beside it. */
export function Strongest() {
  const strongest = useFindings((findings) => findings.strongest);
  const unit = useApp((state) => state.unit);
  const letter = useCell()?.signals.find(({ role }) => role === "state")?.letter ?? "h";
  const largest = Math.max(
    1e-6,
    ...(strongest === null ? [] : [...strongest.high, ...strongest.low].map(({ value }) => Math.abs(value))),
  );
  return (
    <section className="strongest" aria-label={`Strongest contexts of unit ${unit}`}>
      <h2 className="section-title">
        Unit {unit} <span className="descriptor">strongest contexts, {letter} after each word</span>
      </h2>
      {strongest === null && <ReadingNote />}
      {strongest?.unit === unit && (
        <>
          <Group name="largest" windows={strongest.high} largest={largest} />
          <Group name="smallest" windows={strongest.low} largest={largest} />
          <Group
            name={`largest of unit ${strongest.randomUnit}, taken at random`}
            windows={strongest.other.slice(0, 3)}
            largest={Math.max(1e-6, ...strongest.other.map(({ value }) => Math.abs(value)))}
          />
        </>
      )}
    </section>
  );
}

function Group({
  name,
  windows,
  largest,
}: {
  readonly name: string;
  readonly windows: readonly StrongWindow[];
  readonly largest: number;
}) {
  const wordAt = useCorpusWords();
  const list = useRef<HTMLUListElement>(null);
  const width = useWidth(list);
  const { shown: theme } = useTheme();
  const ramp = rampOf({ role: "state", hue: "c" }, theme);
  const colour = (value: number) =>
    rampColour(
      ramp,
      rampIndex(ramp.kind, { low: -1, high: 1 }, Math.max(-1, Math.min(1, value / largest)) * USED_OF_RAMP[theme]),
    );
  return (
    <>
      <h3 className="strong-group">{name}</h3>
      <ul ref={list} className="context-list" aria-label={name}>
        {windows.map(({ word, value, first, values }) => {
          const words = Array.from(values, (_, k) => wordAt(first + k));
          const shown = fitAround(words, word - first, { width: width - BESIDE, measure: chipWidth });
          return (
            <li key={word} className="strong-row">
              <span className="strong-context">
                {words.slice(shown.first, shown.last + 1).map((own, k) => {
                  const at = shown.first + k;
                  return (
                    <span
                      key={at}
                      style={{ background: colour(values[at] as number) }}
                      data-peak={first + at === word || undefined}
                      title={formatSigned(values[at] as number)}
                    >
                      <bdi>{own}</bdi>
                    </span>
                  );
                })}
              </span>{" "}
              <span className="context-value">{formatSigned(value)}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
