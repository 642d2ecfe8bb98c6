import type { MemoryPart } from "../../store/memory-state.ts";
import { UnitsList } from "../shared/units-list.tsx";
import { useApp } from "../shared/use-app.ts";
import { AskMap } from "./ask-map.tsx";
import { CorpusChoice } from "./corpus-choice.tsx";
import { Holds } from "./holds.tsx";
import { Horizon } from "./horizon.tsx";
import { LedgerPart } from "./ledger.tsx";
import { MapPart } from "./map-part.tsx";
import { MatchList } from "./match-list.tsx";
import { MatchPart } from "./match-part.tsx";
import { StateStatement } from "./memory-statement.tsx";
import { Nearest } from "./nearest.tsx";
import { NamedUnits, Passport } from "./passport.tsx";
import { ScoreUnits } from "./score-units.tsx";
import { Strongest } from "./strongest.tsx";
import { DeskContext, useOpenedDesk } from "./use-desk.ts";
import "./memory.css";

const parts: readonly { readonly id: MemoryPart; readonly name: string }[] = [
  { id: "map", name: "Map of meaning" },
  { id: "ledger", name: "Who wrote it" },
  { id: "match", name: "Select and match" },
];

/** What the state after a word means, what the cell still holds, and what each unit is for. */
export function Panel() {
  const desk = useOpenedDesk();
  const part = useApp((state) => state.memoryPart);
  if (desk === null) return <div className="stack memory-stack" />;
  return (
    <DeskContext value={desk}>
      <div className="stack memory-stack">
        <Parts />
        {part === "map" && <MapPart />}
        {part === "ledger" && <LedgerPart />}
        {part === "match" && <MatchPart />}
      </div>
      <div className="reading">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard */}
        <section className="middle memory-middle magnified" aria-label="Contexts and units" tabIndex={0}>
          {part === "map" && <Nearest />}
          {part === "ledger" && <Horizon />}
          {part === "match" && <MatchList />}
          <Holds />
          <Strongest />
        </section>
        <div className="side">
          <UnitsList />
          <ScoreUnits />
          <Passport />
          <NamedUnits />
          <AskMap />
          <CorpusChoice />
        </div>
      </div>
    </DeskContext>
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

/** What the view states, in the panel's own script. */
export function Statement() {
  return <StateStatement />;
}
