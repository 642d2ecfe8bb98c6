/** Words that are probed unless the reader names others: places to sit, and what has no place here. */
export const defaultProbes: readonly string[] = ["mat", "couch", "bed", "election", "galaxy"];

/** How many words are probed at most. */
export const MOST_PROBES = 12;
