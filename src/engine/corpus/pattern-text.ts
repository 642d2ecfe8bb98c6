import type { Condition, Pattern, Reading } from "./matching.ts";

const signs: Readonly<Record<Reading, string>> = { high: "h", low: "l", between: "b" };
const readings = new Map(Object.entries(signs).map(([reading, sign]) => [sign, reading as Reading]));

/** Words and units that a pattern has at most. */
export const PATTERN_WORDS = 20;
export const PATTERN_CONDITIONS = 2000;

/** As the address has it: `cellState_0.5_3_0_12h47l_3h`: signal, threshold, least units, spared words, then word by word units and readings. */
export function writePattern({ signal, threshold, length, conditions, leastUnits, sparedWords }: Pattern): string {
  const words = Array.from({ length }, (_, offset) =>
    conditions
      .filter((condition) => condition.offset === offset)
      .map(({ unit, reading }) => `${unit}${signs[reading]}`)
      .join(""),
  );
  return [signal, String(threshold), String(leastUnits), String(sparedWords), ...words].join("_");
}

/** Null where it is none. Whether its signal and units are there is for the caller to see. */
export function readPattern(text: string): Pattern | null {
  const [signal, threshold, leastUnits, sparedWords, ...words] = text.split("_");
  if (signal === undefined || words.length === 0 || words.length > PATTERN_WORDS) return null;
  if (!/^[a-zA-Z]{1,40}$/.test(signal) || !/^\d{1,4}(\.\d{1,6})?$/.test(threshold ?? "") || !(Number(threshold) > 0)) return null;
  if (!/^\d{1,4}$/.test(leastUnits ?? "") || !/^\d{1,2}$/.test(sparedWords ?? "")) return null;
  const conditions: Condition[] = [];
  for (const [offset, word] of words.entries()) {
    if (!/^(\d{1,5}[hlb])*$/.test(word)) return null;
    for (const [, unit, sign] of word.matchAll(/(\d+)([hlb])/g)) {
      conditions.push({ offset, unit: Number(unit), reading: readings.get(sign as string) as Reading });
    }
  }
  if (conditions.length === 0 || conditions.length > PATTERN_CONDITIONS) return null;
  return {
    signal,
    threshold: Number(threshold),
    length: words.length,
    conditions,
    leastUnits: Number(leastUnits),
    sparedWords: Number(sparedWords),
  };
}
