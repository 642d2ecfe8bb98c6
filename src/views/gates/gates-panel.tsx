import { AfterDrawing } from "../shared/after-drawing.tsx";
import { lazily } from "../shared/lazily.tsx";
import { useApp } from "../shared/use-app.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import { GatesColumn } from "./gates-column.tsx";

const Reading = lazily(() => import("./reading.tsx").then((module) => module.Reading));
const StageCard = lazily(() => import("./stage-card.tsx").then((module) => module.StageCard));

/** Heatmaps of every signal over the sentence, the cell and its equations at one word, what comes next. */
export function GatesPanel() {
  return usePageLayout().columns === 1 ? <NarrowPanel /> : <WidePanel />;
}

function WidePanel() {
  return (
    <>
      <div className="stack">
        <GatesColumn />
      </div>
      <div className="reading">
        <AfterDrawing>
          <Reading />
        </AfterDrawing>
      </div>
    </>
  );
}

/** One column: the active stage first, what there is to read below it. */
function NarrowPanel() {
  const hasWords = useApp((state) => state.tokens.length > 0);
  return (
    <>
      <div className="stack">
        <GatesColumn />
      </div>
      <div className="full-bleed">
        {hasWords && (
          <AfterDrawing>
            <StageCard />
          </AfterDrawing>
        )}
      </div>
      <div className="reading">
        <AfterDrawing>
          <Reading />
        </AfterDrawing>
      </div>
    </>
  );
}
