import type { MemoryPart } from "../../store/memory-state.ts";
import { useApp } from "../shared/use-app.ts";
import { LedgerPart } from "./ledger.tsx";
import "./memory.css";

const parts: readonly { readonly id: MemoryPart; readonly name: string }[] = [
  { id: "map", name: "Map of meaning" },
  { id: "ledger", name: "Who wrote it" },
  { id: "match", name: "Select and match" },
];

/** What the state after a word means, what the cell still holds, and what each unit is for. */
export function MemoryPanel() {
  const part = useApp((state) => state.memoryPart);
  return (
    <>
      <div className="stack memory-stack" data-frame-end={part === "map" ? "" : undefined}>
        <Parts />
        {part === "ledger" && <LedgerPart />}
      </div>
      <div className="reading" />
    </>
  );
}

function Parts() {
  const part = useApp((state) => state.memoryPart);
  const remember = useApp((state) => state.remember);
  return (
    <div className="memory-parts">
      <div className="segments" role="radiogroup" aria-label="Part of the memory">
        {parts.map(({ id, name }) => (
          <label key={id} className="segment" data-current={part === id || undefined}>
            <input type="radio" name="memory-part" checked={part === id} onChange={() => remember({ memoryPart: id })} />
            {name}
          </label>
        ))}
      </div>
    </div>
  );
}
