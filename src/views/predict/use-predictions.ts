import { useMemo } from "react";
import { arePredictionsFresh, followedWord } from "../../store/predict-question.ts";
import type { Prediction, SamplingOptions } from "../../worker/protocol.ts";
import { isolated } from "../shared/isolated.ts";
import { namesOf } from "../shared/model-names.ts";
import { useApp } from "../shared/use-app.ts";
import { useTypedWords } from "../shared/use-typed-word.ts";
import { loudestSteps, type ModelLook, type RankedList, rankWords } from "./layout.ts";

/** How many words are listed. */
export const LISTED = 10;

/** A model's part of the view. */
export interface Shown {
  readonly prediction: Prediction;
  /** `LSTM`, or the model's label where two have the same cell. */
  readonly name: string;
  readonly look: ModelLook;
  /** Words by id; null for a model of ids. */
  readonly words: readonly string[] | null;
  /** Id of the followed word; null where this model does not know it. */
  readonly followed: number | null;
  readonly list: RankedList;
  /** What is said of the model beside its name: what it sees, or the words that its guess draws on. */
  readonly descriptor: string;
}

/** Temperature, top-k and top-p as they are set: none of them runs a model again. */
export function useSampling(): SamplingOptions {
  const temperature = useApp((state) => state.temperature);
  const topK = useApp((state) => state.topK);
  const topP = useApp((state) => state.topP);
  return useMemo(
    () => ({ temperature, ...(topK === null ? {} : { topK }), ...(topP === null ? {} : { topP }) }),
    [temperature, topK, topP],
  );
}

/** The word that is followed in every model; null before it is known. */
export function useFollowed(): string | null {
  return useApp(followedWord);
}

/** The models as they stand, from the one that remembers least. */
export function useShown(): readonly Shown[] {
  const predictions = useApp((state) => state.predictions);
  const own = useApp((state) => state.model?.words ?? null);
  const tokens = useApp((state) => state.tokens);
  const typed = useTypedWords();
  const options = useSampling();
  return useMemo(() => {
    const names = namesOf(predictions);
    return predictions.map((prediction) => {
      const words = prediction.words ?? own;
      const followed = prediction.votes?.word ?? null;
      const list = rankWords(prediction.logits, options, { count: LISTED, followed, unknown: prediction.unknown });
      const descriptor = describeModel(prediction, typed, tokens[prediction.step - 1]?.known !== false);
      return {
        prediction,
        name: names.get(prediction.id) as string,
        look: lookOf(prediction),
        words,
        followed,
        list,
        descriptor,
      };
    });
  }, [predictions, own, tokens, typed, options]);
}

/** `sees only “the”`, `draws on barn, on, the`; the label of a model that does not know the followed word. */
function describeModel({ hasMemory, step, listening, label }: Prediction, typed: readonly string[], isKnown: boolean): string {
  const wordAt = (at: number) => isolated(typed[at - 1] ?? "");
  // All unknown words are one to the model.
  if (!hasMemory) return isKnown ? `sees only “${wordAt(step)}”` : "sees only an unknown word";
  const words = listening === null ? [] : [...new Set(loudestSteps(listening).map(wordAt))];
  return words.length === 0 ? label : `draws on ${words.join(", ")}`;
}

/** Whether the models' answers are of another word or sentence than the one that is shown. */
export function useIsStale(): boolean {
  return useApp((state) => state.predictions.length > 0 && !arePredictionsFresh(state));
}

function lookOf({ hasMemory, votes }: Prediction): ModelLook {
  if (!hasMemory) return "stateless";
  return votes?.gate == null ? "plain" : "cell";
}
