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
  const moved = state.stopsAtStages ? state.moveStage(1) : state.moveStep(1);
  if (moved) return;
  if (state.isLooping && state.tokens.length > 0) rewind(state);
  else state.setPlaying(false);
}

/** Plays or pauses; from the very end it plays from the first word, and so it does, word by word, from the moment that the page opens on. */
export function togglePlay(state: AppState): void {
  if (!state.isPlaying && isAtOpening(state)) {
    state.setPlayback({ stopsAtStages: false });
    state.pin({ step: 1, isCommit: false });
  } else if (!state.isPlaying && isAtEnd(state)) rewind(state);
  state.setPlaying(!state.isPlaying);
}

/** Until it has been played once: from then on it stops at no stage, and a pause at that word is a pause. */
function isAtOpening({ text, step, unit, stage, stopsAtStages }: AppState): boolean {
  return stopsAtStages && text === opening.text && step === opening.step && unit === opening.unit && stage === opening.stage;
}

function isAtEnd(state: AppState): boolean {
  return state.step === state.tokens.length && (!state.stopsAtStages || state.stage === stageIds(state).at(-1));
}

function rewind(state: AppState): void {
  const [stage] = state.stopsAtStages ? stageIds(state) : [];
  state.pin({ step: 1, isCommit: false, ...(stage === undefined ? {} : { stage }) });
}
