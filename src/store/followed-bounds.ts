import { firstLetters } from "../engine/cut-text.ts";
import {
  FURTHER_LETTERS,
  KEPT_PATTERNS,
  MANY_LETTERS,
  MANY_SENTENCES,
  PATTERN_NAME_LETTERS,
  TARGET_LETTERS,
  UNIT_NAME_LETTERS,
} from "../engine/limits.ts";
import { MOST_PROBES } from "./probes.ts";
import type { AppState } from "./state.ts";

/** What a reader types beside the sentence. */
type Typed = Partial<Pick<AppState, "second" | "followed" | "target" | "probes" | "many" | "unitNames" | "keptPatterns">>;

const count = new Intl.NumberFormat("en");

/** The first of many sentences, as many as are possible. */
export function boundMany(many: readonly string[]): readonly string[] {
  let letters = 0;
  const over = many.findIndex((line, place) => {
    letters += line.length + (place > 0 ? 1 : 0);
    return place >= MANY_SENTENCES || letters > MANY_LETTERS || line.length > FURTHER_LETTERS;
  });
  return over < 0 ? many : many.slice(0, over);
}

/** A change of the state with what was typed in it as long as it may be; sentences that are cut are told. */
export function boundTyped<Change extends Typed>(change: Change, { notify }: Pick<AppState, "notify">): Change {
  const { second, followed, target, probes, many, unitNames, keptPatterns } = change;
  const bounded: { -readonly [Key in keyof Typed]: Typed[Key] } = {};
  if (second != null && second.length > FURTHER_LETTERS) {
    bounded.second = firstLetters(second, FURTHER_LETTERS);
    notify("info", {
      title: `The first ${count.format(FURTHER_LETTERS)} letters of the second sentence are kept, of ${count.format(second.length)}`,
      detail: "What it is compared in is computed for 500 words at most.",
    });
  }
  if (many != null) {
    const kept = boundMany(many);
    if (kept.length < many.length) {
      bounded.many = kept.length === 0 ? null : kept;
      notify("info", {
        title: `The first ${count.format(kept.length)} sentences are taken, of ${count.format(many.length)}`,
        detail: `${MANY_SENTENCES} sentences are possible, of ${count.format(MANY_LETTERS)} letters together.`,
      });
    }
  }
  if (followed != null) bounded.followed = firstLetters(followed, TARGET_LETTERS);
  if (target !== undefined) bounded.target = firstLetters(target, TARGET_LETTERS);
  if (probes !== undefined) bounded.probes = probes.slice(0, MOST_PROBES).map((word) => firstLetters(word, TARGET_LETTERS));
  if (unitNames !== undefined) {
    bounded.unitNames = new Map([...unitNames].map(([unit, name]) => [unit, firstLetters(name, UNIT_NAME_LETTERS)]));
  }
  if (keptPatterns !== undefined) {
    const kept = [...keptPatterns].slice(-KEPT_PATTERNS);
    bounded.keptPatterns = new Map(kept.map(([name, pattern]) => [firstLetters(name, PATTERN_NAME_LETTERS), pattern]));
  }
  return { ...change, ...bounded };
}
