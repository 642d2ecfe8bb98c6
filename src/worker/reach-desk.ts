import { assertNever } from "../engine/assert-never.ts";
import type { Slowly } from "../engine/gradients/progress.ts";
import type { Kernels } from "../engine/kernels/kernels.ts";
import type { Model } from "../engine/model.ts";
import type { Result } from "../engine/problem.ts";
import { beginnings } from "../engine/reach/fresh.ts";
import { openingOf, ownText, readsAlike, writerAmong } from "../engine/reach/own-story.ts";
import { findFreshPreset, studyBeginning, studyReplaced, studyText } from "../engine/reach/study-reach.ts";
import type { Watch } from "./paced.ts";
import type { ReachAnswer, ReachQuestion, StudyModel } from "./protocol.ts";

interface ReachRoom {
  readonly find: (wanted: StudyModel) => Promise<Result<Model>>;
  readonly kernels: () => Promise<Kernels>;
  /** Runs a long computation to its end, or null where it became stale. */
  readonly finish: <Value>(work: Slowly<Value>, watch: Watch) => Promise<Value | null>;
}

/** Measures how far gradients and words reach, and writes the texts for it. */
export interface ReachDesk {
  readonly reach: (question: ReachQuestion, watch: Watch) => Promise<ReachAnswer | null>;
  /** The first text that one of these models writes, and who; null for none, and where it became stale. */
  readonly story: (wanted: readonly StudyModel[], watch: Watch) => Promise<Story | null>;
}

/** A text, and who has written it. */
export interface Story {
  readonly writer: Model;
  readonly ids: Int32Array;
  /** The part of it that a state is carried in from. */
  readonly opening: Int32Array;
}

/** One for a thread. */
export function createReachDesk({ find, kernels, finish }: ReachRoom): ReachDesk {
  const findAll = async (wanted: readonly StudyModel[]): Promise<readonly (Model | null)[]> =>
    Promise.all(
      wanted.map(async (each) => {
        const found = await find(each);
        return found.ok ? found.value : null;
      }),
    );
  const writerOf = (models: readonly (Model | null)[]) => writerAmong(models.flatMap((model) => model ?? []));

  /** One measure a model, null for those that have none; null for all where it became stale, or nobody can write. */
  const each = async <Value>(
    wanted: readonly StudyModel[],
    watch: Watch,
    begin: (writer: Model, model: Model, computing: Kernels) => Slowly<Value>,
  ): Promise<{ readonly writer: string; readonly found: readonly (Value | null)[] } | null> => {
    const [models, computing] = await Promise.all([findAll(wanted), kernels()]);
    const writer = writerOf(models);
    if (writer === null || watch.isStale()) return null;
    const found: (Value | null)[] = [];
    for (const [place, model] of models.entries()) {
      const report = (done: number) => watch.report((place + done) / models.length);
      const isMeasured = model?.cell.hasMemory === true && model.readout !== null && readsAlike(writer, model);
      const value = isMeasured ? await finish(begin(writer, model, computing), { ...watch, report }) : null;
      if (isMeasured && value === null) return null;
      found.push(value);
    }
    return { writer: writer.config.label, found };
  };

  return {
    story: async (wanted, watch) => {
      const [models, computing] = await Promise.all([findAll(wanted), kernels()]);
      const writer = writerOf(models);
      if (writer === null) return null;
      const ids = await finish(ownText(writer, 0, computing), watch);
      return ids === null ? null : { writer, ids, opening: openingOf(ids, writer) };
    },
    reach: async (question, watch) => {
      switch (question.kind) {
        case "across": {
          const { models, place } = question;
          const measured = await each(models, watch, (writer, model, computing) =>
            studyText(writer, model, place, Math.min(question.layer, model.layout.layers - 1), computing),
          );
          return measured === null ? null : { kind: "across", writer: measured.writer, shares: measured.found };
        }
        case "replaced": {
          const { models, place } = question;
          const measured = await each(models, watch, (writer, model, computing) =>
            studyReplaced(writer, model, place, Math.min(question.layer, model.layout.layers - 1), computing),
          );
          return measured === null ? null : { kind: "replaced", writer: measured.writer, remainders: measured.found };
        }
        case "fresh": {
          const beginning = beginnings.find(({ id }) => id === question.beginning);
          if (beginning === undefined) return null;
          const share = await finish(studyBeginning(beginning, question.recurrent, await kernels()), watch);
          return share === null ? null : { kind: "fresh", share };
        }
        case "preset": {
          const work = findFreshPreset(question.preset);
          const found = await finish(wrapped(work), watch);
          return found === null ? null : { kind: "preset", found: found.value };
        }
        default:
          return assertNever(question);
      }
    },
  };
}

/** A value that may be null itself. */
function* wrapped<Value>(work: Slowly<Value>): Slowly<{ readonly value: Value }> {
  return { value: yield* work };
}
