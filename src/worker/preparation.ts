import type { Kernels } from "../engine/kernels/kernels.ts";
import type { Model } from "../engine/model.ts";
import type { Result } from "../engine/problem.ts";
import { readsAlike } from "../engine/reach/own-story.ts";
import { vocabularyOf, wordOf } from "../engine/tokenizer.ts";
import type { StudyModel, StudyQuestion } from "./protocol.ts";
import type { ReachDesk, Story } from "./reach-desk.ts";
import { prepareSubject, readIds, type Subject } from "./subjects.ts";

interface PreparationRoom {
  readonly find: (wanted: StudyModel) => Promise<Result<Model>>;
  readonly kernels: () => Promise<Kernels>;
  readonly desk: ReachDesk;
}

/** What a question takes before it is answered. */
export interface Preparation {
  /** A model of the question, with the words that it is to read before the text. */
  readonly prepare: (question: StudyQuestion, wanted: StudyModel, isStale: () => boolean) => Promise<Result<Subject>>;
  /** Words that others are drawn from, as a model reads them: of a story, else of the text; null where they are all the same. */
  readonly poolFor: (
    question: StudyQuestion,
    isStale: () => boolean,
  ) => Promise<(reader: Model, ids: Int32Array) => Int32Array | null>;
}

const noWords = new Int32Array(0);

export function createPreparation({ find, kernels, desk }: PreparationRoom): Preparation {
  const storyFor = ({ models }: StudyQuestion, isStale: () => boolean) => desk.story(models, { isStale, report: () => {} });
  return {
    prepare: async (question, wanted, isStale) => {
      const found = await find(wanted);
      if (!found.ok) return found;
      const story = question.before === "story" ? await storyFor(question, isStale) : null;
      const carried = story === null ? noWords : readStory(story, found.value);
      return prepareSubject(found.value, question, carried, await kernels());
    },
    poolFor: async (question, isStale) => {
      const story = await storyFor(question, isStale);
      return (reader, ids) => {
        const own = story === null ? noWords : readStory(story, reader);
        return [own, ids].find((pool) => new Set(pool).size > 1) ?? null;
      };
    },
  };
}

/** The words that were read before, as the model spells them. */
export function spellCarried({ base, carried }: Subject): readonly string[] {
  const vocabulary = vocabularyOf(base);
  return Array.from(carried, (id) => wordOf(vocabulary, id));
}

/** The opening of a story as a model reads it: the same ids where it has the writer's words. */
function readStory({ writer, opening }: Story, reader: Model): Int32Array {
  if (readsAlike(writer, reader)) return opening;
  const { words } = writer;
  return words === null ? noWords : readIds(Array.from(opening, (id) => words[id]).join(" "), reader);
}
