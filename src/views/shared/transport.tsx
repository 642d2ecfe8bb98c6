import type { MouseEvent } from "react";
import { togglePlay } from "./playback.ts";
import { SpeedMenu } from "./speed-menu.tsx";
import { StageBar } from "./stage-bar.tsx";
import {
  ArrowRightIcon,
  FirstIcon,
  LastIcon,
  NextIcon,
  PauseIcon,
  PlayIcon,
  PreviousIcon,
  ShiftIcon,
} from "./transport-icons.tsx";
import { useApp, useAppHandle } from "./use-app.ts";
import { useCurrentView } from "./use-current-view.ts";
import { WordSlider } from "./word-slider.tsx";

/** Walks the sentence: buttons under the gutter, the axis again as a slider, the stages under the equations. */
export function Transport() {
  const isByWord = useCurrentView()?.isByWord === true;
  return (
    <footer className="transport">
      <div className="transport-line">
        <TransportButtons />
        <WordSlider />
      </div>
      <div className="transport-stages">{!isByWord && <StageBar />}</div>
      <div className="transport-options">
        <SpeedMenu />
        <KeyHints isByWord={isByWord} />
      </div>
    </footer>
  );
}

function TransportButtons() {
  const isPlaying = useApp((state) => state.isPlaying);
  const hasPlayed = useApp((state) => state.hasPlayed);
  const { store } = useAppHandle();
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
        onClick={() => togglePlay(store.getState())}
      >
        {isPlaying ? <PauseIcon /> : <PlayIcon />}
        {!hasPlayed && <span className="play-word">Play</span>}
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

/** The two keys worth knowing; every other stands in the keyboard list. */
function KeyHints({ isByWord }: { readonly isByWord: boolean }) {
  return (
    <div className="key-hints" aria-hidden="true">
      {!isByWord && (
        <span>
          <kbd>
            <ArrowRightIcon />
          </kbd>
          stage
        </span>
      )}
      <span>
        {!isByWord && (
          <kbd>
            <ShiftIcon />
          </kbd>
        )}
        <kbd>
          <ArrowRightIcon />
        </kbd>
        word
      </span>
    </div>
  );
}
