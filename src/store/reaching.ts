import { beginnings } from "../engine/reach/fresh.ts";
import { ownTexts } from "../engine/reach/own-story.ts";
import type { Problem, ReachQuestion, StudyQuestion } from "../worker/protocol.ts";
import { ProblemError } from "./engine-client.ts";
import { type Reach, type ReachAsks, reachAsks } from "./gradient-state.ts";
import type { GetState, Room, SetState } from "./room.ts";

interface Now {
  /** Which engine is asked: one that was started anew may be given other models. */
  readonly engine: () => number;
  readonly fail: (problem: Problem) => void;
}

/**
 * Measures how far a gradient or a replaced word reaches, a piece at a time while one of these questions is shown, that one first: who
 * leaves them asks for no next piece, who comes back goes on from there.
 */
export function createReaching(
  set: SetState,
  get: GetState,
  { engine }: Room,
  { engine: engineNow, fail }: Now,
  next: () => void,
): (question: StudyQuestion) => void {
  const known = new Map<string, Reach>();
  const failed = new Set<string>();
  let isAsking = false;

  const show = (reach: Reach): void => {
    known.set(reach.key, reach);
    if (get().reaches.get(reach.asks)?.key === reach.key)
      set(({ reaches }) => ({ reaches: new Map(reaches).set(reach.asks, reach) }));
  };

  const measurePiece = async (reach: Reach, asked: ReachQuestion): Promise<void> => {
    const began = performance.now();
    try {
      const answer = await engine.reach(asked, (done) => show({ ...reach, done: (reach.pieces.length + done) / reach.of }));
      const seconds = reach.seconds + (performance.now() - began) / 1000;
      if (answer?.kind === "preset") return show({ ...reach, found: answer.found, seconds });
      const pieces = answer === null ? reach.pieces : [...reach.pieces, answer];
      // Where nothing can be measured there is no further piece.
      const of = answer === null ? pieces.length : reach.of;
      show({ ...reach, pieces, of, seconds, done: of === 0 ? 1 : pieces.length / of });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      failed.add(reach.key);
      fail(error.problem);
    } finally {
      isAsking = false;
      next();
    }
  };

  /** What is measured of a question as things stand. */
  const standing = (asks: ReachAsks, { models }: StudyQuestion): Reach => {
    const { layer, freshPreset, model, attempt } = get();
    const measured = asks === "fresh" ? freshPreset : [models, layer, model?.config.provenance?.sha256 ?? model?.bytes];
    const key = JSON.stringify([asks, measured, engineNow(), attempt]);
    const of = asks === "fresh" ? beginnings.length : ownTexts.texts;
    return known.get(key) ?? { key, asks, models: models.map(({ id }) => id), pieces: [], of, done: 0, seconds: 0, found: null };
  };

  /** The piece that comes next. */
  const pieceOf = ({ asks, pieces, found }: Reach, { models }: StudyQuestion): ReachQuestion => {
    const { layer, freshPreset } = get();
    const place = pieces.length;
    if (asks !== "fresh") return { kind: asks, models, place, layer };
    if (freshPreset !== null && found === null) return { kind: "preset", preset: freshPreset };
    return { kind: "fresh", beginning: (beginnings[place] as (typeof beginnings)[number]).id, recurrent: found?.recurrent ?? 1 };
  };

  return (question) => {
    const { asks, reaches } = get();
    if (asks === "sentence") return;
    // The question that is asked first; then the others, which stand beside it.
    const all = [asks, ...reachAsks.filter((each) => each !== asks)].map((each) => standing(each, question));
    if (all.some(({ asks: each, key }) => reaches.get(each)?.key !== key)) {
      set({ reaches: new Map(all.map((reach) => [reach.asks, reach])) });
    }
    const missing = all.find(({ key, pieces, of }) => pieces.length < of && !failed.has(key));
    if (isAsking || missing === undefined) return;
    isAsking = true;
    void measurePiece(missing, pieceOf(missing, question));
  };
}
