/**
 * What the bare address shows: a network that remembers that a quotation is open. The unit is one of the list that ships with the first
 * model, and the word lies where it holds; a test holds both to that list.
 */
export const opening = {
  text: "Lily saw a dog. “Come here, little dog. I want to play with you in the big park,” she said.",
  /** From 1. */
  step: 20,
  /** From 0. */
  unit: 162,
  /** Id of a stage of the cell. */
  stage: "update",
  /** The word at which the unit is written, and the stages of it that its play shows one by one. */
  written: 6,
  halts: ["forget", "input", "update"],
} as const;
