import type { KernelRoom } from "../kernels/kernels.ts";
import type { BatchCell, GateRole } from "./batch-cell.ts";

/**
 * A price on open gates, added to the loss: λ_i · mean i + λ_f · mean (1 − f) + λ_o · mean o over steps, sequences and units. What a gate
 * does without need it then leaves: it writes, forgets and shows only where that pays.
 */
export type GateCost = Readonly<Record<GateRole, number>>;

interface Places {
  readonly steps: number;
  /** B·H */
  readonly length: number;
  /** Where the blocks begin, and how far they are apart. */
  readonly gates: number;
  readonly pitch: number;
}

/** Steps as in `BatchSteps`: `hold` takes the slopes before the cell's own backward writes over the gates, `add` adds them after it. */
export function createGateCost(room: KernelRoom, cell: BatchCell, cost: GateCost, { steps, length, gates, pitch }: Places) {
  const count = steps * length;
  const priced = (Object.entries(cell.gates) as [GateRole, number][]).flatMap(([role, block]) => {
    const price = cost[role];
    if (price === 0) return [];
    const sign = role === "forget" ? -1 : 1;
    const slope = room.keep(new Float32Array(length).fill((sign * price) / count)); // ∂cost/∂gate
    return [{ price, isForget: role === "forget", block, slope, held: room.allocate(length) }];
  });
  const ones = priced.length > 0 ? room.keep(new Float32Array(length).fill(1)) : 0;
  return {
    /** The price of the gates as forward left them. */
    value: (): number =>
      priced.reduce((total, { price, isForget, block }) => {
        let sum = 0;
        const from = gates + block * pitch;
        for (let at = from; at < from + count; at++) sum += room.values[at] as number;
        return total + price * (isForget ? 1 - sum / count : sum / count);
      }, 0),
    hold: (step: number): void => {
      for (const { block, slope, held } of priced)
        room.sigmoidBack(slope, ones, gates + block * pitch + step * length, held, length); // ∂cost/∂z = ∂cost/∂gate · σ'
    },
    add: (step: number): void => {
      for (const { block, held } of priced) {
        const at = gates + block * pitch + step * length;
        room.add(at, held, at, length);
      }
    },
  };
}
