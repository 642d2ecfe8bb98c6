import type { KernelRoom } from "../kernels/kernels.ts";
import type { Shape } from "./parameters.ts";
import type { Readout, ReadoutPlaces } from "./readout.ts";

/**
 * y = W_y·h_T + b_y and the mean over B and O of (y − target)², as torch.nn.MSELoss; targets and answers (B, O). A small part of the work,
 * in float64.
 */
export function readLastState(
  room: KernelRoom,
  { units, outputs }: Shape,
  { batch, steps, weights, gradient }: ReadoutPlaces,
): Readout<Float32Array> {
  const { values } = room;
  const answers = new Float32Array(batch * outputs);
  const state = room.allocate(batch * units);
  const back = room.allocate(batch * units);
  const bias = units * outputs;

  const answer = () => {
    for (let n = 0; n < batch; n++) {
      for (let o = 0; o < outputs; o++) {
        let sum = values[weights + bias + o] as number;
        for (let u = 0; u < units; u++) {
          sum += (values[weights + u * outputs + o] as number) * (values[state + n * units + u] as number);
        }
        answers[n * outputs + o] = sum;
      }
    }
    return answers.slice();
  };

  const backward = (targets: Float32Array): number => {
    let loss = 0;
    values.fill(0, gradient, gradient + outputs * (units + 1));
    const carried = new Float64Array(units);
    for (let n = 0; n < batch; n++) {
      carried.fill(0);
      for (let o = 0; o < outputs; o++) {
        const error = (answers[n * outputs + o] as number) - (targets[n * outputs + o] as number);
        loss += (error * error) / answers.length;
        const delta = (2 * error) / answers.length;
        for (let u = 0; u < units; u++) {
          const at = u * outputs + o;
          values[gradient + at] = (values[gradient + at] as number) + delta * (values[state + n * units + u] as number);
          carried[u] = (carried[u] as number) + delta * (values[weights + at] as number);
        }
        const at = gradient + bias + o;
        values[at] = (values[at] as number) + delta;
      }
      values.set(carried, back + n * units);
    }
    return loss;
  };
  return {
    asked: batch * outputs,
    renew: () => {},
    take: (step, hidden) => {
      if (step === steps - 1) room.copy(hidden, state, batch * units);
    },
    answer,
    backward,
    addTo: (step, hidden) => {
      if (step === steps - 1) room.add(hidden, back, hidden, batch * units);
    },
  };
}
