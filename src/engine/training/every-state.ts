import type { KernelRoom } from "../kernels/kernels.ts";
import type { Shape } from "./parameters.ts";
import type { Readout, ReadoutPlaces } from "./readout.ts";

/** A target of a step at which nothing is asked. */
export const NOT_ASKED = -1;

/**
 * p_t = softmax(W_y·h_t + b_y) at every step, and the mean of −ln p_t(target) over the steps at which something is asked, as
 * torch.nn.CrossEntropyLoss with `ignore_index=-1`. Targets (T, B) are ids below O or `NOT_ASKED`; answers p (T, B, O).
 * @throws RangeError where a target is no id
 */
export function readEveryState(
  room: KernelRoom,
  { units, outputs }: Shape,
  { batch, steps, weights, gradient }: ReadoutPlaces,
): Readout<Int32Array> {
  const { values } = room;
  const rows = steps * batch;
  const states = room.allocate(rows * (units + 1)); // (T, B, H + 1): h_t, 1
  const logits = room.allocate(rows * outputs); // (T, B, O)
  const chances = room.allocate(rows * outputs); // p, and on the way back ∂L/∂ the logits
  const back = room.allocate(rows * units); // (T, B, H): ∂L/∂h_t
  const into = room.reserve(outputs, units + 1);
  const from = room.reserve(units, outputs);
  const sums = room.reserve(outputs, rows);

  const backward = (targets: Int32Array): number => {
    const count = targets.reduce((asked, target) => asked + (target === NOT_ASKED ? 0 : 1), 0);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const target = targets[row] as number;
      const at = chances + row * outputs;
      if (target === NOT_ASKED) {
        values.fill(0, at, at + outputs);
        continue;
      }
      if (target < 0 || target >= outputs) throw new RangeError(`${target} is asked for, ids below ${outputs} needed`);
      loss -= logChance(values, logits + row * outputs, outputs, target) / count;
      values[at + target] = (values[at + target] as number) - 1;
      for (let o = 0; o < outputs; o++) values[at + o] = (values[at + o] as number) / count;
    }
    room.matrixProduct(from, chances, back, rows);
    room.repack(sums, chances, "columns");
    room.columnProduct(sums, states, gradient, units + 1);
    return loss;
  };
  return {
    asked: rows,
    renew: () => {
      room.repack(into, weights, "columns");
      room.repack(from, weights, "rows");
    },
    take: (step, hidden) => {
      for (let n = 0; n < batch; n++) {
        const to = states + (step * batch + n) * (units + 1);
        room.copy(hidden + n * units, to, units);
        values[to + units] = 1;
      }
    },
    answer: () => {
      room.matrixProduct(into, states, logits, rows);
      room.softmax(logits, chances, rows, outputs);
      return values.slice(chances, chances + rows * outputs);
    },
    backward,
    addTo: (step, hidden) => room.add(hidden, back + step * batch * units, hidden, batch * units),
  };
}

/** ln p(target), from the logits: where p is rounded to 0 it is still finite. */
function logChance(values: Float32Array, from: number, outputs: number, target: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let o = 0; o < outputs; o++) highest = Math.max(highest, values[from + o] as number);
  let sum = 0;
  for (let o = 0; o < outputs; o++) sum += Math.exp((values[from + o] as number) - highest);
  return (values[from + target] as number) - highest - Math.log(sum);
}
