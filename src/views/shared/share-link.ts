import type { AppState } from "../../store/state.ts";

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
  address.hash = state.toString();
  return address.href;
}

/** An iframe of the same moment, without header and transport. */
export function embedCode(link: string): string {
  const address = new URL(link);
  const state = new URLSearchParams(address.hash.slice(1));
  state.set("embed", "1");
  address.hash = state.toString();
  return `<iframe src="${address.href.replaceAll("&", "&amp;")}" width="1024" height="768" title="Gatescope"></iframe>`;
}
