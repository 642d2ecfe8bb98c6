import type { RefObject } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { CellType, SignalSpec } from "../../engine/cell.ts";
import type { Domain } from "../shared/ramps.ts";
import type { TooltipHandle } from "../shared/tooltip.tsx";
import type { Speaker } from "./speaker.ts";

/** What the parts of one signal's row share: gutter, heatmap and readout. */
export interface SignalProps {
  readonly signal: SignalSpec;
  /** Of its colours. */
  readonly domain: Domain;
  /** Units in the drawn order, first row first. */
  readonly rows: readonly number[];
  /** Heights in CSS pixels. */
  readonly rowPx: number;
  readonly height: number;
  /** Height of the histogram in the gutter; 0 for none. */
  readonly histogram: number;
  readonly hasSentence: boolean;
  /** Whether the active stage computes this signal. */
  readonly isActive: boolean;
}

/** What the grids of a stack share. */
export interface GridParts {
  readonly cell: CellType;
  readonly speaker: Speaker;
  readonly tooltip: RefObject<TooltipHandle | null>;
  /** Name of the signal whose cell the tooltip explains; null while it is hidden. */
  readonly explained: RefObject<string | null>;
  /** How many columns may be drawn at most. */
  readonly reveal: StoreApi<number>;
}
