import type { Matches, Pattern } from "../../engine/corpus/matching.ts";

const AROUND = 8;

/** `word,held,conditions,before,match,after`: one line a match in the order of the corpus, words 0-based; text in quotes. */
export function matchesAsCsv(
  { words, held }: Matches,
  { length, conditions }: Pattern,
  wordAt: (word: number) => string,
): string {
  const text = (from: number, count: number) =>
    `"${Array.from({ length: Math.max(0, count) }, (_, k) => wordAt(from + k))
      .join(" ")
      .trim()
      .replaceAll('"', '""')}"`;
  const lines = Array.from(words, (word, k) => {
    const before = Math.min(word, AROUND);
    return [word, held[k], conditions.length, text(word - before, before), text(word, length), text(word + length, AROUND)].join(
      ",",
    );
  });
  return `word,held,conditions,before,match,after\n${lines.join("\n")}\n`;
}
