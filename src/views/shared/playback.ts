import { findCell } from "../../engine/cells/registry.ts";
import { opening } from "../../store/opening.ts";
import type { AppState } from "../../store/state.ts";

const STAGE_MS = 700;
const WORD_MS = 900;

/** Milliseconds between two moves while playing. */
export function beatMs({ speed, stopsAtStages }: Pick<AppState, "speed" | "stopsAtStages">): number {
  return (stopsAtStages ? STAGE_MS : WORD_MS) / speed;
}

/** Ids of the stages of the model that is shown, in order; none before a model is there. */
export function stageIds(state: Pick<AppState, "model">): readonly string[] {
  const cell = state.model === null ? undefined : findCell(state.model.config.cell);
  return cell?.stages.map((stage) => stage.id) ?? [];
}

/** One move: a stage, or a word where stages are not stopped at. At the end starts over when looping, stops otherwise. */
export function playBeat(state: AppState): void {
  if (halts(state)) return;
  const moved = state.stopsAtStages ? state.moveStage(1) : state.moveStep(1);
  if (moved) return;
  if (state.isLooping && state.tokens.length > 0) rewind(state);
  else state.setPlaying(false);
}

/** Plays or pauses; from the very end it plays from the first word, and so it does, word by word, from the moment that the page opens on. */
export function togglePlay(state: AppState): void {
  if (!state.isPlaying && isAtOpening(state)) playThrough(state);
  else {
    if (!state.isPlaying && isAtEnd(state)) rewind(state);
    state.setPlaying(!state.isPlaying);
  }
}

/** Plays word by word from the first on; in the sentence that the page opens on it shows, once, how the unit's memory is written. */
export function playThrough(state: AppState): void {
  state.setPlayback({ stopsAtStages: false, halts: isOpeningUnit(state) ? opening.halts : [] });
  state.pin({ step: 1, isCommit: false });
  state.setPlaying(true);
}

/** Shows the next of the stages to halt at, where the play has come to their word. */
function halts(state: AppState): boolean {
  const [stage, ...rest] = state.halts;
  const isThere = state.step === opening.written || state.step === opening.written - 1;
  if (stage === undefined || !isThere || !isOpeningUnit(state)) return false;
  state.setPlayback({ halts: rest });
  state.pin({ step: opening.written, stage, isCommit: false });
  return true;
}

function isOpeningUnit({ text, unit }: AppState): boolean {
  return text === opening.text && unit === opening.unit;
}

/** Until it has been played once: from then on it stops at no stage, and a pause at that word is a pause. */
function isAtOpening(state: AppState): boolean {
  return state.stopsAtStages && isOpeningUnit(state) && state.step === opening.step && state.stage === opening.stage;
}

function isAtEnd(state: AppState): boolean {
  return state.step === state.tokens.length && (!state.stopsAtStages || state.stage === stageIds(state).at(-1));
}

function rewind(state: AppState): void {
  const [stage] = state.stopsAtStages ? stageIds(state) : [];
  state.pin({ step: 1, isCommit: false, ...(stage === undefined ? {} : { stage }) });
}
