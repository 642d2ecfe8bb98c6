import { type KeyboardEvent, useEffect, useRef } from "react";
import { thumbWidth, ticksEvery, tickWidth } from "./axis-geometry.ts";
import "./word-slider.css";
import { useApp, useAppHandle } from "./use-app.ts";
import { useAxisGeometry, useAxisHandles, useSidewaysScroll } from "./use-axis.ts";
import { type CursorPlace, usePinnedColumn } from "./use-cursor.ts";

/**
 * The axis again, as a slider under it: the same x for every word. A native range input lies over the drawing; its own thumb is a
 * column wide, so that a pointer picks the word whose column it is in. Stands where the columns stand: `gutter` px from the block's
 * left edge.
 */
export function WordSlider() {
  const { store } = useAppHandle();
  const axis = useAxisGeometry();
  const { thumbRef } = useAxisHandles();
  const step = useApp((state) => state.step);
  const word = useApp((state) => {
    const token = state.tokens[state.step - 1];
    return token === undefined ? "" : state.text.slice(token.start, token.end);
  });
  const input = useRef<HTMLInputElement>(null);
  const thumb = useRef<HTMLSpanElement>(null);
  const played = useRef<HTMLSpanElement>(null);
  const sideways = useSidewaysScroll<HTMLDivElement>();
  useCommit(input, () => store.getState().pin({ step: store.getState().step }));
  useScrolledTrack(input);
  usePinnedColumn((place, isSliding) => {
    if (thumb.current !== null) moveThumb(thumb.current, axis.x0, place);
    for (const moved of [thumb.current, played.current]) if (moved !== null) moved.dataset["sliding"] = String(isSliding);
  });
  const width = thumbWidth(axis, step);
  return (
    <div
      ref={sideways}
      className="word-slider"
      style={{
        "--col": `${axis.col}px`,
        "--tick": `${tickWidth(axis)}px`,
        "--tick-every": ticksEvery(axis),
        "--track": `${axis.steps * axis.col}px`,
        width: axis.viewWidth,
      }}
    >
      <div className="word-slider-view">
        <span className="word-slider-track" data-empty={axis.steps === 0 || undefined} aria-hidden="true" />
        <span
          ref={played}
          className="word-slider-track word-slider-played"
          style={{ width: Math.max(0, step - 0.5) * axis.col }}
          aria-hidden="true"
        />
        <input
          ref={input}
          className="word-slider-input"
          type="range"
          aria-label="Word"
          aria-valuetext={axis.steps === 0 ? "no words" : `${word}, ${step} of ${axis.steps}`}
          min={Math.min(1, axis.steps)}
          max={axis.steps}
          step={1}
          value={step}
          disabled={axis.steps === 0}
          onChange={(event) => store.getState().pin({ step: event.target.valueAsNumber, isCommit: false })}
          onKeyDown={keepOwnKeys}
        />
      </div>
      <span
        ref={(element) => {
          thumb.current = element;
          thumbRef(element);
        }}
        className="word-slider-thumb"
        style={{ width, marginLeft: -width / 2 }}
        aria-hidden="true"
        hidden
      >
        {step}
      </span>
    </div>
  );
}

/** Keys that a native slider answers to stay with it: elsewhere arrows walk the stages. */
function keepOwnKeys(event: KeyboardEvent) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (isPlain && /^(Arrow|Home$|End$|Page)/.test(event.key)) event.stopPropagation();
}

/** A native `change` tells the end of a drag and every key: the pin is final then. */
function useCommit(input: { readonly current: HTMLInputElement | null }, commit: () => void) {
  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });
  useEffect(() => {
    const element = input.current;
    const changed = () => latest.current();
    element?.addEventListener("change", changed);
    return () => element?.removeEventListener("change", changed);
  }, [input]);
}

/** Moves the track with the axis. */
function useScrolledTrack(input: { readonly current: HTMLInputElement | null }) {
  const { scroll } = useAxisHandles();
  useEffect(() => {
    const follow = () => input.current?.parentElement?.style.setProperty("--scroll", `${-scroll.getState()}px`);
    follow();
    return scroll.subscribe(follow);
  }, [scroll, input]);
}

function moveThumb(thumb: HTMLElement, x0: number, place: CursorPlace | null) {
  thumb.hidden = place === null;
  if (place !== null) thumb.style.transform = `translateX(${place.left - x0 + place.width / 2}px)`;
}
