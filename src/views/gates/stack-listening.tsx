import { useEffect, useRef } from "react";
import { useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useTransient } from "../shared/use-transient.ts";
import { readCell } from "./cell-reading.ts";
import type { SignalProps } from "./signal-props.ts";
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

/** The triangle at the left edge of a heatmap. */
export function PinnedUnit({ rows, rowPx }: SignalProps) {
  const { store } = useAppHandle();
  const { isNarrow } = useAxisGeometry();
  const triangle = useRef<HTMLSpanElement>(null);
  useTransient(
    (state) => state.unit,
    () => {
      const row = rows.indexOf(store.getState().unit);
      if (triangle.current === null) return;
      triangle.current.hidden = row < 0;
      triangle.current.style.transform = `translateY(${(row + 0.5) * rowPx}px)`;
    },
  );
  return isNarrow ? null : <span ref={triangle} className="unit-marker" aria-hidden="true" hidden />;
}
