/** A word as the model reads it. */
export interface Token {
  /** The word in the model's spelling: lowercase, directional quotes, `<num>`; for an unknown word what was typed, lowercased. */
  readonly text: string;
  /** Its id; the unknown word's id where it is not in the vocabulary. */
  readonly id: number;
  readonly known: boolean;
  /** Place in the sentence as typed: UTF-16 offsets [start, end). */
  readonly start: number;
  readonly end: number;
}
