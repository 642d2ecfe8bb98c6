import type { Problem } from "../worker/protocol.ts";
import type { Edges } from "./edges.ts";
import type { EngineClient } from "./engine-client.ts";
import type { AppState } from "./state.ts";
import type { TraceBuffer } from "./trace-buffer.ts";

/** What slices share beside the state: the engine, the numbers, the world outside, and when to write history. */
export interface Room {
  readonly edges: Edges;
  readonly engine: EngineClient;
  readonly buffer: TraceBuffer;
  /** Something was not answered: says so, with a way to ask again; `again` for what the page does not ask by itself. */
  readonly missed: (problem: Problem, again?: () => void) => void;
  /** The reader has decided something (Enter, blur, pin, release): the address gets an entry of its own. */
  readonly commit: () => void;
  /** The reader is in the middle of something (typing, dragging): what is committed next undoes all of it. */
  readonly draft: () => void;
}

export type GetState = () => AppState;
export type SetState = (change: Partial<AppState> | ((state: AppState) => Partial<AppState>)) => void;
