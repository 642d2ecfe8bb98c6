import { useEffect } from "react";
import { beatMs, playBeat } from "./playback.ts";
import { useApp, useAppHandle } from "./use-app.ts";

/** Moves on beat by beat while playing. A change of speed starts a new beat. */
export function usePlaybackClock(): void {
  const { store } = useAppHandle();
  const isPlaying = useApp((state) => state.isPlaying);
  const delayMs = useApp(beatMs);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => playBeat(store.getState()), delayMs);
    return () => clearInterval(timer);
  }, [store, isPlaying, delayMs]);
}
