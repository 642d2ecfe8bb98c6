/**
 * A word that keeps its direction to itself, for drawings that know no `<bdi>`: between U+2068 and U+2069, which have no width
 * and end whatever the word begins.
 */
export function isolated(word: string): string {
  return `\u2068${word}\u2069`;
}
