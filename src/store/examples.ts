/** A sentence worth trying. */
export interface Example {
  readonly text: string;
  /** What it shows, in a few words: `a place to sit`. */
  readonly shows: string;
}

/** Four sentences of our own; the first is the default. All their words are in the shipped vocabulary. */
export const examples: readonly Example[] = [
  { text: "the cat that chased the mice in the barn sat on the", shows: "a place to sit" },
  {
    text: "“come here,” the mother said. “look at the little bird in the tree.",
    shows: "a quotation waits to be closed: one word cannot tell",
  },
  {
    text: "once upon a time, there was a little girl who loved the rain. every day,",
    shows: "she, across a full stop: one word cannot tell",
  },
  { text: "the keys to the old cabinet on the wall", shows: "agreement across another noun: is or are" },
];

/** The sentence of an address that names none. */
export const defaultText: string = (examples[0] as Example).text;
