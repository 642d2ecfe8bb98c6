import { cutText } from "../cut-text.ts";

/** What every refusal of a file may promise. */
export const stillSafe = "Nothing was changed; the sentence is safe.";

/** Letters of a name or of a value from a file that a message repeats. */
const BRIEF = 60;

/** A name from a file as a message may hold it, whatever its length. Every text of a file goes through here into a message. */
export function brief(name: string): string {
  return cutText(name, BRIEF);
}

/** A value of a JSON file likewise: `"gru"`, `[1,2]`; of what is nested, only that it is. */
export function briefValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(brief(value));
  if (Array.isArray(value)) {
    const isFlat = value.length <= BRIEF && value.every((item) => typeof item !== "object" || item === null);
    return isFlat ? brief(`[${value.map(briefValue).join(",")}]`) : "a list";
  }
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** The same in quotation marks: a word, a key. */
export function quote(word: string): string {
  return `“${brief(word)}”`;
}

/** `a, b, c and 4 more`: the first of a list, as many as a reader takes in. */
export function listSome(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most).map(brief);
  const last = items.length > most ? `${(items.length - most).toLocaleString("en-US")} more` : shown.pop();
  return shown.length === 0 ? (last ?? "") : `${shown.join(", ")} and ${last}`;
}

/** `512 × 96`; `1` for a single number; a shape of very many sizes is cut. */
export function describeShape(shape: readonly number[]): string {
  return shape.length === 0 ? "1" : brief(shape.slice(0, BRIEF).join(" × "));
}
