import { beginnings } from "../engine/reach/fresh.ts";
import { ownTexts } from "../engine/reach/own-story.ts";
import type { Problem, ReachQuestion, StudyQuestion } from "../worker/protocol.ts";
import { ProblemError } from "./engine-client.ts";
import type { Reach } from "./gradient-state.ts";
import type { GetState, Room, SetState } from "./room.ts";

interface Now {
  /** Which engine is asked: one that was started anew may be given other models. */
  readonly engine: () => number;
  readonly fail: (problem: Problem) => void;
}

/**
 * Measures how far a gradient or a replaced word reaches, a piece at a time while its question is shown: who leaves it asks for no
 * next piece, who comes back goes on from there.
 */
export function createReaching(
  set: SetState,
  get: GetState,
  { engine }: Room,
  { engine: engineNow, fail }: Now,
  next: () => void,
): (question: StudyQuestion) => void {
  const known = new Map<string, Reach>();
  let isAsking = false;
  let failed = "";

  const show = (reach: Reach): void => {
    known.set(reach.key, reach);
    if (get().reach?.key === reach.key) set({ reach });
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
      failed = reach.key;
      fail(error.problem);
    } finally {
      isAsking = false;
      next();
    }
  };

  return ({ models }) => {
    const { asks, layer, freshPreset, model, attempt, reach } = get();
    if (asks === "sentence") return;
    const measured = asks === "fresh" ? freshPreset : [models, layer, model?.config.provenance?.sha256 ?? model?.bytes];
    const key = JSON.stringify([asks, measured, engineNow(), attempt]);
    const of = asks === "fresh" ? beginnings.length : ownTexts.texts;
    const ids = models.map(({ id }) => id);
    const stands = known.get(key) ?? { key, asks, models: ids, pieces: [], of, done: 0, seconds: 0, found: null };
    if (reach?.key !== key) set({ reach: stands });
    const place = stands.pieces.length;
    if (isAsking || failed === key || place >= stands.of) return;
    isAsking = true;
    if (asks !== "fresh") void measurePiece(stands, { kind: asks, models, place, layer });
    else if (freshPreset !== null && stands.found === null) void measurePiece(stands, { kind: "preset", preset: freshPreset });
    else {
      const recurrent = stands.found?.recurrent ?? 1;
      void measurePiece(stands, { kind: "fresh", beginning: (beginnings[place] as (typeof beginnings)[number]).id, recurrent });
    }
  };
}
