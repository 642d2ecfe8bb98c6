import { useEffect } from "react";
import { useAppHandle } from "../shared/use-app.ts";
import { useTransient } from "../shared/use-transient.ts";
import { readCell } from "./cell-reading.ts";
import { speakCell } from "./signal-text.ts";
import type { Speaker } from "./speaker.ts";
import type { Stack } from "./use-stack.ts";

/** What the stack listens to once it is drawn: Alt over a cell, and playing. */
export function StackListening({ stack, speaker }: { readonly stack: Stack; readonly speaker: Speaker }) {
  useAltFollows();
  useSpeechWhilePlaying(stack, speaker);
  return null;
}

/** While Alt is held over a cell, equations and diagram follow the pointer. */
function useAltFollows(): void {
  const { hover } = useAppHandle();
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      if (event.key !== "Alt" || hover.getState().step === null) return;
      event.preventDefault();
      hover.setState({ isFollowed: event.type === "keydown" });
    };
    window.addEventListener("keydown", follow);
    window.addEventListener("keyup", follow);
    return () => {
      window.removeEventListener("keydown", follow);
      window.removeEventListener("keyup", follow);
    };
  }, [hover]);
}

/** While it plays, the pinned cell of the active stage's signal is said once a word. */
function useSpeechWhilePlaying({ cell, signals }: Stack, speaker: Speaker): void {
  const { store, buffer } = useAppHandle();
  useTransient(
    (state) => (state.isPlaying ? state.step : 0),
    (playedStep) => {
      const state = store.getState();
      const active = cell.stages.find(({ id }) => id === state.stage)?.signal;
      const signal = signals.find(({ name }) => name === active) ?? signals.find(({ name }) => name === cell.output);
      if (playedStep === 0 || signal === undefined) return;
      const reading = readCell(buffer.trace(), state, signal, state);
      if (reading !== null) speaker.say(speakCell(signal, state.unit, reading));
    },
  );
}
