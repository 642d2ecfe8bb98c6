import type { SamplingOptions } from "../worker/protocol.ts";
import { ProblemError } from "./engine-client.ts";
import { appendWord } from "./ghost.ts";
import type { Branch, PredictActions, SampledWord } from "./predict-state.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { AppState } from "./state.ts";

interface Branches {
  readonly actions: Pick<PredictActions, "sampleWords" | "dropBranch" | "openBranch">;
  /** Forgets the branches where the words that they go on from, or the model, are others. */
  readonly watch: () => void;
}

/** Ways on from the sentence: drawn word by word, forked at any word, each with its own state in the engine. */
export function createBranches(set: SetState, get: GetState, room: Room): Branches {
  /** The sentence that the branches go on from, and the model. */
  let ground = "";

  const branch = (number: number) => get().branches.find((each) => each.number === number);

  const begin = (from: { readonly branch: number; readonly keep: number } | undefined): Branch => {
    const parent = from === undefined ? undefined : branch(from.branch);
    const kept = parent?.words.slice(0, from?.keep ?? 0) ?? [];
    const number = 1 + Math.max(0, ...get().branches.map((each) => each.number));
    return { number, parent: parent?.number ?? null, shared: kept.length, words: kept };
  };

  const grow = async (number: number, count: number): Promise<void> => {
    const { step, tokens, temperature, topK, topP, sampleSeed, modelId } = get();
    const before = tokens.slice(0, step).map(({ id }) => id);
    const options: SamplingOptions = {
      temperature,
      ...(topK === null ? {} : { topK }),
      ...(topP === null ? {} : { topP }),
    };
    for (let drawn = 0; drawn < count; drawn++) {
      const words = branch(number)?.words;
      if (words === undefined || groundOf(get()) !== ground) return;
      const ids = Int32Array.from([...before, ...words.map(({ id }) => id)]);
      const seed = seedOf(sampleSeed, number, words.length);
      const word = await room.engine.sample({ model: { id: modelId, base: null }, ids, options, seed });
      if (word === null || groundOf(get()) !== ground) return;
      put(number, word);
      // Behind its end another text would begin.
      if (word.word === get().model?.config.start) return;
    }
  };

  const put = (number: number, word: SampledWord) =>
    set(({ branches }) => ({
      branches: branches.map((each) => (each.number === number ? { ...each, words: [...each.words, word] } : each)),
    }));

  const actions: Branches["actions"] = {
    sampleWords: (count, from) => {
      // A model on its way is not the one that would draw.
      if (get().isSampling || get().status.kind !== "ready") return;
      const now = groundOf(get());
      const kept = now === ground ? get().branches : [];
      ground = now;
      set({ branches: kept });
      const own = from === undefined ? undefined : branch(from.branch);
      // On from the end of a branch is the same branch; from within it another one.
      const isFork = own === undefined || from?.keep !== own.words.length;
      const grown = isFork ? begin(from) : own;
      const already = grown.words.length;
      set({ branches: isFork ? [...kept, grown] : kept, isSampling: true });
      grow(grown.number, count)
        .catch((error: unknown) => {
          if (!(error instanceof ProblemError)) throw error;
          const reached = branch(grown.number)?.words.length ?? 0;
          room.missed(error.problem, () =>
            get().sampleWords(count - (reached - already), { branch: grown.number, keep: reached }),
          );
        })
        .finally(() => set({ isSampling: false }));
    },
    dropBranch: (number) => set(({ branches }) => ({ branches: branches.filter((each) => each.number !== number) })),
    openBranch: (number) => {
      const text = branchText(get(), number);
      set({ branches: [] });
      get().setText(text);
      get().commitText();
    },
  };

  return {
    actions,
    watch: () => {
      if (get().branches.length > 0 && get().status.kind !== "loading" && groundOf(get()) !== ground) set({ branches: [] });
    },
  };
}

/** What the branches hang on: the words up to the pinned one, and the model. */
function groundOf({ tokens, step, modelId }: AppState): string {
  return JSON.stringify([modelId, tokens.slice(0, step).map(({ id }) => id)]);
}

/** Every word of every branch has a seed of its own. */
function seedOf(seed: number, branch: number, place: number): number {
  return (Math.imul(seed, 0x9e3779b1) ^ Math.imul(branch, 0x85ebca6b) ^ Math.imul(place + 1, 0xc2b2ae35)) | 0;
}

/** The sentence up to the pinned word and the words of a branch, as a writer would put them; the mark of the end is no word. */
export function branchText({ text, tokens, step, model, vocabulary, branches }: AppState, number: number): string {
  const end = tokens[step - 1]?.end ?? 0;
  const words = branches.find((each) => each.number === number)?.words ?? [];
  return words
    .filter(({ word }) => word !== model?.config.start)
    .reduce((written, { word }) => appendWord(written, word, vocabulary), text.slice(0, end));
}
