import { useRef } from "react";
import type { CellType } from "../../engine/cell.ts";
import { equationsOf } from "../../engine/cells/equations.ts";
import type { Equation } from "../../engine/equation.ts";
import { formatProbability } from "../shared/format.ts";
import { Formula } from "../shared/formula.tsx";
import { HiddenAnswer } from "../shared/hidden-answer.tsx";
import { printWork } from "../shared/printed-work.ts";
import { quoted } from "../shared/quoted.ts";
import { activeStage } from "../shared/stage-state.ts";
import { typedWord } from "../shared/typed-word.ts";
import { useApp } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import { wordLabel } from "../shared/word-label.ts";
import { listNextWords } from "./next-word-list.ts";
import { unknownWord } from "./next-words.tsx";
import { type ShownUnit, useShownUnit, zeroReader } from "./shown-unit.ts";
import { layStageBars } from "./stage-bars.ts";
import "./stage-card.css";
import { useRovingNumbers } from "./use-roving-numbers.ts";
import { useSwipe } from "./use-swipe.ts";
import { useSymbols } from "./use-symbols.ts";
import { WorkedLine, writeWork } from "./worked-line.tsx";

/** The active stage alone, large: on a phone, and projected. A swipe goes to the next or the previous stage. */
export function StageCard() {
  const cell = useCell();
  const active = useApp(activeStage);
  const stage = cell === null ? undefined : equationsOf(cell)[active];
  if (cell === null || stage === undefined) return null;
  return <Card cell={cell} stage={stage} place={active + 1} />;
}

interface CardProps {
  readonly cell: CellType;
  readonly stage: Equation;
  /** 1-based. */
  readonly place: number;
}

function Card({ cell, stage, place }: CardProps) {
  const root = useRef<HTMLElement>(null);
  const unit = useApp((state) => state.unit);
  const word = useApp((state) => (state.step === 0 ? null : typedWord(state, state.step)));
  const moveStage = useApp((state) => state.moveStage);
  const worked = stage.work?.(zeroReader);
  const isCovered = useApp((state) => state.answersHidden);
  useShownUnit((shown) => root.current && writeCard(root.current, stage, shown, isCovered));
  useSymbols(root, cell);
  useRovingNumbers(root);
  useSwipe(root, moveStage);
  const hue = cell.signals.find(({ name }) => name === stage.signal)?.hue ?? "ink";
  return (
    <section ref={root} className="stage-card" aria-label="Stage" data-hue={hue} data-stage={stage.id}>
      <header>
        <h2>{stage.label.charAt(0).toUpperCase() + stage.label.slice(1)}</h2>
        <p className="stage-card-place">
          stage {place} of {cell.stages.length}
        </p>
        {worked !== undefined && (
          <p className="stage-card-unit">
            unit {unit}
            {word !== null && ` at ${quoted(word)}`}
          </p>
        )}
      </header>
      {stage.formula !== undefined && <Formula tex={stage.formula} />}
      {worked === undefined ? <LikeliestWord /> : <WorkedLine worked={worked} signals={cell.signals} />}
      {worked !== undefined && (
        <>
          <p className="stage-card-result">
            <span className="visually-hidden">equals </span>
            <span data-result />
          </p>
          <div className="stage-card-bar" aria-hidden="true">
            {layStageBars(worked).segments.map(({ id }) => (
              <span key={id} data-segment={id} />
            ))}
            <span className="stage-card-total" hidden />
          </div>
          <p className="stage-card-parts">
            {(worked.captions ?? []).map(({ id, label }) => (
              <span key={id}>
                <b data-part-text={id} /> {label}
              </span>
            ))}
          </p>
        </>
      )}
    </section>
  );
}

/** What the softmax says: the likeliest next word. */
function LikeliestWord() {
  const logits = useApp((state) => state.logits.get(state.step) ?? null);
  const temperature = useApp((state) => state.temperature);
  const words = useApp((state) => state.model?.words ?? null);
  const unknown = useApp(unknownWord);
  const isCovered = useApp((state) => state.answersHidden);
  if (logits === null) return null;
  if (isCovered) return <HiddenAnswer what="The next word" />;
  const [first] = listNextWords(logits, { temperature, count: 1, followedBy: null, unknown }).top;
  if (first === undefined) return null;
  return (
    <>
      <p className="stage-card-word">likeliest next word: {wordLabel(words, first.id)}</p>
      <p className="stage-card-result">{formatProbability(first.probability)}</p>
    </>
  );
}

function writeCard(root: HTMLElement, stage: Equation, shown: ShownUnit | null, isCovered: boolean): void {
  const worked = shown === null ? undefined : stage.work?.(shown.read);
  if (stage.work !== undefined) writeWork(root, worked === undefined ? null : printWork(worked), isCovered);
  if (worked === undefined) return;
  const { segments, zero, total } = layStageBars(worked);
  root.style.setProperty("--zero", String(zero));
  const [first, second] = segments.toSorted((a, b) => a.left - b.left);
  root.style.setProperty("--first", String(first?.left ?? 0));
  root.style.setProperty("--second", String(second?.left ?? 0));
  const end = root.querySelector<HTMLElement>(".stage-card-total");
  if (end !== null) end.hidden = total === null;
  end?.style.setProperty("--left", String(total ?? 0));
  for (const { id, left, width, text } of segments) {
    const segment = root.querySelector<HTMLElement>(`[data-segment="${id}"]`);
    segment?.style.setProperty("--left", String(left));
    segment?.style.setProperty("--width", String(width));
    const number = root.querySelector(`[data-part-text="${id}"]`);
    if (number === null) continue;
    number.textContent = text;
    number.parentElement?.toggleAttribute("data-first", id === first?.id);
  }
}
