import { type Ref, useImperativeHandle, useMemo, useRef } from "react";
import type { Hue } from "../../engine/cell.ts";
import { useApp } from "./use-app.ts";
import "./tooltip.css";

/** A rectangle in window pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a tooltip says, at most four lines. */
export interface TooltipText {
  /** Where: a symbol in hue, then `unit 47, “mice” (6)`. */
  readonly symbol?: string;
  readonly where: string;
  /** As printed: `+0.46`. */
  readonly value?: string;
  readonly hue?: Hue;
  /** `kept +0.64, new −0.18` */
  readonly parts?: string;
  /** `click to pin` */
  readonly hint?: string;
}

/** Shows and hides without rendering: hover is not React state. */
export interface TooltipHandle {
  /** @param avoid a further box that is not covered if there is room elsewhere: the readout of the hovered cell. */
  readonly show: (text: TooltipText, anchor: Box, avoid?: Box) => void;
  readonly hide: () => void;
}

/** Gap between cell and tooltip. */
const GAP_PX = 8;

/**
 * Left top corner of a tooltip beside its anchor: right and below its top edge first, then to the other side where the window ends or
 * `avoid` would be covered; never over the anchor. Where nothing fits beside it, below or above.
 */
export function placeTooltip(
  anchor: Box,
  size: Size,
  viewport: Size,
  avoid?: Box,
): { readonly left: number; readonly top: number } {
  const beside = clamp(anchor.top + anchor.height / 2 - size.height / 4, GAP_PX, viewport.height - size.height - GAP_PX);
  const along = clamp(anchor.left, GAP_PX, viewport.width - size.width - GAP_PX);
  const places = [
    { left: anchor.left + anchor.width + GAP_PX, top: beside },
    { left: anchor.left - size.width - GAP_PX, top: beside },
    { left: along, top: anchor.top + anchor.height + GAP_PX },
    { left: along, top: anchor.top - size.height - GAP_PX },
  ];
  const fits = places.filter(
    (place) =>
      place.left >= 0 &&
      place.top >= 0 &&
      place.left + size.width <= viewport.width &&
      place.top + size.height <= viewport.height,
  );
  const free = avoid === undefined ? fits : fits.filter((place) => !overlaps({ ...place, ...size }, avoid));
  return (free[0] ?? fits[0] ?? places[2]) as { left: number; top: number };
}

/** A tooltip that is told what to say. One is enough for a whole stack of charts. */
export function Tooltip({ ref }: { readonly ref: Ref<TooltipHandle> }) {
  const box = useRef<HTMLDivElement>(null);
  const isProjector = useApp((state) => state.isProjector);
  const sizes = useMemo(() => createSizes(isProjector), [isProjector]);
  useImperativeHandle(
    ref,
    () => ({
      show: (text, anchor, avoid) => {
        if (box.current === null) return;
        fill(box.current, text);
        place(box.current, sizeOf(box.current, text, sizes), anchor, avoid);
      },
      hide: () => box.current?.hidePopover(),
    }),
    [sizes],
  );
  return (
    <div ref={box} className="tooltip" aria-hidden="true" popover="manual">
      <p className="tooltip-where">
        <b />
        <span />
      </p>
      <p className="tooltip-value" />
      <p className="tooltip-parts" />
      <p className="tooltip-hint" />
    </div>
  );
}

function fill(box: HTMLDivElement, text: TooltipText) {
  const [where, value, parts, hint] = box.children as unknown as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  const [symbol, at] = where.children as unknown as [HTMLElement, HTMLElement];
  box.style.setProperty("--tooltip-hue", text.hue === undefined ? "var(--ink)" : `var(--${text.hue}-text)`);
  write(symbol, text.symbol);
  write(at, text.where);
  write(value, text.value);
  write(parts, text.parts);
  write(hint, text.hint);
  // A manual popover stands in the top layer, over the cursor's frame, whatever contexts the page stacks.
  if (!box.matches(":popover-open")) box.showPopover();
}

/** An empty store of sizes, for one scale of the page. */
function createSizes(_isProjector: boolean): Map<string, Size> {
  return new Map();
}

/** Size of the box: measured once for texts of the same lengths, since measuring lays the page out in the middle of a frame. */
function sizeOf(box: HTMLElement, { where, value, parts, hint }: TooltipText, sizes: Map<string, Size>): Size {
  const key = [window.innerWidth, ...[where, value, parts, hint].map((line) => line?.length ?? -1)].join();
  let size = sizes.get(key);
  if (size === undefined) {
    size = { width: box.offsetWidth, height: box.offsetHeight };
    sizes.set(key, size);
  }
  return size;
}

function place(box: HTMLElement, size: Size, anchor: Box, avoid?: Box) {
  const { left, top } = placeTooltip(anchor, size, { width: window.innerWidth, height: window.innerHeight }, avoid);
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

function write(element: HTMLElement, text: string | undefined) {
  element.hidden = text === undefined;
  if (text !== undefined && element.textContent !== text) element.textContent = text;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
