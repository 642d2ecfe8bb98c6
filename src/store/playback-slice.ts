import type { SetState } from "./room.ts";
import type { PlaybackSlice } from "./state.ts";

/** Speeds that are offered. */
export const SPEEDS: readonly number[] = [0.5, 1, 2, 4];

/** Whether it plays and how; the clock itself belongs to the views. */
export function createPlaybackSlice(set: SetState): PlaybackSlice {
  return {
    isPlaying: false,
    speed: 1,
    stopsAtStages: true,
    isLooping: false,
    hasPlayed: false,
    halts: [],
    setPlaying: (isPlaying) =>
      set((state) => ({ isPlaying: isPlaying && state.tokens.length > 0, hasPlayed: state.hasPlayed || isPlaying })),
    setPlayback: ({ speed, ...rest }) => set({ ...rest, ...(speed !== undefined && SPEEDS.includes(speed) ? { speed } : {}) }),
  };
}
