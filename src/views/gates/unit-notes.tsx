import { useMemo } from "react";
import type { Hold } from "../../engine/analysis/hold-spread.ts";
import type { SignalSpec } from "../../engine/cell.ts";
import { coveredSignal } from "../shared/covered-number.ts";
import { formatSigned } from "../shared/format.ts";
import { nounOf } from "../shared/noun.ts";
import { type Domain, rampColour, rampIndex, rampOf } from "../shared/ramps.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useTypedWords } from "../shared/use-typed-word.ts";
import { domainOf } from "../shared/value-domain.ts";
import { contextOf, readUnitFacts, type StrongWord, type UnitFacts } from "./unit-facts.ts";
import "./unit-notes.css";

/** How many words are listed. */
const LISTED = 5;
/** Cells that carry a word use the lower part of the ramp, so that ink passes on them. */
const USED_OF_RAMP = { light: 0.4, dark: 0.42 };

/** Facts of the pinned unit that follow from this sentence: how long it holds, and the words at which its state is largest. */
export function UnitNotes() {
  const unit = useApp((state) => state.unit);
  const hasSteps = useApp((state) => state.steps > 0 && state.tokens.length > 0);
  const facts = useFacts(unit);
  return (
    <section className="unit-notes" aria-labelledby="unit-notes-title">
      <h2 className="section-title" id="unit-notes-title">
        What unit {unit} holds
      </h2>
      {hasSteps && facts !== null && <Facts facts={facts} />}
    </section>
  );
}

function Facts({ facts }: { readonly facts: UnitFacts }) {
  const { state, strongest, hold } = facts;
  return (
    <>
      <p className="side-text">
        {hold !== null && hold.words > 0 && <Holds hold={hold} />}
        {state !== null && "Strongest at"}
      </p>
      {state !== null && <StrongWords state={state} strongest={strongest} />}
    </>
  );
}

function Holds({ hold: { words, isAtLeast } }: { readonly hold: Hold }) {
  const noun = useApp(nounOf);
  return (
    <span title="Median: so much further on, its gates have left half of what it held, or less">
      Holds {isAtLeast ? "at least" : "about"} <b className="unit-notes-number">{words}</b> {noun}
      {words === 1 ? "" : "s"} here.{" "}
    </span>
  );
}

function StrongWords({ state, strongest }: { readonly state: SignalSpec; readonly strongest: readonly StrongWord[] }) {
  const { shown: theme } = useTheme();
  const pin = useApp((app) => app.pin);
  // Its place in the list would tell what is to be guessed.
  const covered = useApp((app) => (coveredSignal(app) === state.name ? app.step : 0));
  const words = useTypedWords();
  const domain = useDomain(state);
  const ramp = rampOf(state, theme);
  return (
    <ul className="strong-words" aria-label={`Words at which its ${state.label} is largest`}>
      {strongest
        .filter(({ step }) => step <= words.length && step !== covered)
        .slice(0, LISTED)
        .map(({ step, value }) => {
          const { before, word, after } = contextOf(words, step);
          return (
            <li key={step} className="strong-word">
              <span className="strong-word-before">{before}</span>{" "}
              <span className="strong-word-rest">
                <button type="button" className="strong-word-button" title={`word ${step}`} onClick={() => pin({ step })}>
                  <span
                    className="strong-word-cell"
                    style={{
                      background: rampColour(ramp, rampIndex(ramp.kind, domain, clampTo(domain, value) * USED_OF_RAMP[theme])),
                    }}
                  >
                    {word}
                  </span>
                </button>{" "}
                <span className="strong-word-after">{after}</span>
              </span>{" "}
              <span className="strong-word-value">{withoutLeadingZero(formatSigned(value))}</span>
            </li>
          );
        })}
    </ul>
  );
}

/** Beyond the domain the ramp's end stands, as in the heatmap. */
function clampTo({ low, high }: Domain, value: number): number {
  return Math.max(low, Math.min(high, value));
}

/** In narrow numbered cells `+0.96` is `+.96`. */
function withoutLeadingZero(text: string): string {
  return text.replace(/^([+−]?)0\./, "$1.");
}

/** Read anew when frames, unit or layer change. */
function useFacts(unit: number): UnitFacts | null {
  const { buffer } = useAppHandle();
  const layer = useApp((state) => state.layer);
  const version = useApp((state) => state.version);
  const steps = useApp((state) => state.steps);
  return useMemo(() => {
    const trace = version >= 0 && steps > 0 ? buffer.trace() : null;
    return trace === null || unit >= trace.layout.units ? null : readUnitFacts(trace, layer, unit, LISTED + 1);
  }, [buffer, layer, unit, version, steps]);
}

/** The domain of the state's heatmap; settles with the sentence. */
function useDomain(state: SignalSpec): Domain {
  const bounds = useApp((app) => app.bounds);
  return useMemo(() => domainOf(state, bounds), [state, bounds]);
}
