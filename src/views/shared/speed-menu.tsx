import { ChevronIcon } from "./icons.tsx";
import { Popover } from "./popover.tsx";
import { useApp } from "./use-app.ts";

const speeds = [0.5, 1, 2, 4];

/** How fast it plays, whether it stops at every stage, whether it starts over. */
export function SpeedMenu() {
  const speed = useApp((state) => state.speed);
  const stopsAtStages = useApp((state) => state.stopsAtStages);
  const isLooping = useApp((state) => state.isLooping);
  const setPlayback = useApp((state) => state.setPlayback);
  const place = Math.max(0, speeds.indexOf(speed));
  return (
    <Popover
      label={`Speed, ${speed}×`}
      buttonClass="speed-button"
      align="start"
      button={
        <>
          {speed}× <ChevronIcon />
        </>
      }
    >
      <p className="popover-title">Play</p>
      <label className="speed-choice">
        <span>Speed</span>
        <output>{speed}×</output>
        <input
          type="range"
          className="slider"
          min={0}
          max={speeds.length - 1}
          step={1}
          value={place}
          aria-valuetext={`${speed} times`}
          style={{ "--share": place / (speeds.length - 1) }}
          onChange={(event) => setPlayback({ speed: speeds[event.target.valueAsNumber] ?? 1 })}
          onDoubleClick={() => setPlayback({ speed: 1 })}
        />
      </label>
      <label className="popover-row">
        Stop at stages
        <input
          type="checkbox"
          checked={stopsAtStages}
          onChange={(event) => setPlayback({ stopsAtStages: event.target.checked })}
        />
      </label>
      <label className="popover-row">
        Loop
        <input type="checkbox" checked={isLooping} onChange={(event) => setPlayback({ isLooping: event.target.checked })} />
      </label>
    </Popover>
  );
}
