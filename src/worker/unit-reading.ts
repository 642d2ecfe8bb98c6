import { LEAST_READ_WORDS } from "../engine/limits.ts";
import { type Result, refuse, succeed } from "../engine/problem.ts";
import type { CorpusAnswer, CorpusQuestion } from "./corpus-protocol.ts";
import type { CorpusRoom } from "./corpus-room.ts";
import { finish } from "./paced.ts";
import { readIds } from "./subjects.ts";

/** Makes lists of units that can be read off a text. */
interface UnitReading {
  readonly read: (
    question: Extract<CorpusQuestion, { kind: "read" }>,
    report: (done: number) => void,
  ) => Promise<Result<CorpusAnswer | null>>;
  readonly cancel: () => void;
}

/** One list at a time. @param corpus the ids of the open corpus, or null */
export function createUnitReading({
  openModel,
  kernels,
  rest,
  corpus,
}: CorpusRoom & { readonly corpus: () => Int32Array | null }): UnitReading {
  let newest = 0;
  return {
    read: async ({ text, name, layer, word }, report) => {
      const mine = ++newest;
      const model = openModel();
      const ids = model === null ? null : text === null ? corpus() : readIds(text, model);
      if (model === null || ids === null) return succeed(null);
      if (ids.length < LEAST_READ_WORDS) {
        return refuse(
          `${ids.length} words are too few to tell what a unit follows`,
          `${LEAST_READ_WORDS} are needed: units are chosen on one half and measured on the other. Open a longer text.`,
        );
      }
      // What only this asks for is loaded when it is asked.
      const [{ readText }, computing] = await Promise.all([import("../engine/analysis/features/read-text.ts"), kernels()]);
      const isStale = () => mine !== newest || openModel() !== model;
      const list = await finish(readText(model, ids, { layer, name, word }, computing), { report, rest, isStale });
      return succeed(list === null ? null : { kind: "read", list });
    },
    cancel: () => {
      newest++;
    },
  };
}
