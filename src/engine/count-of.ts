/** `1 word`, `6,000 words`. */
export function countOf(count: number, noun: string): string {
  const number = count.toLocaleString("en-US");
  return noun === "" ? number : `${number} ${noun}${count === 1 ? "" : "s"}`;
}
