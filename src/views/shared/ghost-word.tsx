import "./caret-column.css";
import { shownGhost } from "../../store/ghost.ts";
import { useApp } from "./use-app.ts";
import { useAxisGeometry } from "./use-axis.ts";
import { type Editing, takesGhost } from "./use-sentence-editing.ts";
import { visibleWord } from "./word-label.ts";

/** What assistive technology is told of the grey word: id for `aria-describedby`. */
export const GHOST_HINT_ID = "grey-word";

interface GhostWordProps {
  readonly editing: Editing;
  /** A word holds the caret and draws it. */
  readonly isCaretInWord: boolean;
  /** Nothing follows the caret: only there does Tab accept the grey word. */
  readonly isCaretAtEnd: boolean;
}

/** The caret column: the caret where no word holds it, the model's own next word in grey, and the key that accepts it. */
export function GhostWord({ editing, isCaretInWord, isCaretAtEnd }: GhostWordProps) {
  const axis = useAxisGeometry();
  const ghost = useApp(shownGhost);
  const isEmpty = axis.steps === 0;
  const isSelecting = editing.range.start < editing.range.end;
  const hasCaret = isEmpty || !editing.isFocused || !(isCaretInWord || isSelecting || editing.isPicked);
  return (
    <span
      className="caret-column"
      data-focused={editing.isFocused || undefined}
      data-empty={isEmpty || undefined}
      style={{ left: axis.steps * axis.col, width: axis.col }}
    >
      {hasCaret && <i className="axis-caret caret-column-caret" />}
      {isEmpty ? (
        <span className="sentence-placeholder">Type a sentence</span>
      ) : (
        ghost !== null && (
          <>
            <span className="ghost-word">{visibleWord(ghost)}</span>
            {isCaretAtEnd && takesGhost(editing, ghost) && <kbd className="ghost-key">Tab</kbd>}
          </>
        )
      )}
    </span>
  );
}
