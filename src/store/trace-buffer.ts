import { fitted } from "../engine/fitted.ts";
import type { Trace, TraceLayout } from "../engine/trace.ts";
import { frameLength } from "../engine/trace.ts";
import type { Chunk } from "../worker/protocol.ts";

/** The one mutable array of the page: frames as they arrive. Append here first, then raise the counters of the store. */
export interface TraceBuffer {
  /** The trace as it stands; null before a model is there. The object is replaced when frames change, `values` may be reused. */
  readonly trace: () => Trace | null;
  /** Forgets all frames and takes a new layout. @throws RangeError where there is no room for it; nothing is forgotten then. */
  readonly reset: (layout: TraceLayout) => void;
  /** Keeps the first `steps` steps. */
  readonly truncate: (steps: number) => void;
  /** Makes room for `steps` steps in one allocation, keeping what is there; gives back what is far more than that. */
  readonly reserve: (steps: number) => void;
  /** Writes frames at their place. @throws RangeError where a gap would be left or the frames are cut off. */
  readonly append: (chunk: Chunk) => void;
}

/** Room for a sentence and some: typing word by word allocates rarely. */
const FIRST_ROOM = 64;

/** An empty buffer. Frames are float32, (T + 1, L, S, H), as in `Trace`. */
export function createTraceBuffer(): TraceBuffer {
  let layout: TraceLayout | null = null;
  let frame = 0;
  let values = new Float32Array(0);
  let frames = 0;
  let trace: Trace | null = null;

  const publish = () => {
    trace = layout === null ? null : { layout, values, steps: Math.max(0, frames - 1) };
  };

  return {
    trace: () => trace,
    reset: (next) => {
      // Where there is no room for such frames, this throws, and those before are as they were.
      values = new Float32Array(FIRST_ROOM * frameLength(next));
      layout = next;
      frame = frameLength(next);
      frames = 0;
      publish();
    },
    truncate: (steps) => {
      if (steps + 1 >= frames) return;
      frames = steps + 1;
      publish();
    },
    reserve: (steps) => {
      const next = fitted(values, Math.max(steps + 1, frames) * frame, frames * frame);
      if (next === values) return;
      values = next;
      publish();
    },
    append: (chunk) => {
      if (layout === null) throw new RangeError("frames before a layout");
      if (chunk.first > frames) throw new RangeError(`frame ${chunk.first} after ${frames} frames leaves a gap`);
      if (frame === 0 || chunk.values.length % frame !== 0) {
        throw new RangeError(`${chunk.values.length} numbers are not whole frames of ${frame}`);
      }
      const end = chunk.first + chunk.values.length / frame;
      if (end * frame > values.length) values = fitted(values, end * frame, frames * frame);
      values.set(chunk.values, chunk.first * frame);
      frames = Math.max(frames, end);
      publish();
    },
  };
}
