import type { SignalSpec } from "../../engine/cell.ts";
import type { Domain } from "../shared/ramps.ts";

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
