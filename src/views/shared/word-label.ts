const inWords: Readonly<Record<string, string>> = {
  "<eos>": "end of text",
  "<unk>": "an unknown word",
  "<num>": "a number",
};

/** A word of the vocabulary as it is printed: special ones in words; `#17` for a model of token ids. */
export function wordLabel(words: readonly string[] | null, id: number): string {
  const word = words?.[id];
  return word === undefined ? `#${id}` : (inWords[word] ?? word);
}

/** Whether the word is one of those that stand for something else than themselves: printed in grey. */
export function isSpecialWord(words: readonly string[] | null, id: number): boolean {
  const word = words?.[id];
  return word !== undefined && word in inWords;
}
