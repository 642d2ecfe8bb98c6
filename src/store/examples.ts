/** A sentence worth trying. */
export interface Example {
  readonly text: string;
  /** What it shows, in a few words: `a place to sit`. */
  readonly shows: string;
}

/** Four sentences of our own; the first is the default. All their words are in the shipped vocabulary. */
export const examples: readonly Example[] = [
  { text: "the cat that chased the mice in the barn sat on the", shows: "a place to sit, nine words on" },
  { text: "the old man smiled and said, “i have been waiting for you all day.", shows: "an open quotation waits for its end" },
  { text: "the little girl was very happy. when she saw the dog, she gave it a big hug with", shows: "she across a full stop" },
  { text: "the keys to the old cabinet", shows: "agreement, which these models did not learn" },
];

/** The sentence of an address that names none. */
export const defaultText: string = (examples[0] as Example).text;
