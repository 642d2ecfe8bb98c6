import type { Kernels } from "../../kernels/kernels.ts";
import type { Model } from "../../model.ts";
import { createRun, type Run } from "../../run.ts";
import { type Token, tokenize, vocabularyOf } from "../../tokenizer.ts";
import type { Trace } from "../../trace.ts";
import { stateSignal } from "../activity.ts";
import { keepingGate } from "../half-life.ts";
import { valuesOfUnit } from "../hold.ts";
import type { ShownIn } from "../readable-units.ts";
import { readUnitLine, type UnitLine } from "../unit-line.ts";
import { type Feature, type FeatureColumn, readColumns } from "./feature.ts";
import { classMeans, correlation } from "./score.ts";

/** Words from which on a longer spell shows a unit no better. */
const LONG = 12;
/** Below this a sentence shows nothing. */
const LEAST = 0.35;

/** A sentence as a model has read it. */
export interface ReadSentence {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly trace: Trace;
}

/** Sentences as a model reads them, each from the start. */
export function readSentences(model: Model, texts: readonly string[], kernels: Kernels): readonly ReadSentence[] {
  return texts.map((text): ReadSentence => {
    const tokens = tokenize(text, vocabularyOf(model));
    const run: Run = createRun(model, kernels);
    run.replace(
      0,
      tokens.map(({ id }) => id),
    );
    run.advance(tokens.length);
    const { values, ...rest } = run.trace();
    return { text, tokens, trace: { ...rest, values: values.slice() } };
  });
}

type Spell = Exclude<UnitLine, { kind: "silent" }>;

/**
 * The sentence that shows a unit best: in which it holds, on the side of its mean that the feature's value asks for, for just as
 * long as the feature has that value. Null where none does. @param values the unit's state over the text of the column
 * @param features all that the column's may be one of
 */
export function showUnit(
  model: Model,
  sentences: readonly ReadSentence[],
  features: readonly Feature[],
  { unit, column, values }: { readonly unit: number; readonly column: FeatureColumn; readonly values: Float32Array },
): ShownIn | null {
  const { mean, deviation } = momentsOf(values);
  const usual = usualValue(column);
  const means = column.feature.kind === "count" ? null : classMeans(values, column.values, column.feature.values.length);
  let best: { readonly shown: ShownIn; readonly merit: number } | null = null;
  for (const sentence of sentences) {
    const found = columnOf(sentence, column, features);
    if (found === null || sentence.tokens.some(({ known }) => !known)) continue;
    for (const spell of spellsOf(sentence.trace, unit)) {
      const size = (spell.value - mean) / deviation;
      const fit =
        means === null
          ? countFit(sentence.trace, unit, found)
          : fitOf(spell, found, (label) => label !== usual && Math.sign((means[label] ?? mean) - mean) === Math.sign(size));
      const merit = fit * Math.min(1, Math.abs(size)) * (0.5 + Math.min(0.5, spell.words / (2 * LONG)));
      if (merit > Math.max(LEAST, best?.merit ?? 0)) best = { merit, shown: place(model, sentence, spell) };
    }
  }
  return best?.shown ?? null;
}

/** Of a feature with two values the one that three words of four have: that nothing is there is nothing to show. */
function usualValue({ feature, values }: FeatureColumn): number | null {
  if (feature.kind !== "two-valued") return null;
  const told = values.filter((value) => !Number.isNaN(value));
  const yes = told.reduce((sum, value) => sum + value, 0) / told.length;
  return yes >= 0.75 ? 1 : yes <= 0.25 ? 0 : null;
}

function place(model: Model, { text, trace }: ReadSentence, { unit, written, last }: Spell): ShownIn {
  const step = Math.max(1, written);
  return { text, step, span: [step, last], stage: stageAt(model, trace, unit, step) };
}

/** The stage at which the state is made; where the keeping gate shuts and nothing is written, the stage of the gate. */
function stageAt({ cell }: Model, trace: Trace, unit: number, step: number): string {
  const stageOf = (signal: string | null) => cell.stages.find((stage) => stage.signal === signal)?.id;
  const state = stateSignal(trace.layout) as string;
  const keeps = keepingGate(trace.layout);
  const shut = keeps !== null && (valuesOfUnit(trace, 0, keeps, unit)[step - 1] as number) < 0.3;
  const isEmpty = Math.abs(valuesOfUnit(trace, 0, state, unit)[step - 1] as number) < 0.3;
  return (shut && isEmpty ? stageOf(keeps) : stageOf(state)) ?? (cell.stages[0]?.id as string);
}

/** The feature over the words of a sentence; null where it says nothing there. */
function columnOf({ tokens, text }: ReadSentence, { feature }: FeatureColumn, features: readonly Feature[]): Float32Array | null {
  const pieces = tokens.map(({ text: word, start, end }) => (feature.id === "capital" ? text.slice(start, end) : word));
  const by = feature.by === "characters" ? "characters" : "words";
  const own = features.filter(({ id }) => id === feature.id);
  return readColumns(own, { pieces, by, end: null })[0]?.values ?? own[0]?.read({ pieces, by, end: null }) ?? null;
}

function spellsOf(trace: Trace, unit: number): readonly Spell[] {
  const spells: Spell[] = [];
  for (let step = 1; step <= trace.steps; ) {
    const line = readUnitLine(trace, 0, unit, step);
    if (line === null || line.kind === "silent") break;
    spells.push(line);
    step = Math.max(step, line.last) + 1;
  }
  return spells;
}

/** How well a spell and a run of one value of the feature cover each other: twice what they share over both lengths. */
function fitOf({ written, last }: Spell, column: Float32Array, isMeant: (label: number) => boolean): number {
  const from = Math.max(1, written);
  let best = 0;
  for (let begin = 0; begin < column.length; ) {
    let end = begin;
    while (end + 1 < column.length && column[end + 1] === column[begin]) end++;
    const shared = Math.min(last, end + 1) - Math.max(from, begin + 1) + 1;
    if (!Number.isNaN(column[begin] as number) && isMeant(column[begin] as number) && shared > 0) {
      best = Math.max(best, (2 * shared) / (last - from + 1 + (end - begin + 1)));
    }
    begin = end + 1;
  }
  return best;
}

function countFit(trace: Trace, unit: number, column: Float32Array): number {
  const state = stateSignal(trace.layout);
  return state === null ? 0 : correlation(valuesOfUnit(trace, 0, state, unit), column).score;
}

function momentsOf(values: Float32Array): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
