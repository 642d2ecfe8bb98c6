/** A word in quotation marks; a quotation mark stands for itself. */
export function quoted(word: string): string {
  return /^["“”„«»]+$/.test(word) ? word : `“${word}”`;
}
