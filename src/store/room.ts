import type { Edges } from "./edges.ts";
import type { EngineClient } from "./engine-client.ts";
import type { AppState } from "./state.ts";
import type { TraceBuffer } from "./trace-buffer.ts";

/** What slices share beside the state: the engine, the numbers, the world outside, and when to write history. */
export interface Room {
  readonly edges: Edges;
  readonly engine: EngineClient;
  readonly buffer: TraceBuffer;
  /** The reader has decided something (Enter, blur, pin, release): the address gets an entry of its own. */
  readonly commit: () => void;
  /** The reader is in the middle of something (typing, dragging): what is committed next undoes all of it. */
  readonly draft: () => void;
}

export type GetState = () => AppState;
export type SetState = (change: Partial<AppState> | ((state: AppState) => Partial<AppState>)) => void;
