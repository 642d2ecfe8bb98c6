import type { CellType } from "../../engine/cell.ts";
import type { ModelInfo } from "../../worker/protocol.ts";
import { useApp } from "../shared/use-app.ts";
import { TermRows } from "./explainer-rows.tsx";
import type { Naming } from "./origin.ts";
import "./explainer.css";

/** Fewer than an explanation lists: they stand under drawing and equation. */
const LISTED = 8;

interface Props {
  readonly cell: CellType;
  readonly model: ModelInfo;
}

/**
 * What the pinned unit adds up at the pinned word, for a cell that is one block and has room under its one equation: the largest terms of
 * its memory, or of the word where it has none. Waits while the sentence is being computed.
 */
export function LargestTerms({ cell, model }: Props) {
  const tokens = useApp((state) => state.tokens);
  const version = useApp((state) => state.version);
  const isThere = useApp((state) => !state.isBusy && state.step >= 1 && state.step <= state.steps);
  const { layer, step, unit } = usePlace();
  const part = cell.hasMemory ? "memory" : "word";
  const naming: Naming = { cell, model, tokenAt: (at) => tokens[at - 1] };
  return (
    <section className="largest-terms" aria-labelledby="largest-terms-title">
      <h2 className="section-title" id="largest-terms-title">
        Where its {part} part comes from
      </h2>
      {isThere && (
        <TermRows key={version} target={{ kind: "part", layer, step, unit, block: 0, part }} naming={naming} count={LISTED} />
      )}
    </section>
  );
}

function usePlace() {
  const layer = useApp((state) => state.layer);
  const step = useApp((state) => state.step);
  const unit = useApp((state) => state.unit);
  return { layer, step, unit };
}
