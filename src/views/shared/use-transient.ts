import { useEffect, useLayoutEffect, useRef } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { AppState, Hover } from "../../store/state.ts";
import { useAppHandle } from "./use-app.ts";

/** Asks for a call before the next paint, as `requestAnimationFrame` does. */
export type RequestFrame = (run: () => void) => unknown;

/** Gathers what wants to draw, so that each drawing runs at most once a frame. */
export interface DrawQueue {
  /** Draws before the next paint; asking twice in a frame draws once. */
  readonly request: (draw: () => void) => void;
  /** Forgets a drawing that was asked for. */
  readonly cancel: (draw: () => void) => void;
}

/** @param requestFrame where frames come from; a test passes its own. */
export function createDrawQueue(requestFrame: RequestFrame): DrawQueue {
  let waiting = new Set<() => void>();
  let running = new Set<() => void>();
  const flush = () => {
    [waiting, running] = [running, waiting];
    for (const draw of running) draw();
    running.clear();
  };
  return {
    request: (draw) => {
      if (waiting.size === 0) requestFrame(flush);
      waiting.add(draw);
    },
    cancel: (draw) => {
      waiting.delete(draw);
      running.delete(draw);
    },
  };
}

/** The queue of the page: one animation frame for all drawings. */
export const drawQueue = createDrawQueue((run) => requestAnimationFrame(run));

/**
 * Draws when a selected part of the state changes (by `Object.is`; of an array, element by element), at most once a frame and
 * without rendering: what changes at every step is not React state. Also draws after every render, so that new props are seen.
 */
export function useTransient<T>(select: (state: AppState) => T, draw: (value: T) => void): void {
  useTransientOf(useAppHandle().store, select, draw);
}

/** The same for what the pointer is over. */
export function useTransientHover<T>(select: (hover: Hover) => T, draw: (value: T) => void): void {
  useTransientOf(useAppHandle().hover, select, draw);
}

/** The same for any vanilla store. */
export function useTransientOf<State, T>(store: StoreApi<State>, select: (state: State) => T, draw: (value: T) => void): void {
  const latest = useRef({ select, draw });
  useLayoutEffect(() => {
    latest.current = { select, draw };
    draw(select(store.getState()));
  });
  useEffect(() => {
    const redraw = () => latest.current.draw(latest.current.select(store.getState()));
    const stop = store.subscribe((state, before) => {
      const { select: pick } = latest.current;
      if (!isSame(pick(state), pick(before))) drawQueue.request(redraw);
    });
    return () => {
      stop();
      drawQueue.cancel(redraw);
    };
  }, [store]);
}

/** Whether two selections are one: by `Object.is`, an array element by element, however it was made. */
export function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}
