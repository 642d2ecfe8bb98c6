/** What a feature says of a word: yes or no, how much, or which of several. */
export type FeatureKind = "two-valued" | "count" | "class";

/** How a text is read. */
export interface ReadText {
  /** Word by word or character by character, as the model reads it; spelt as typed where that is known. */
  readonly pieces: readonly string[];
  readonly by: "words" | "characters";
  /** The piece that ends a story or document and begins the next, or null. */
  readonly end: string | null;
}

/** Something that can be told of every word of a text from what was written up to it and no further. */
export interface Feature {
  /** Stable: `quotation`. */
  readonly id: string;
  /** In plain words, after “follows whether” for yes or no, else after “follows”: `a quotation is open`, `the bracket depth`. */
  readonly label: string;
  readonly kind: FeatureKind;
  /** Names of the values: of 0 and 1, or of every class. None for a count. */
  readonly values: readonly string[];
  /** Texts that it can be read off. */
  readonly by: "words" | "characters" | "both";
  /** (N), as it is after each piece: 0 or 1, a count, the number of a class; NaN where the text does not tell. */
  readonly read: (text: ReadText) => Float32Array;
}

/** A feature read off a text. */
export interface FeatureColumn {
  readonly feature: Omit<Feature, "read">;
  readonly values: Float32Array;
}

/** The columns of those features that this text tells, and that differ somewhere in it; of two that are equal everywhere the first alone. */
export function readColumns(features: readonly Feature[], text: ReadText): readonly FeatureColumn[] {
  const columns: FeatureColumn[] = [];
  for (const { read, ...feature } of features) {
    if (feature.by !== "both" && feature.by !== text.by) continue;
    const values = read(text);
    if (differs(values) && !columns.some((other) => isSame(other.values, values))) columns.push({ feature, values });
  }
  return columns;
}

function differs(values: Float32Array): boolean {
  const first = values.find((value) => !Number.isNaN(value));
  return values.some((value) => !Number.isNaN(value) && value !== first);
}

function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.every((value, at) => Object.is(value, b[at]));
}

/** A column that is written piece by piece; `next` gets the piece, its place, and whether a document begins with it. */
export function readPieces(
  { pieces, end }: ReadText,
  next: (piece: string, at: number, isFirst: boolean) => number,
): Float32Array {
  return Float32Array.from(pieces, (piece, at) => next(piece, at, at === 0 || (end !== null && pieces[at - 1] === end)));
}
