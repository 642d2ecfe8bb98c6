import { useLayoutEffect, useRef, useState } from "react";
import "./cursor-frame.css";
import type { AxisGeometry } from "./axis-geometry.ts";
import { framePieces, type Span } from "./frame-pieces.ts";
import { createSizeObserver } from "./size-observer.ts";
import { type AxisHandles, useAxisGeometry, useAxisHandles } from "./use-axis.ts";
import { type CursorPlace, useHoveredColumn, usePinnedColumn } from "./use-cursor.ts";

/**
 * The one cursor: a frame of ink over every block that shares the words' x (`useTimedBlock`), from the word to the slider's thumb
 * where nothing else lies between, and its dashed preview under the pointer. Stands once in the element that holds workbench and
 * transport.
 */
export function CursorFrame() {
  const axis = useAxisGeometry();
  const handles = useAxisHandles();
  const layer = useRef<HTMLDivElement>(null);
  const pinned = useRef<HTMLDivElement>(null);
  const cap = useRef<HTMLSpanElement>(null);
  const hovered = useRef<HTMLDivElement>(null);
  const redraw = usePieces(layer, handles, axis);
  usePinnedColumn((place, isSliding) => {
    if (pinned.current !== null) moveTo(pinned.current, place, isSliding);
    redraw();
    if (cap.current !== null && place !== null) cap.current.textContent = String(place.step);
  });
  useHoveredColumn((place) => {
    if (hovered.current !== null) moveTo(hovered.current, place, false);
    redraw();
  });
  return (
    <div
      ref={layer}
      className="cursor-layer"
      data-writing={axis.mode}
      data-narrow={axis.isNarrow || undefined}
      aria-hidden="true"
    >
      <div ref={pinned} className="cursor-frame" hidden>
        <div className="cursor-pieces" />
        <span ref={cap} className="cursor-cap" />
      </div>
      <div ref={hovered} className="cursor-frame cursor-preview" hidden>
        <div className="cursor-pieces" />
      </div>
    </div>
  );
}

function moveTo(frame: HTMLElement, place: CursorPlace | null, isSliding: boolean) {
  frame.hidden = place === null;
  if (place === null) return;
  frame.dataset["sliding"] = String(isSliding);
  frame.dataset["left"] = String(place.left);
  frame.style.width = `${place.width}px`;
  frame.style.transform = `translateX(${place.left}px)`;
}

/** Paper that the frame crosses: between charts; in one column names stand there. px before the projector's scale. */
const BRIDGE = 32;
const BRIDGE_NARROW = 12;
/** Where the frame begins, from the axis' top: in the middle of the pill; else from its bottom: at the top of the cap. */
const PILL_CENTRE = 26;
const CAP = 16;

/**
 * Lays the pieces over the blocks whenever one of them comes, goes or changes its size, when something scrolls, and when asked to, with
 * the next picture. Measured after the page was laid out anyway, never within an event of typing or pinning.
 */
function usePieces(layer: { readonly current: HTMLElement | null }, handles: AxisHandles, axis: AxisGeometry): () => void {
  const latest = useRef<() => void>(() => undefined);
  const [redraw] = useState(() => oncePerPicture(() => latest.current()));
  useLayoutEffect(() => {
    const element = layer.current;
    const block = handles.block();
    const host = element?.offsetParent ?? element?.parentElement;
    if (!element || !host || block === null) return undefined;
    const place = () => placePieces(element, host, block, { handles, axis });
    latest.current = place;
    const sizes = createSizeObserver(place);
    const labels = new MutationObserver(redraw);
    const watch = () => {
      sizes.disconnect();
      labels.disconnect();
      const blocks = [...handles.timed.elements()];
      for (const watched of [host, block, handles.thumb(), ...blocks, ...blocks.flatMap(around)])
        if (watched) sizes.observe(watched);
      for (const marked of blocks)
        labels.observe(marked, { subtree: true, childList: true, attributeFilter: ["x", "y", "transform"] });
    };
    watch();
    const stop = handles.timed.listen(watch);
    window.addEventListener("scroll", place, { capture: true, passive: true });
    return () => {
      stop();
      sizes.disconnect();
      labels.disconnect();
      window.removeEventListener("scroll", place, { capture: true });
    };
  }, [layer, handles, axis, redraw]);
  return redraw;
}

/** Runs a task with the next picture, however often it is asked for before. */
function oncePerPicture(task: () => void): () => void {
  let frame = 0;
  return () => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      task();
    });
  };
}

interface Ground {
  readonly handles: AxisHandles;
  readonly axis: AxisGeometry;
}

function placePieces(layer: HTMLElement, host: Element, block: HTMLElement, { handles, axis }: Ground): void {
  const ground = host.getBoundingClientRect();
  const from = block.getBoundingClientRect();
  layer.style.left = `${from.left - ground.left - host.clientLeft + host.scrollLeft}px`;
  layer.style.top = `${from.top - ground.top - host.clientTop + host.scrollTop}px`;
  layer.style.setProperty("--axis-height", `${from.height}px`);
  const begin = axis.mode === "level" ? from.top + PILL_CENTRE * axis.scale : from.bottom - CAP * axis.scale;
  const elements = [...handles.timed.elements()];
  const parts = {
    blocks: elements.map(spanInSight),
    word: { top: begin, bottom: from.bottom },
    thumb: thumbSpan(handles, axis),
    bridge: (axis.isNarrow ? BRIDGE_NARROW : BRIDGE) * axis.scale,
  };
  const texts = elements.flatMap(labelsOf).map(boxOf);
  for (const frame of layer.querySelectorAll<HTMLElement>(".cursor-frame")) {
    const left = from.left + Number(frame.dataset["left"]);
    const labels = texts.filter((text) => isCrossed(text, left, left + axis.col));
    const box = frame.querySelector<HTMLElement>(".cursor-pieces");
    if (box !== null && !frame.hidden) drawPieces(box, framePieces({ ...parts, labels }), from.top);
  }
}

/** What is written in a block or, as ticks are, over it by its neighbours. */
function labelsOf(block: HTMLElement): Element[] {
  return [...block.querySelectorAll("text"), ...(block.parentElement?.querySelectorAll("[data-label]") ?? [])];
}

/** A label's letters: its own box may be as low as its line. */
function boxOf(label: Element): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(label);
  return range.getBoundingClientRect();
}

/** Whether the frame of the column would cross a text: it reaches into the column, and is not centred there and narrower. */
function isCrossed(text: DOMRect, left: number, right: number): boolean {
  if (text.width === 0 || text.right <= left || text.left >= right) return false;
  const isCentred = Math.abs(text.left + text.right - left - right) <= 2 * CENTRED && text.width <= right - left;
  return !isCentred;
}

/** A text is centred if its centre is off by no more px. */
const CENTRED = 2;

function drawPieces(box: HTMLElement, pieces: readonly Span[], top: number) {
  while (box.children.length > pieces.length) box.lastElementChild?.remove();
  while (box.children.length < pieces.length) box.append(document.createElement("i"));
  pieces.forEach((piece, k) => {
    const { style } = box.children[k] as HTMLElement;
    const [from, to] = [Math.round(piece.top - top), Math.round(piece.bottom - top)];
    if (style.top !== `${from}px`) style.top = `${from}px`;
    if (style.height !== `${to - from}px`) style.height = `${to - from}px`;
  });
}

/** What pushes a block about when it grows: its neighbours in the view and theirs, up to the view's own element. */
function around(block: HTMLElement): Element[] {
  const found: Element[] = [];
  for (let at = block.parentElement; at !== null && !at.matches(".workbench"); at = at.parentElement)
    found.push(at, ...at.children);
  return found;
}

/** A block's extent, as far as what scrolls around it lets it be seen. */
function spanInSight(block: HTMLElement): Span {
  let { top, bottom } = block.getBoundingClientRect();
  for (let at = block.parentElement; at !== null && !at.matches(".workbench"); at = at.parentElement) {
    if (getComputedStyle(at).overflowY === "visible") continue;
    const view = at.getBoundingClientRect();
    top = Math.max(top, view.top);
    bottom = Math.min(bottom, view.bottom);
  }
  return { top, bottom };
}

/** From the slider's top to the middle of its thumb; in one column the slider is out of sight. */
function thumbSpan(handles: AxisHandles, { isNarrow }: AxisGeometry): Span | null {
  const thumb = isNarrow ? undefined : handles.thumb()?.getBoundingClientRect();
  const slider = handles.thumb()?.parentElement?.getBoundingClientRect();
  if (!thumb || !slider || thumb.height === 0) return null;
  return { top: slider.top, bottom: thumb.top + thumb.height / 2 };
}
