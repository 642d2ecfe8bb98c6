import { ADDRESS_LETTERS, EASY_LINK_LETTERS } from "../../engine/limits.ts";
import { linkedText } from "../../store/permalink.ts";
import type { AppState } from "../../store/state.ts";

const count = new Intl.NumberFormat("en");

/** What a link says in full, also where it is the default: a default may change, a link should not. */
type Shared = Pick<AppState, "view" | "modelId" | "text" | "step" | "unit" | "stage">;

/**
 * The address of this moment: what the page's own address holds, and sentence, word, unit and stage spelled out.
 * @param hasModel false for a model that the reader opened: it stays on the device, so the link cannot name it
 */
export function shareLink(href: string, { view, modelId, text, step, unit, stage }: Shared, hasModel: boolean): string {
  const address = new URL(href);
  const held = new URLSearchParams(address.hash.slice(1));
  const state = new URLSearchParams({ v: "1", view });
  if (hasModel) state.set("model", modelId);
  state.set("s", text);
  state.set("u", String(unit));
  if (step > 0) state.set("t", String(step));
  if (stage !== "") state.set("stage", stage);
  for (const [key, value] of held) if (!state.has(key) && key !== "model") state.set(key, value);
  state.set("s", "");
  state.set("s", linkedText(text, ADDRESS_LETTERS - state.toString().length));
  address.hash = state.toString();
  return address.href;
}

/** What is to be known of a link that is long: that it holds the beginning alone, or that few programs pass it on; null for others. */
export function sayLength(link: string, text: string): string | null {
  const carried = new URLSearchParams(new URL(link).hash.slice(1)).get("s") ?? "";
  if (carried.length < text.length) {
    return `The sentence is too long for a link: this one holds its first ${count.format(carried.length)} of ${count.format(text.length)} letters.`;
  }
  if (link.length <= EASY_LINK_LETTERS) return null;
  return `This link has ${count.format(link.length)} letters: many mail and chat programs cut one that is so long. The file of numbers holds the sentence too.`;
}

/** An iframe of the same moment, without header and transport. */
export function embedCode(link: string): string {
  const address = new URL(link);
  const state = new URLSearchParams(address.hash.slice(1));
  state.set("embed", "1");
  address.hash = state.toString();
  return `<iframe src="${address.href.replaceAll("&", "&amp;")}" width="1024" height="768" title="Gatescope"></iframe>`;
}
