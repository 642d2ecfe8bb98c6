import {
  createContext,
  createElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Token } from "../../engine/tokenizer.ts";
import { type AxisGeometry, axisGeometry, clampScroll, scrollShowing } from "./axis-geometry.ts";
import { forgetWidths, wordWidth } from "./measure-text.ts";
import { useApp, useAppHandle } from "./use-app.ts";

/** The axis and its sideways scroll in px. The scroll is transient: subscribe to it, it never re-renders by itself. */
export interface Axis extends AxisGeometry {
  readonly scroll: StoreApi<number>;
}

/** Elements that the one cursor runs between, and ways to move the axis. Stable for the life of the page. */
export interface AxisHandles {
  readonly scroll: StoreApi<number>;
  /** The axis as it stands now, for event handlers. */
  readonly current: () => AxisGeometry;
  /** Ref of the time-aligned block's first row, which is measured. */
  readonly blockRef: (element: HTMLElement | null) => void;
  readonly block: () => HTMLElement | null;
  /** Ref of the slider's thumb, where the cursor ends. */
  readonly thumbRef: (element: HTMLElement | null) => void;
  readonly thumb: () => HTMLElement | null;
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

interface Size {
  readonly blockWidth: number;
  readonly isNarrow: boolean;
  readonly scale: number;
}

const ONE_COLUMN = "(max-width: 899.98px)";

/** Measures the block and gives the axis to the page: around workbench and transport. Before the block is there, the size is foreseen. */
export function AxisProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { store } = useAppHandle();
  const [size, setSize] = useState<Size>(foreseenSize);
  const [hasFonts, setHasFonts] = useState(false);
  const text = useApp((state) => state.text);
  const tokens = useApp((state) => state.tokens);
  const words = useMemo(() => measureWords(text, tokens, size.scale, hasFonts), [text, tokens, size.scale, hasFonts]);
  const fresh = axisGeometry({ ...size, ...words, steps: tokens.length });
  const key = Object.values(fresh).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for every number of the geometry, which is a new object at each render
  const geometry = useMemo(() => fresh, [key]);
  const latest = useRef(geometry);
  latest.current = geometry;
  const [handles] = useState(() => createHandles(() => latest.current, setSize));
  const axis = useMemo(() => ({ ...geometry, scroll: handles.scroll }), [geometry, handles]);

  useEffect(() => {
    void document.fonts.ready.then(() => {
      forgetWidths();
      setHasFonts(true);
    });
  }, []);
  useEffect(() => {
    handles.scroll.setState(scrollShowing(geometry, handles.scroll.getState(), store.getState().step), true);
  }, [geometry, handles, store]);
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.step !== before.step && state.step > 0) handles.show(state.step);
      }),
    [handles, store],
  );
  return createElement(HandlesContext, { value: handles }, createElement(GeometryContext, { value: axis }, children));
}

function createHandles(current: () => AxisGeometry, setSize: (change: (size: Size) => Size) => void): AxisHandles {
  const scroll = createStore<number>(() => 0);
  let block: HTMLElement | null = null;
  let thumb: HTMLElement | null = null;
  const measure = () => {
    if (block === null) return;
    const size = sizeOf(block);
    setSize((before) =>
      before.blockWidth === size.blockWidth && before.isNarrow === size.isNarrow && before.scale === size.scale ? before : size,
    );
  };
  const observer = new ResizeObserver(measure);
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
      observer.disconnect();
      block = element;
      if (element === null) return;
      measure();
      observer.observe(element);
    },
    block: () => block,
    thumbRef: (element) => {
      thumb = element;
    },
    thumb: () => thumb,
    scrollBy: (px) => moveTo(scroll.getState() + px),
    show: (step) => {
      moveTo(scrollShowing(current(), scroll.getState(), step));
    },
  };
}

function sizeOf(block: HTMLElement): Size {
  const scale = Number.parseFloat(getComputedStyle(block).getPropertyValue("--scale"));
  return {
    blockWidth: Math.floor(block.offsetWidth),
    isNarrow: window.matchMedia(ONE_COLUMN).matches,
    scale: Number.isFinite(scale) && scale > 0 ? scale : 1,
  };
}

/** The width that the page's grid will give the block, so that the first render needs no second one. */
function foreseenSize(): Size {
  const width = window.innerWidth;
  if (window.matchMedia(ONE_COLUMN).matches) return { blockWidth: width - 32, isNarrow: true, scale: 1 };
  if (width < 1200) return { blockWidth: width - 472, isNarrow: false, scale: 1 };
  return { blockWidth: width < 1440 ? width - 688 : 730, isNarrow: false, scale: 1 };
}

function measureWords(text: string, tokens: readonly Token[], scale: number, _hasFonts: boolean) {
  let longestWord = 0;
  let widestPair = 0;
  let before = 0;
  for (const token of tokens) {
    const width = wordWidth(text.slice(token.start, token.end), scale);
    longestWord = Math.max(longestWord, width);
    if (before > 0) widestPair = Math.max(widestPair, (before + width) / 2);
    before = width;
  }
  return { longestWord, widestPair };
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
