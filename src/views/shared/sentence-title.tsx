import { useApp } from "./use-app.ts";

const count = new Intl.NumberFormat("en");

/** The sentence's title in the gutter: how long it is, and that it can be typed in. */
export function SentenceTitle() {
  const descriptor = useApp((state) => {
    if (state.tokens.length === 0) return "nothing to read yet";
    if (state.model === null && state.status.kind === "loading") return `reading the ${state.status.part}`;
    if (state.isProjector && state.model !== null) return `Unit ${state.unit} of ${state.model.config.units}`;
    return `${count.format(state.tokens.length)} ${state.tokens.length === 1 ? "word" : "words"} · type to edit`;
  });
  return (
    <div className="sentence-title">
      <h2>Sentence</h2>
      <p>{descriptor}</p>
    </div>
  );
}
