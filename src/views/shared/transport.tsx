import type { MouseEvent } from "react";
import { FirstIcon, LastIcon, NextIcon, PauseIcon, PlayIcon, PreviousIcon } from "./icons.tsx";
import { useApp } from "./use-app.ts";

/** Walks the sentence: buttons under the gutter, the axis again as a slider, the stages under the equations. */
export function Transport() {
  return (
    <footer className="transport">
      <TransportButtons />
    </footer>
  );
}

function TransportButtons() {
  const isPlaying = useApp((state) => state.isPlaying);
  const setPlaying = useApp((state) => state.setPlaying);
  const moveStage = useApp((state) => state.moveStage);
  const moveStep = useApp((state) => state.moveStep);
  const firstStep = useApp((state) => state.firstStep);
  const lastStep = useApp((state) => state.lastStep);
  const isEmpty = useApp((state) => state.tokens.length === 0);
  const move = (event: MouseEvent, direction: 1 | -1) => (event.shiftKey ? moveStep(direction) : moveStage(direction));
  return (
    <div className="transport-buttons">
      <button type="button" className="transport-button" aria-label="First" disabled={isEmpty} onClick={firstStep}>
        <FirstIcon />
      </button>
      <button
        type="button"
        className="transport-button"
        aria-label="Previous"
        disabled={isEmpty}
        onClick={(event) => move(event, -1)}
      >
        <PreviousIcon />
      </button>
      <button
        type="button"
        className="play-button"
        aria-label={isPlaying ? "Pause" : "Play"}
        disabled={isEmpty}
        onClick={() => setPlaying(!isPlaying)}
      >
        {isPlaying ? <PauseIcon /> : <PlayIcon />}
      </button>
      <button type="button" className="transport-button" aria-label="Next" disabled={isEmpty} onClick={(event) => move(event, 1)}>
        <NextIcon />
      </button>
      <button type="button" className="transport-button" aria-label="Last" disabled={isEmpty} onClick={lastStep}>
        <LastIcon />
      </button>
    </div>
  );
}
