import type { AppState } from "../../store/state.ts";
import { formatCount } from "./format.ts";
import { nounOf } from "./noun.ts";
import { sentenceNote } from "./sentence-note.ts";
import { useApp } from "./use-app.ts";
import { useAxisGeometry } from "./use-axis.ts";

/** `5 words`, `23 characters`. */
export function countSteps({ tokens, vocabulary }: Pick<AppState, "tokens" | "vocabulary">): string {
  return `${formatCount(tokens.length)} ${nounOf({ vocabulary })}${tokens.length === 1 ? "" : "s"}`;
}

/** The sentence's title in the gutter: how long it is, and that it can be typed in; or that the model does not know its words. */
export function SentenceTitle() {
  const { isNarrow } = useAxisGeometry();
  const note = useApp(sentenceNote);
  const descriptor = useApp((state) => {
    if (state.tokens.length === 0) return "nothing to read yet";
    if (state.model === null && state.status.kind === "loading") return `reading the ${state.status.part}`;
    if (state.isProjector && state.model !== null) return `Unit ${state.unit} of ${state.model.config.units}`;
    return `${countSteps(state)} · ${isNarrow ? "tap a word twice to edit it" : state.vocabulary?.reading === "characters" ? "type" : "type to edit"}`;
  });
  return (
    <div className="sentence-title">
      <h2>Sentence</h2>
      <p data-long={note !== null || undefined}>{note ?? descriptor}</p>
    </div>
  );
}
