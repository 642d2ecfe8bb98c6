/** The first `most` UTF-16 units, one fewer where they would end in half a character. */
export function firstLetters(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = /[\ud800-\udbff]/.test(text[most - 1] ?? "") && /[\udc00-\udfff]/.test(text[most] ?? "");
  return text.slice(0, isHalf ? most - 1 : most);
}

/** A text of at most `most` UTF-16 units: where it is longer, its beginning and `…`. */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${firstLetters(text, most - 1)}…`;
}
