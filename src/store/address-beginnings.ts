import { ADDRESS_LETTERS } from "../engine/limits.ts";
import { defaultText } from "./examples.ts";
import type { AppState } from "./state.ts";

const ABOUT = "length of the address";
/** Sentences that are kept whole. */
const KEPT = 20;

const count = new Intl.NumberFormat("en");

/** Sentences that the address has room for the beginning of alone. */
export interface Beginnings {
  /** A fragment was written for this state: tells once that it holds the beginning, until one holds the whole again. */
  readonly written: (fragment: string, state: Pick<AppState, "text" | "tokens" | "notify" | "withdraw">) => void;
  /** The sentence whose beginning stands in an address of this page, so that Back brings it whole; else the text itself. */
  readonly wholeOf: (text: string) => string;
}

export function createBeginnings(): Beginnings {
  const whole = new Map<string, string>();
  let isTold = false;

  return {
    wholeOf: (text) => whole.get(text) ?? text,
    written: (fragment, { text, tokens, notify, withdraw }) => {
      const carried = carriedBy(fragment, text);
      if (carried.length === text.length) {
        if (isTold) withdraw(ABOUT);
        isTold = false;
        return;
      }
      whole.delete(carried);
      whole.set(carried, text);
      for (const oldest of [...whole.keys()].slice(0, -KEPT)) whole.delete(oldest);
      if (isTold) return;
      isTold = true;
      const words = tokens.filter(({ end }) => end <= carried.length).length;
      notify(
        "info",
        {
          title: `The address holds the first ${count.format(words)} words of the sentence, of ${count.format(tokens.length)}`,
          detail: "The page has all of them; a link, a bookmark and a reload bring the first ones.",
        },
        { about: ABOUT },
      );
    },
  };
}

/** What a fragment says of a sentence. One that is far from the limit holds it whole: it need not be read. */
function carriedBy(fragment: string, text: string): string {
  if (fragment.length < ADDRESS_LETTERS / 2) return text;
  return new URLSearchParams(fragment.slice(1)).get("s") ?? defaultText;
}
