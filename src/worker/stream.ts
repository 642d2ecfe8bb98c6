import type { Run } from "../engine/run.ts";
import { frameLength } from "../engine/trace.ts";
import type { Chunk } from "./protocol.ts";

/** The first columns come at once; later chunks grow, so that a long text costs few messages. */
const FIRST_CHUNK = 1;
const CHUNK_GROWTH = 4;
const LARGEST_CHUNK = 64;

/** Where the chunks of a run go, and when it ends before its end. */
export interface Stream {
  /** `computed`: steps so far; `isLast` with the last one, which is empty where there was nothing to compute. */
  readonly send: (chunk: Chunk, isLast: boolean, computed: number) => void;
  /** Asked before every chunk: true ends the stream without a word. */
  readonly isStale: () => boolean;
  readonly defer: (task: () => void) => void;
}

/** Computes what is left of a run after its first `from` words, chunk by chunk; between two, messages that wait are received. */
export function streamRun(run: Run, from: number, { send, isStale, defer }: Stream): void {
  // The initial frame comes along with step 1.
  let first = from === 0 ? 0 : from + 1;
  let size = FIRST_CHUNK;
  let computed = 0;
  const next = () => {
    if (isStale()) return;
    computed += run.advance(size);
    size = Math.min(LARGEST_CHUNK, size * CHUNK_GROWTH);
    const { layout, values, steps } = run.trace();
    const length = frameLength(layout);
    const chunk = { first, values: values.slice(first * length, (steps + 1) * length) };
    first = steps + 1;
    const isLast = steps >= run.length();
    send(chunk, isLast, computed);
    if (!isLast) defer(next);
  };
  next();
}
