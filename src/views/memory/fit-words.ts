/** Words that find room in a line, and whether others were left out. */
export interface FittedWords {
  readonly words: readonly string[];
  readonly isCut: boolean;
}

/** Stands for words that are left out. */
export const CUT = "…";

/** Room for a line, and how wide a text is, px. */
export interface Room {
  readonly width: number;
  readonly measure: (text: string) => number;
}

/** As many words from the beginning as find room, whole ones, with room for the sign of what is left out. */
export function fitFromStart(words: readonly string[], { width, measure }: Room): FittedWords {
  const space = measure(" ");
  const sign = measure(CUT) + space;
  let used = 0;
  let count = 0;
  while (count < words.length) {
    const next = used + (count === 0 ? 0 : space) + measure(words[count] as string);
    if (next + (count + 1 < words.length ? sign : 0) > width) break;
    used = next;
    count++;
  }
  return { words: words.slice(0, count), isCut: count < words.length };
}

/** As many words from the end as find room. */
export function fitFromEnd(words: readonly string[], room: Room): FittedWords {
  const { words: kept, isCut } = fitFromStart([...words].reverse(), room);
  return { words: [...kept].reverse(), isCut };
}

/** The words around one that are drawn as chips: entries from `first` to `last` (kept as even as they go), the word among them. */
export function fitAround(
  words: readonly string[],
  peak: number,
  { width, measure }: Room,
): { readonly first: number; readonly last: number } {
  let [first, last] = [peak, peak];
  let used = measure(words[peak] ?? "");
  const take = (at: number): boolean => {
    if (at < 0 || at >= words.length) return false;
    const next = used + measure(words[at] as string);
    if (next > width) return false;
    used = next;
    return true;
  };
  let [isOpenLeft, isOpenRight] = [true, true];
  while (isOpenLeft || isOpenRight) {
    isOpenLeft = isOpenLeft && take(first - 1);
    if (isOpenLeft) first--;
    isOpenRight = isOpenRight && take(last + 1);
    if (isOpenRight) last++;
  }
  return { first, last };
}
