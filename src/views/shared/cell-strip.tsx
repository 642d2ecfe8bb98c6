import { type CSSProperties, type ReactNode, useRef } from "react";
import { columnLeft, columnsWidth } from "./axis-geometry.ts";
import type { Axis } from "./use-axis.ts";
import { useDensity } from "./use-density.ts";
import { useStepPointer } from "./use-step-pointer.ts";
import { useTheme } from "./use-theme.ts";
import { useTimedBlock } from "./use-timed-block.ts";
import { useTransientOf } from "./use-transient.ts";
import "./cell-strip.css";

/** Width of a letter at 12 px, generously. */
const LETTER = 7;
/** Width of a percent sign. */
const PERCENT = 11;
/** Cells narrower than this print their numbers in the smallest type. */
const SMALL = 36;
/** Narrower cells hold no number: they are painted. */
const NARROW = 14;
const HEIGHT = 36;

/** A row of cells over the axis, each with its number. */
export interface Strip {
  readonly look: "cell" | "plain" | "stateless" | "gate" | "positive" | "negative";
  /** Printed in the cell. */
  readonly text: string;
  /** Depth of its colour, 0 … 1. */
  readonly depth: number;
}

/** The axis that a strip stands over, and what a press on a cell does where it does not pin the word. */
export interface StripPlace {
  readonly axis: Axis;
  readonly choose?: (step: number) => void;
}

interface Props {
  readonly cells: readonly (Strip | null)[];
  readonly chart: StripPlace;
}

/** Cell t − 1 stands under word t; null: nothing. */
export function CellStrip({ cells, chart }: Props) {
  const { axis, choose } = chart;
  const block = useTimedBlock<HTMLDivElement>();
  const pointer = useStepPointer(axis, choose);
  return (
    <div ref={block} className="gain-view" style={{ left: axis.x0, width: columnsWidth(axis) }} {...pointer}>
      {axis.col < NARROW ? <Painted cells={cells} chart={chart} /> : <Numbered cells={cells} chart={chart} />}
    </div>
  );
}

function Scrolled({ chart: { axis }, children }: { readonly chart: StripPlace; readonly children: ReactNode }) {
  const strip = useRef<HTMLDivElement>(null);
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => {
      if (strip.current !== null) strip.current.style.transform = `translateX(${-px}px)`;
    },
  );
  return <div ref={strip}>{children}</div>;
}

function Numbered({ cells, chart }: Props) {
  const { axis } = chart;
  return (
    <Scrolled chart={chart}>
      {cells.map((cell, k) =>
        cell === null ? null : (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its word's place
            key={k}
            className="gain-cell"
            data-look={cell.look}
            data-small={axis.col < SMALL * axis.scale || undefined}
            style={{ left: columnLeft(axis, k + 1) - axis.x0, width: axis.col, "--gain": cell.depth } as CSSProperties}
          >
            {fitNumber(cell.text, axis.col, axis.scale)}
          </span>
        ),
      )}
    </Scrolled>
  );
}

/** A cell's number as far as a column of `col` px has room for it: without its percent sign where that is all there is room for. */
export function fitNumber(text: string, col: number, scale: number): string {
  const fits = (printed: string) => {
    const wide = printed.endsWith("%") ? PERCENT - LETTER : 0;
    return col >= (LETTER * printed.length + wide) * scale + 2;
  };
  if (fits(text)) return text;
  const bare = text.replace(/%$/, "");
  return bare !== text && fits(bare) ? bare : "";
}

/** Hundreds of words: the same colours on one canvas; their numbers are in the table. */
function Painted({ cells, chart }: Props) {
  const { axis } = chart;
  const { shown: theme } = useTheme();
  const density = useDensity();
  const paint = (canvas: HTMLCanvasElement | null) => {
    const context = canvas?.getContext("2d");
    if (canvas == null || context == null) return;
    canvas.width = Math.round(axis.steps * axis.col * density);
    canvas.height = Math.round(HEIGHT * axis.scale * density);
    const colours = new Map<string, string>();
    cells.forEach((cell, k) => {
      if (cell === null) return;
      if (!colours.has(cell.look)) colours.set(cell.look, lookColour(canvas, cell.look));
      context.fillStyle = colours.get(cell.look) as string;
      context.globalAlpha = 0.08 + 0.72 * cell.depth;
      const left = Math.round(k * axis.col * density);
      context.fillRect(left, 0, Math.round((k + 1) * axis.col * density) - left, canvas.height);
    });
  };
  return (
    <Scrolled chart={chart}>
      <div aria-hidden="true">
        <canvas key={theme} ref={paint} style={{ width: axis.steps * axis.col, height: HEIGHT * axis.scale }} />
      </div>
    </Scrolled>
  );
}

/** The colour of a look, as the style sheet has it in this theme. */
function lookColour(canvas: HTMLCanvasElement, look: string): string {
  canvas.dataset["look"] = look;
  const colour = getComputedStyle(canvas).getPropertyValue("--look-line");
  delete canvas.dataset["look"];
  return colour;
}
