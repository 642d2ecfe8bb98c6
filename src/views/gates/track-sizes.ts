/** Height of a feature's bars, and of its row with the paper above it, px before the scale. */
export const TRACK_HEIGHT = 8;
export const TRACK_PITCH = 14;
/** The memory's area never gets lower than this for them. */
export const LEAST_MEMORY_WITH_TRACKS = 60;
