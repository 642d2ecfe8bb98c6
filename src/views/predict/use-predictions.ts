import { useMemo } from "react";
import { followedWord } from "../../store/predict-slice.ts";
import type { Prediction, SamplingOptions } from "../../worker/protocol.ts";
import { namesOf } from "../shared/model-names.ts";
import { useApp } from "../shared/use-app.ts";
import { type ModelLook, type RankedList, rankWords } from "./layout.ts";

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
  const unknown = useApp((state) => (state.vocabulary?.hasUnknown === true ? state.vocabulary.unknown : null));
  const options = useSampling();
  return useMemo(() => {
    const names = namesOf(predictions);
    return predictions.map((prediction) => {
      const words = prediction.words ?? own;
      const followed = prediction.votes?.word ?? null;
      const list = rankWords(prediction.logits, options, {
        count: LISTED,
        followed,
        unknown: prediction.words === null ? unknown : null,
      });
      return { prediction, name: names.get(prediction.id) as string, look: lookOf(prediction), words, followed, list };
    });
  }, [predictions, own, unknown, options]);
}

function lookOf({ hasMemory, votes }: Prediction): ModelLook {
  if (!hasMemory) return "stateless";
  return votes?.gate == null ? "plain" : "cell";
}
