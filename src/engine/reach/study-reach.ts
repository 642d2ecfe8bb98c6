import { applyExperiment } from "../gradients/apply-experiment.ts";
import { plainExperiment } from "../gradients/experiment.ts";
import { type FoundPreset, findPreset, type Preset } from "../gradients/presets.ts";
import { part, type Slowly } from "../gradients/progress.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";
import { createRandom } from "../random.ts";
import { createRun } from "../run.ts";
import { type Beginning, beginnings, createFreshNetwork, drawWords, FRESH_REACH } from "./fresh.ts";
import { ownText, ownTexts } from "./own-story.ts";
import { drawOther, measureReplaced, type Remainder, type Replacement } from "./replaced.ts";
import { measureShares, type Share } from "./shares.ts";

/** Words back, or later, that are followed in a text. */
export const REACH = 150;
/** Words later that a replaced word is followed: every place has as many behind it. */
export const REPLACED_REACH = 100;
/** Words later at which predictions are compared. */
export const LAGS: readonly number[] = [0, 1, 2, 3, 5, 8, 12, 20, 30, 40, 50, 60, 80, 100];
/** Fresh networks of each beginning. */
export const FRESH_SEEDS = 9;

/** Steps of the losses in a text of 200 words: every fourth from the 60th on, 35 of them. */
export const lossPlaces: readonly number[] = everyStep(60, ownTexts.words - 1, 4);
/** Steps of the words that are replaced: every fifth from the 20th to the 100th, 17 of them. */
export const replacedPlaces: readonly number[] = everyStep(20, ownTexts.words - REPLACED_REACH, 5);

/** Across texts, one text: shares (35, 151) of every state of a layer. */
export function* studyText(
  writer: Model,
  model: Model,
  place: number,
  layer: number,
  kernels: Kernels,
): Slowly<readonly Share[]> {
  const ids = yield* part(ownText(writer, place, kernels), 0, 0.3);
  const run = createRun(model, kernels);
  run.replace(0, ids);
  run.advance(ids.length);
  return yield* part(measureShares(run, { places: lossPlaces, layer, reach: REACH }, kernels), 0.3, 1);
}

/** The words that are put in text `place`: drawn from that text, always the same. */
export function replacementsOf(ids: Int32Array, place: number): readonly Replacement[] {
  const random = createRandom(ownTexts.seed + place);
  return replacedPlaces.map((at) => ({ at, id: drawOther(ids, ids[at - 1] as number, random) }));
}

/** One word replaced, one text: changes (17, 101) and bits (17, 14). */
export function* studyReplaced(writer: Model, model: Model, place: number, layer: number, kernels: Kernels): Slowly<Remainder> {
  const ids = yield* part(ownText(writer, place, kernels), 0, 0.3);
  const plan = { replacements: replacementsOf(ids, place), layer, reach: REPLACED_REACH, lagsOf: () => LAGS };
  return yield* part(measureReplaced(model, ids, plan, kernels), 0.3, 1);
}

/** One beginning: shares (9, 501) of the state that carries it, a row a seed. @param recurrent factor on the recurrent weights */
export function* studyBeginning(beginning: Beginning, recurrent: number, kernels: Kernels): Slowly<Share> {
  const log10 = new Float64Array(FRESH_SEEDS * (FRESH_REACH + 1));
  let signal = "";
  for (let seed = 1; seed <= FRESH_SEEDS; seed++) {
    const model = applyExperiment(createFreshNetwork(beginning, seed), { ...plainExperiment, recurrent });
    const run = createRun(model, kernels);
    // The word after the loss is followed too.
    run.replace(0, drawWords(FRESH_REACH + 2, seed));
    run.advance(FRESH_REACH + 1);
    const measured = measureShares(run, { places: [FRESH_REACH + 1], layer: 0, reach: FRESH_REACH }, kernels);
    const [share] = yield* part(measured, (seed - 1) / FRESH_SEEDS, seed / FRESH_SEEDS);
    if (share === undefined) throw new RangeError(`${beginning.id} has no state`);
    signal = share.signal;
    log10.set(share.log10, (seed - 1) * (FRESH_REACH + 1));
  }
  return { signal, log10 };
}

/** Words over which a preset is looked for. */
const PRESET_WORDS = 101;

/** The factor on the recurrent weights at which the fresh plain RNN vanishes, holds or explodes, as measured over 101 words. */
export function* findFreshPreset(preset: Preset): Slowly<FoundPreset | null> {
  const plain = beginnings.find(({ id }) => id === "rnn-default") as Beginning;
  const ids = drawWords(PRESET_WORDS + 1, 1);
  const loss = { at: PRESET_WORDS, wish: { kind: "actual" }, experiment: plainExperiment } as const;
  return yield* findPreset(preset, createFreshNetwork(plain, 1), ids, loss);
}

function everyStep(first: number, last: number, stride: number): readonly number[] {
  return Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, k) => first + k * stride);
}
