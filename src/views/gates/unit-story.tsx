import { Suspense, useMemo, useRef } from "react";
import type { SignalSpec } from "../../engine/cell.ts";
import { coveredSignal } from "../shared/covered-number.ts";
import { lazily } from "../shared/lazily.tsx";
import { rampColour, rampIndex, rampOf } from "../shared/ramps.ts";
import { shortLabel } from "../shared/short-label.ts";
import { SignalSymbol } from "../shared/signal-symbol.tsx";
import { useApp } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { usePinnedRead } from "../shared/use-readable.ts";
import { useStepPointer } from "../shared/use-step-pointer.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { useTransient, useTransientHover, useTransientOf } from "../shared/use-transient.ts";
import { type StoryLayout, storySignals } from "./layout.ts";
import { type StoryTrack, useStoryDrawing } from "./story-drawing.ts";
import { StorySpan } from "./story-span.tsx";
import { LEAST_MEMORY_WITH_TRACKS, TRACK_PITCH } from "./track-sizes.ts";
import type { Stack } from "./use-stack.ts";
import { WhoWroteIt } from "./who-wrote-it.tsx";
import "./unit-story.css";

const FeatureTracks = lazily(() => import("./feature-tracks.tsx").then((module) => module.FeatureTracks));

interface Props {
  readonly stack: Stack;
  readonly layout: StoryLayout;
}

/**
 * What the pinned unit holds over the words, on its own scale, and below it how much its gates keep and admit: each track a step area
 * under the same axis as the heatmaps.
 */
export function UnitStory({ stack, layout }: Props) {
  const unit = useApp((state) => state.unit);
  const compared = useComparedUnits(stack);
  const tracks = useMemo(() => storySignals(stack.signals), [stack.signals]);
  const { isNarrow } = useAxisGeometry();
  const covered = useApp(coveredSignal);
  const ids = useApp((state) => state.tracks) ?? none;
  const { scale } = useAxisGeometry();
  // What features take, the memory gives; on a phone the page grows.
  const rows = ids.length * (isNarrow ? NARROW_PITCH : TRACK_PITCH) * scale;
  const memory = isNarrow ? layout.memory : Math.max(LEAST_MEMORY_WITH_TRACKS * scale, layout.memory - rows);
  const own = { ...layout, memory, height: layout.height - layout.memory + memory + rows };
  return (
    <section className="unit-story" aria-label={`Unit ${unit} over the words`} style={{ height: own.height }}>
      {!isNarrow && (
        <div className="story-title">
          <h2>Unit {unit}</h2>
          <Followed />
          <WhoWroteIt cell={stack.cell} />
        </div>
      )}
      {tracks.map((signal, index) => (
        <Track
          key={signal.name}
          signal={signal}
          unit={unit}
          compared={index === 0 ? compared : none}
          layout={own}
          isMemory={index === 0 && signal.role === "state"}
          isCovered={signal.name === covered}
          isLast={index === tracks.length - 1}
        />
      ))}
      {ids.length > 0 && (
        <Suspense>
          <FeatureTracks ids={ids} />
        </Suspense>
      )}
    </section>
  );
}

/** What the unit follows, in the width of the gutter. */
function Followed() {
  const read = usePinnedRead();
  return read === null ? null : <p>{shortLabel(read.feature)}</p>;
}

const none: readonly never[] = [];
/** Of a row of a feature with its name above it. */
const NARROW_PITCH = 32;

/** Units whose memory is drawn beside the pinned one's. */
function useComparedUnits({ cell }: Stack): readonly number[] {
  const unit = useApp((state) => state.unit);
  const compared = useApp((state) => state.comparedUnits);
  return useMemo(() => {
    const hasMemory = cell.signals.some(({ role }) => role === "state");
    return hasMemory ? compared.filter((other) => other !== unit) : none;
  }, [cell, compared, unit]);
}

interface TrackProps extends StoryTrack {
  readonly layout: StoryLayout;
  /** Below it there is no other track. */
  readonly isLast: boolean;
}

function Track({ layout, isLast, ...track }: TrackProps) {
  const { signal, unit, compared, isMemory } = track;
  const axis = useAxisGeometry();
  const box = useRef<HTMLDivElement>(null);
  const block = useTimedBlock<HTMLDivElement>();
  const pointer = useStepPointer(axis);
  const fills = useFills(signal);
  const height = isMemory ? layout.memory : layout.gate;
  const { draw, drawHovered } = useStoryDrawing(box, track, axis, height);
  useTransient((state) => [state.version, state.steps, state.layer, state.step], draw);
  useTransientOf(axis.scroll, (px) => px, draw);
  useTransientHover((state) => state.step, drawHovered);
  return (
    <div
      ref={box}
      className="story-track"
      data-hue={signal.hue}
      data-memory={isMemory || undefined}
      style={{ height, marginTop: layout.nameHeight, marginBottom: isLast ? 0 : layout.gap, ...fills }}
    >
      <p className="story-name">
        <span className="signal-symbol">
          <SignalSymbol tex={signal.symbol} />
        </span>
        <span>{axis.isNarrow && isMemory ? `Unit ${unit}` : signal.label}</span>
      </p>
      <div ref={block} className="story-plot" style={{ left: axis.x0, width: axis.viewWidth }} {...pointer}>
        <svg width={axis.viewWidth} height={height} aria-hidden="true">
          <path className="story-above" />
          <path className="story-below" />
          <path className="story-end" />
          <path className="story-zero" />
          {compared.map((other) => (
            <path key={other} className="story-compared" />
          ))}
          <path className="story-line" />
          <circle className="story-hovered" r={3.5 * axis.scale} />
          <circle className="story-pinned" r={(isMemory ? 4.5 : 3.5) * axis.scale} />
        </svg>
      </div>
      {isMemory && <StorySpan signal={signal} height={height} />}
      <div className="story-labels" aria-hidden="true">
        <span className="story-tick" data-label="" />
        <span className="story-tick" data-label="" />
        <span className="story-tick" data-label="" />
        <span className="story-label story-value" />
        {compared.map((other) => (
          <span key={other} className="story-label">
            {other}
          </span>
        ))}
      </div>
    </div>
  );
}

/** A flat middle tone of the signal's own ramp, above zero and below it. */
function useFills(signal: SignalSpec) {
  const { shown: theme } = useTheme();
  return useMemo(() => {
    const ramp = rampOf(signal, theme);
    const colour = (value: number) => rampColour(ramp, rampIndex(ramp.kind, { low: -1, high: 1 }, value));
    const gate = rampColour(ramp, rampIndex(ramp.kind, { low: 0, high: 1 }, 0.42));
    return signal.role === "gate" ? { "--above": gate, "--below": gate } : { "--above": colour(0.4), "--below": colour(-0.4) };
  }, [signal, theme]);
}
