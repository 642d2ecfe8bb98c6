import type { KernelRoom } from "../kernels/kernels.ts";

/** What a gate does. */
export type GateRole = "input" | "forget" | "output";

/**
 * A kind of cell that learns: many sequences at once, in the kernels' memory. B sequences of T steps, H units, G blocks. At every step its
 * blocks stand at `gates`, `gates + pitch`, …, each (B, H).
 */
export interface BatchCell {
  /** G: affine blocks, in PyTorch's order of rows. */
  readonly blocks: number;
  /** Which block is which gate, after `forward` a number from 0, shut, to 1, open; empty where the cell has none. */
  readonly gates: Readonly<Partial<Record<GateRole, number>>>;
  /** Allocates what it keeps from forward to backward. @param length B·H */
  readonly open: (room: KernelRoom, steps: number, length: number) => BatchSteps;
}

/** Steps 0 … T − 1 of a cell; backward goes from the last step down, after all of forward. Neither allocates. */
export interface BatchSteps {
  /** Turns pre-activations into what its functions make of them, in place, and writes h_t (B, H). */
  readonly forward: (step: number, gates: number, pitch: number, hidden: number) => void;
  /** From ∂L/∂h_t (B, H), turns what forward left into ∂L/∂ the pre-activations, in place. */
  readonly backward: (step: number, gates: number, pitch: number, hidden: number) => void;
}
