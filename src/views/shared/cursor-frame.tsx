import { useLayoutEffect, useRef } from "react";
import "./cursor-frame.css";
import { type AxisHandles, useAxisGeometry, useAxisHandles } from "./use-axis.ts";
import { type CursorPlace, useHoveredColumn, usePinnedColumn } from "./use-cursor.ts";

/**
 * The one cursor: a frame of ink from the word's pill through everything that has a time to the slider's thumb, and its dashed
 * preview under the pointer. Stands once in the element that holds workbench and transport. It ends earlier at the bottom of an
 * element with `data-frame-end` (in the one-column layout also `data-frame-end="narrow"`), below which lies something without a time.
 */
export function CursorFrame() {
  const axis = useAxisGeometry();
  const handles = useAxisHandles();
  const layer = useRef<HTMLDivElement>(null);
  const pinned = useRef<HTMLDivElement>(null);
  const cap = useRef<HTMLSpanElement>(null);
  const hovered = useRef<HTMLDivElement>(null);
  usePinnedColumn((place, isSliding) => {
    if (pinned.current !== null) moveTo(pinned.current, place, isSliding);
    if (cap.current !== null && place !== null) cap.current.textContent = String(place.step);
  });
  useHoveredColumn((place) => hovered.current !== null && moveTo(hovered.current, place, false));
  useHeights(layer, handles, axis.isNarrow);
  return (
    <div
      ref={layer}
      className="cursor-layer"
      data-writing={axis.mode === "level" ? "level" : "turned"}
      data-narrow={axis.isNarrow || undefined}
      aria-hidden="true"
    >
      <div ref={pinned} className="cursor-frame" hidden>
        <span ref={cap} className="cursor-cap" />
      </div>
      <div ref={hovered} className="cursor-frame cursor-preview" hidden />
    </div>
  );
}

function moveTo(frame: HTMLElement, place: CursorPlace | null, isSliding: boolean) {
  frame.hidden = place === null;
  if (place === null) return;
  frame.dataset["sliding"] = String(isSliding);
  frame.style.width = `${place.width}px`;
  frame.style.transform = `translateX(${place.left}px)`;
}

/**
 * Stretches the layer over the block: from the sentence to where the cursor ends, whenever one of them changes its size. Measured after
 * the page was laid out anyway, never within an event.
 */
function useHeights(layer: { readonly current: HTMLElement | null }, handles: AxisHandles, isNarrow: boolean) {
  useLayoutEffect(() => {
    const element = layer.current;
    const block = handles.block();
    const workbench = block?.parentElement;
    const host = element?.offsetParent ?? element?.parentElement;
    if (!element || !host || !workbench || block === null) return undefined;
    const place = () => {
      const ground = host.getBoundingClientRect();
      const from = block.getBoundingClientRect();
      const ends = frameEnds(host, handles, isNarrow, from.bottom);
      element.style.left = `${from.left - ground.left - host.clientLeft + host.scrollLeft}px`;
      element.style.top = `${from.top - ground.top - host.clientTop + host.scrollTop}px`;
      element.style.height = `${Math.max(0, Math.round(ends.frame - from.top))}px`;
      element.style.setProperty("--axis-height", `${from.height}px`);
      element.style.setProperty("--preview", `${Math.max(0, Math.round(ends.preview - from.bottom))}px`);
    };
    const sizes = new ResizeObserver(place);
    const watch = () => {
      sizes.disconnect();
      for (const watched of [host, block, handles.thumb(), ...host.querySelectorAll(".stack, [data-frame-end]")]) {
        if (watched) sizes.observe(watched);
      }
    };
    // A view comes and goes with its stack.
    const views = new MutationObserver(watch);
    views.observe(workbench, { childList: true });
    const marks = new MutationObserver(place);
    marks.observe(workbench, { subtree: true, attributes: true, attributeFilter: ["data-frame-end"] });
    watch();
    window.addEventListener("scroll", place, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      views.disconnect();
      marks.disconnect();
      window.removeEventListener("scroll", place, { capture: true });
    };
  }, [layer, handles, isNarrow]);
}

/** Where the frame ends, in window px: at a mark, else inside the thumb, else at the stack's end, where its preview ends always. */
function frameEnds(host: Element, handles: AxisHandles, isNarrow: boolean, top: number) {
  const stack = host.querySelector(".stack")?.getBoundingClientRect().bottom ?? top;
  const marks = [...host.querySelectorAll<HTMLElement>("[data-frame-end]")];
  const mark = marks.findLast(({ dataset }) => isNarrow || dataset["frameEnd"] !== "narrow")?.getBoundingClientRect().bottom;
  const thumb = isNarrow ? undefined : handles.thumb()?.getBoundingClientRect();
  const inThumb = thumb && thumb.height > 0 ? thumb.top + thumb.height / 2 : stack;
  return { frame: mark ?? inThumb, preview: mark ?? stack };
}
