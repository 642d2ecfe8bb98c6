import { type CSSProperties, useRef } from "react";
import { columnLeft, columnsWidth } from "../shared/axis-geometry.ts";
import { type Axis, useSidewaysScroll } from "../shared/use-axis.ts";
import { useStepPointer } from "../shared/use-step-pointer.ts";
import { useTransientOf } from "../shared/use-transient.ts";

/** Width of a letter at 12 px, generously. */
const LETTER = 7;

/** A row of cells over the axis, each with its number. */
export interface Strip {
  readonly look: "cell" | "plain" | "stateless" | "gate" | "positive" | "negative";
  /** Printed in the cell. */
  readonly text: string;
  /** Depth of its colour, 0 … 1. */
  readonly depth: number;
}

/** Cell t − 1 stands under word t; null: nothing. */
export function CellStrip({ cells, axis }: { readonly cells: readonly (Strip | null)[]; readonly axis: Axis }) {
  const sideways = useSidewaysScroll<HTMLDivElement>();
  const pointer = useStepPointer(axis);
  const strip = useRef<HTMLDivElement>(null);
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => {
      if (strip.current !== null) strip.current.style.transform = `translateX(${-px}px)`;
    },
  );
  return (
    <div ref={sideways} className="gain-view" style={{ left: axis.x0, width: columnsWidth(axis) }} {...pointer}>
      <div ref={strip}>
        {cells.map((cell, k) =>
          cell === null ? null : (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its word's place
              key={k}
              className="gain-cell"
              data-look={cell.look}
              style={{ left: columnLeft(axis, k + 1) - axis.x0, width: axis.col, "--gain": cell.depth } as CSSProperties}
            >
              {axis.col >= LETTER * cell.text.length + 2 ? cell.text : ""}
            </span>
          ),
        )}
      </div>
    </div>
  );
}
