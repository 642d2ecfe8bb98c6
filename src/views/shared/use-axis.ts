import {
  createContext,
  createElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Token } from "../../engine/tokenizer.ts";
import { type AxisGeometry, axisGeometry, clampScroll, scrollShowing } from "./axis-geometry.ts";
import { isTyping } from "./calm-typing.ts";
import { forgetWidths, wordWidth } from "./measure-text.ts";
import { createTimedBlocks, type TimedBlocks } from "./timed-blocks.ts";
import { useApp, useAppHandle } from "./use-app.ts";
import { usePageLayout } from "./use-page-layout.ts";
import { levelColumn } from "./word-fit.ts";
import { visibleWord } from "./word-label.ts";

/** The axis and its sideways scroll in px. The scroll is transient: subscribe to it, it never re-renders by itself. */
export interface Axis extends AxisGeometry {
  readonly scroll: StoreApi<number>;
}

/** Elements that the one cursor runs between, and ways to move the axis. Stable for the life of the page. */
export interface AxisHandles {
  readonly scroll: StoreApi<number>;
  /** The axis as it stands now, for event handlers. */
  readonly current: () => AxisGeometry;
  /** Ref of the sentence: the time-aligned block's first row, where the cursor begins. */
  readonly blockRef: (element: HTMLElement | null) => void;
  readonly block: () => HTMLElement | null;
  /** Ref of the slider's thumb, where the cursor ends. */
  readonly thumbRef: (element: HTMLElement | null) => void;
  readonly thumb: () => HTMLElement | null;
  /** How far the line of text above narrow columns is scrolled, px; transient as `scroll` is. */
  readonly lineScroll: StoreApi<number>;
  /** What the cursor's frame is drawn over. */
  readonly timed: TimedBlocks;
  /** Moves by px within bounds; false where it stood still. */
  readonly scrollBy: (px: number) => boolean;
  /** Brings a word (T + 1: the caret column) into view. */
  readonly show: (step: number) => void;
}

const GeometryContext = createContext<Axis | null>(null);
const HandlesContext = createContext<AxisHandles | null>(null);

/** The shared time axis; re-renders when a column, a mode or a width changes, not while a word grows. @throws Error outside `AxisProvider`. */
export function useAxisGeometry(): Axis {
  const axis = useContext(GeometryContext);
  if (axis === null) throw new Error("AxisProvider is missing");
  return axis;
}

/** The stable side of the axis. @throws Error outside `AxisProvider`. */
export function useAxisHandles(): AxisHandles {
  const handles = useContext(HandlesContext);
  if (handles === null) throw new Error("AxisProvider is missing");
  return handles;
}

/** Gives the axis to the page: around workbench and transport. Its width is the page layout's, so the first paint is right. */
export function AxisProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { store } = useAppHandle();
  const { block, columns, scale } = usePageLayout();
  const steps = useApp((state) => state.tokens.length);
  const narrowestLevel = useLevelColumn(scale);
  const fresh = axisGeometry({ blockWidth: block, scale, isNarrow: columns === 1, steps, levelColumn: narrowestLevel });
  const kept = useRef(fresh);
  if (Object.entries(fresh).some(([key, value]) => kept.current[key as keyof AxisGeometry] !== value)) kept.current = fresh;
  const geometry = kept.current;
  const [handles] = useState(() => createHandles(() => kept.current));
  const axis = useMemo(() => ({ ...geometry, scroll: handles.scroll }), [geometry, handles]);

  const { col, viewWidth } = geometry;
  // biome-ignore lint/correctness/useExhaustiveDependencies: widths alone bring the pin back into view; a longer sentence must not take the caret out of it
  useLayoutEffect(() => handles.show(store.getState().step), [col, viewWidth, handles, store]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a shorter sentence may end before what is scrolled to
  useLayoutEffect(() => void handles.scrollBy(0), [geometry, handles]);
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.step !== before.step && state.step > 0) handles.show(state.step);
      }),
    [handles, store],
  );
  return createElement(HandlesContext, { value: handles }, createElement(GeometryContext, { value: axis }, children));
}

function createHandles(current: () => AxisGeometry): AxisHandles {
  const scroll = createStore<number>(() => 0);
  let block: HTMLElement | null = null;
  let thumb: HTMLElement | null = null;
  const moveTo = (px: number) => {
    const before = scroll.getState();
    const next = clampScroll(current(), px);
    if (next !== before) scroll.setState(next, true);
    return next !== before;
  };
  return {
    scroll,
    current,
    blockRef: (element) => {
      block = element;
    },
    block: () => block,
    thumbRef: (element) => {
      thumb = element;
    },
    thumb: () => thumb,
    timed: createTimedBlocks(),
    lineScroll: createStore<number>(() => 0),
    scrollBy: (px) => moveTo(scroll.getState() + px),
    show: (step) => {
      moveTo(scrollShowing(current(), scroll.getState(), step));
    },
  };
}

/** 0 until the page's fonts have come, then 1: widths are measured again. */
export function useFontsVersion(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    void document.fonts.ready.then(() => {
      forgetWidths();
      setVersion(1);
    });
  }, []);
  return version;
}

/**
 * The narrowest column in which the words stand level. The word that is being typed at the end does not count yet, and while letters
 * change within a word it stays what it was, so that nothing turns under the caret.
 */
function useLevelColumn(scale: number): number {
  const text = useApp((state) => state.text);
  const tokens = useApp((state) => state.tokens);
  const isLastTyped = useApp((state) => state.lastIsProvisional);
  const decided = useApp((state) => state.unitOrder);
  const fonts = useFontsVersion();
  const kept = useRef({ column: 0, words: 0 });
  return useMemo(
    () => measure(kept.current, { text, tokens: isLastTyped ? tokens.slice(0, -1) : tokens, scale, since: [fonts, decided] }),
    [text, tokens, isLastTyped, scale, fonts, decided],
  );
}

interface Measured {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly scale: number;
  /** What asks for a new measure besides: fonts that came, a decision of the reader. */
  readonly since: readonly unknown[];
}

function measure(kept: { column: number; words: number }, { text, tokens, scale }: Measured): number {
  if (!(isTyping() && kept.words === tokens.length)) {
    kept.column = levelColumn(
      tokens.map(({ start, end }) => wordWidth(visibleWord(text.slice(start, end)), scale)),
      scale,
    );
    kept.words = tokens.length;
  }
  return kept.column;
}

/** Sideways wheel and trackpad on a time-aligned element scroll the axis; give the result as its ref. A plain wheel passes. */
export function useSidewaysScroll<E extends HTMLElement>(): (element: E | null) => (() => void) | undefined {
  const { scrollBy } = useAxisHandles();
  return useCallback(
    (element: E | null) => {
      if (element === null) return undefined;
      const onWheel = (event: WheelEvent) => {
        const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
        if (Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(event.deltaY)) && scrollBy(sideways)) event.preventDefault();
      };
      element.addEventListener("wheel", onWheel, { passive: false });
      return () => element.removeEventListener("wheel", onWheel);
    },
    [scrollBy],
  );
}
