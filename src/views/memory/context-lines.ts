/** A place of the corpus in words. */
export interface ContextLine {
  readonly before: string;
  readonly word: string;
  readonly after: string;
}

/** The words around a place, up to `before` and `after` of them; nothing of another story. */
export function contextLine(
  wordAt: (word: number) => string,
  at: number,
  { before, after, end }: { readonly before: number; readonly after: number; readonly end: string },
): ContextLine {
  const left: string[] = [];
  for (let word = at - 1; word >= at - before && word >= 0 && wordAt(word) !== end; word--) left.unshift(wordAt(word));
  const right: string[] = [];
  if (wordAt(at) !== end) {
    for (let word = at + 1; word <= at + after && wordAt(word) !== "" && wordAt(word) !== end; word++) right.push(wordAt(word));
  }
  return { before: left.join(" "), word: wordAt(at), after: right.join(" ") };
}

/**
 * The text of a context from the beginning of its story up to the word, as a sentence that the page can read.
 * @param spellAt the word at a place as it is typed, where that is not as it is printed
 * @param between what stands between two words: a space, nothing where they are characters.
 */
export function contextText(
  wordAt: (word: number) => string,
  at: number,
  end: string,
  {
    spellAt = wordAt,
    between = " ",
    longest = 40,
  }: { readonly spellAt?: (word: number) => string; readonly between?: string; readonly longest?: number } = {},
): string {
  let first = at;
  while (first > 0 && at - first < longest && wordAt(first - 1) !== end) first--;
  return Array.from({ length: at - first + 1 }, (_, k) => spellAt(first + k)).join(between);
}
