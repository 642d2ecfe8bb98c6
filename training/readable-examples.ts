import { stateSignal } from "../src/engine/analysis/activity.ts";
import { type FeatureColumn, readColumns } from "../src/engine/analysis/features/feature.ts";
import { classMeans, correlation } from "../src/engine/analysis/features/score.ts";
import { storyFeatures } from "../src/engine/analysis/features/story-features.ts";
import { textFeatures } from "../src/engine/analysis/features/text-features.ts";
import { keepingGate } from "../src/engine/analysis/half-life.ts";
import { valuesOfUnit } from "../src/engine/analysis/hold.ts";
import type { ShownIn } from "../src/engine/analysis/readable-units.ts";
import { readUnitLine, type UnitLine } from "../src/engine/analysis/unit-line.ts";
import type { Model } from "../src/engine/model.ts";
import { createRun, type Run } from "../src/engine/run.ts";
import { type Token, tokenize, vocabularyOf } from "../src/engine/tokenizer.ts";
import type { Trace } from "../src/engine/trace.ts";
import { dreamKernels } from "./dream.ts";
import { showingSentences } from "./showing-sentences.ts";

/** Words from which on a longer spell shows a unit no better. */
const LONG = 12;
/** Below this a sentence shows nothing. */
const LEAST = 0.35;

interface Read {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly trace: Trace;
}

const read = new WeakMap<Model, readonly Read[]>();

/** The sentences of ours as a model reads them. */
function readSentences(model: Model): readonly Read[] {
  const known = read.get(model);
  if (known !== undefined) return known;
  const made = showingSentences.map((text): Read => {
    const tokens = tokenize(text, vocabularyOf(model));
    const run: Run = createRun(model, dreamKernels);
    run.replace(
      0,
      tokens.map(({ id }) => id),
    );
    run.advance(tokens.length);
    const { values, ...rest } = run.trace();
    return { text, tokens, trace: { ...rest, values: values.slice() } };
  });
  read.set(model, made);
  return made;
}

type Spell = Exclude<UnitLine, { kind: "silent" }>;

/**
 * The sentence of ours that shows a unit best: in which it holds, on the side of its mean that the feature's value asks for, for just as
 * long as the feature has that value. @param values the unit's state over the text of the column
 */
export function showUnit(model: Model, unit: number, column: FeatureColumn, values: Float32Array): ShownIn | null {
  const { mean, deviation } = momentsOf(values);
  const usual = usualValue(column);
  const means = column.feature.kind === "count" ? null : classMeans(values, column.values, column.feature.values.length);
  let best: { readonly shown: ShownIn; readonly merit: number } | null = null;
  for (const sentence of readSentences(model)) {
    const found = columnOf(sentence, column);
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

function place(model: Model, { text, trace }: Read, { unit, written, last }: Spell): ShownIn {
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
function columnOf({ tokens, text }: Read, { feature }: FeatureColumn): Float32Array | null {
  const pieces = tokens.map(({ text: word, start, end }) => (feature.id === "capital" ? text.slice(start, end) : word));
  const by = feature.by === "characters" ? "characters" : "words";
  const own = [...textFeatures, ...storyFeatures].filter(({ id }) => id === feature.id);
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
