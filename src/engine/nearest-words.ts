import type { Vocabulary } from "./tokenizer.ts";
import { normaliseWord } from "./words.ts";

/**
 * Known words near `word` in spelling, nearest first: by edit distance (a swap of neighbours counts one, a shared beginning counts
 * in favour), then by frequency, which is the order of ids. Special tokens and punctuation are never offered. Empty where nothing
 * is near (more than a third of the letters, or 2, would have to change).
 */
export function nearestWords(word: string, vocabulary: Vocabulary, count: number): string[] {
  const typed = normaliseWord(word);
  const limit = Math.max(2, Math.floor(typed.length / 3));
  const found: { word: string; cost: number; id: number }[] = [];
  vocabulary.words?.forEach((candidate, id) => {
    if (!/^\p{L}/u.test(candidate) || candidate === typed) return;
    if (Math.abs(candidate.length - typed.length) > limit) return;
    const distance = editDistance(typed, candidate, limit);
    if (distance > limit || distance >= typed.length) return;
    const shared = sharedPrefix(typed, candidate) / typed.length;
    found.push({ word: candidate, cost: distance - shared, id });
  });
  return found
    .sort((a, b) => a.cost - b.cost || a.id - b.id)
    .slice(0, count)
    .map((entry) => entry.word);
}

function sharedPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Optimal string alignment distance (insert, delete, replace, swap neighbours); anything above `limit` may be returned as limit + 1. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, (last[j] as number) + 1, (row[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] as number) + 1);
      }
      row.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}
