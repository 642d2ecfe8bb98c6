import type { Trace, TraceLayout } from "../engine/trace.ts";
import type { Chunk } from "../worker/protocol.ts";

/** The one mutable array of the page: frames as they arrive. Append here first, then raise the counters of the store. */
export interface TraceBuffer {
  /** The trace as it stands; null before a model is there. The object is replaced when frames change, `values` may be reused. */
  readonly trace: () => Trace | null;
  /** Forgets all frames and takes a new layout. */
  readonly reset: (layout: TraceLayout) => void;
  /** Keeps the first `steps` steps. */
  readonly truncate: (steps: number) => void;
  /** Makes room for `steps` steps in one allocation, keeping what is there. */
  readonly reserve: (steps: number) => void;
  /** Writes frames at their place. @throws RangeError where a gap would be left. */
  readonly append: (chunk: Chunk) => void;
}
