import type { KernelRoom } from "../kernels/kernels.ts";
import type { Shape } from "./parameters.ts";

interface Places {
  readonly batch: number;
  /** (B, H): the last state, and on the way back its derivative. */
  readonly hidden: number;
  /** Weights (O, H) and bias (O) behind them, and their derivatives likewise. */
  readonly weights: number;
  readonly gradient: number;
}

/** y = W_y·h_T + b_y and the mean over B and O of (y − target)², as torch.nn.MSELoss. A small part of the work, in float64. */
export function createReadout(room: KernelRoom, { units, outputs }: Shape, { batch, hidden, weights, gradient }: Places) {
  const { values } = room;
  const answers = new Float32Array(batch * outputs);
  const bias = weights + outputs * units;

  const forward = () => {
    for (let n = 0; n < batch; n++) {
      for (let o = 0; o < outputs; o++) {
        let sum = values[bias + o] as number;
        for (let u = 0; u < units; u++) {
          sum += (values[weights + o * units + u] as number) * (values[hidden + n * units + u] as number);
        }
        answers[n * outputs + o] = sum;
      }
    }
    return answers.slice();
  };

  /** The loss; writes ∂L/∂ the weights and leaves ∂L/∂h_T where h_T was. */
  const backward = (targets: Float32Array): number => {
    let loss = 0;
    values.fill(0, gradient, gradient + outputs * (units + 1));
    const back = new Float64Array(units);
    for (let n = 0; n < batch; n++) {
      back.fill(0);
      for (let o = 0; o < outputs; o++) {
        const error = (answers[n * outputs + o] as number) - (targets[n * outputs + o] as number);
        loss += (error * error) / answers.length;
        const delta = (2 * error) / answers.length;
        for (let u = 0; u < units; u++) {
          const at = o * units + u;
          values[gradient + at] = (values[gradient + at] as number) + delta * (values[hidden + n * units + u] as number);
          back[u] = (back[u] as number) + delta * (values[weights + at] as number);
        }
        const at = gradient + outputs * units + o;
        values[at] = (values[at] as number) + delta;
      }
      values.set(back, hidden + n * units);
    }
    return loss;
  };
  return { forward, backward };
}
