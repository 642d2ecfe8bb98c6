import { useMemo, useRef } from "react";
import { AfterDrawing } from "../shared/after-drawing.tsx";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useHeight } from "../shared/use-height.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { columnLayout, hasMean, storySignals } from "./layout.ts";
import { SignalStack } from "./signal-stack.tsx";
import { passOn, type Speaker } from "./speaker.ts";
import { StackVoice } from "./stack-voice.tsx";
import { type Stack, useStack } from "./use-stack.ts";
import "./gates-column.css";

const RowsMenu = lazily(() => import("./rows-menu.tsx").then((module) => module.RowsMenu));
const UnitStory = lazily(() => import("./unit-story.tsx").then((module) => module.UnitStory));

import { lazily } from "../shared/lazily.tsx";

/** What stands under the words, from one unit to all: the pinned unit's story, then a heatmap of every signal. Nothing before a model. */
export function GatesColumn() {
  const stack = useStack();
  return stack === null ? null : <Column stack={stack} />;
}

function Column({ stack }: { readonly stack: Stack }) {
  const box = useRef<HTMLDivElement>(null);
  const height = useHeight(box);
  const { isNarrow, scale } = useAxisGeometry();
  const asked = useApp((state) => state.rows);
  const isProjector = useApp((state) => state.isProjector);
  const { signals, units } = stack;
  const tracks = useMemo(() => storySignals(signals), [signals]);
  const hasNote = !isProjector && !isNarrow;
  const layout = useMemo(
    () =>
      columnLayout(
        { height, heatmaps: signals.length, strips: signals.filter(hasMean).length, units, rows: asked, isNarrow, scale },
        tracks.length,
        hasNote,
      ),
    [height, signals, units, asked, isNarrow, scale, tracks, hasNote],
  );
  const voice = useRef<Speaker>(null);
  const speaker = useMemo(() => passOn(voice), []);
  return (
    <div ref={box} className="gates-column">
      {(height > 0 || isNarrow) && (
        <>
          <AfterDrawing place={<div className="unit-story" style={{ height: layout.story.height }} />}>
            <UnitStory stack={stack} layout={layout.story} />
          </AfterDrawing>
          <SignalStack
            stack={stack}
            height={layout.stackHeight}
            speaker={speaker}
            note={(rows) => hasNote && <RowsNote stack={stack} speaker={speaker} rows={rows} />}
          />
        </>
      )}
      <StackVoice ref={voice} />
    </div>
  );
}

interface NoteProps {
  readonly stack: Stack;
  readonly speaker: Speaker;
  readonly rows: number;
}

/** Which units the heatmaps draw, under the last of them, in the gutter: the frame runs on beside it to the slider. */
function RowsNote(props: NoteProps) {
  const block = useTimedBlock<HTMLDivElement>();
  return (
    <div ref={block} className="rows-note">
      <AfterDrawing>
        <RowsMenu {...props} />
      </AfterDrawing>
    </div>
  );
}
