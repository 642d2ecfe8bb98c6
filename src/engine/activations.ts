import { assertNever } from "./assert-never.ts";
import type { Activation } from "./cell.ts";
import { hardSigmoidSlope, reluSlope, sigmoidSlope, tanhSlope } from "./gradients/calculus.ts";
import type { KernelRoom } from "./kernels/kernels.ts";

/** A function of one pre-activation, its derivative, and the closed range of its values (infinite where it has no bound). */
export interface ActivationFunction {
  readonly value: (z: number) => number;
  readonly slope: (z: number) => number;
  readonly range: readonly [low: number, high: number];
}

/** The functions that a cell's blocks may have, in float64. */
export const activations: Readonly<Record<Activation, ActivationFunction>> = {
  sigmoid: { value: (z) => 1 / (1 + Math.exp(-z)), slope: sigmoidSlope, range: [0, 1] },
  tanh: { value: Math.tanh, slope: tanhSlope, range: [-1, 1] },
  relu: { value: (z) => (z < 0 ? 0 : z), slope: reluSlope, range: [0, Infinity] },
  hardSigmoid: { value: hardSigmoid, slope: hardSigmoidSlope, range: [0, 1] },
};

/** Their names, as they stand in the address. */
export const activationNames = Object.keys(activations) as readonly Activation[];

/** max(a·z, z) for a leak a, 0 … 1 (Maas, Hannun & Ng 2013, equation 2, with a = 0.01): no unit is ever without a slope. */
export function leakyRelu(leak: number): ActivationFunction {
  return {
    value: (z) => (z < 0 ? leak * z : z),
    slope: (z) => (z > 0 ? 1 : leak),
    range: [leak > 0 ? -Infinity : 0, Infinity],
  };
}

/** Applies a block's function, float32; in place allowed. Allocates nothing. */
export function activate(room: KernelRoom, activation: Activation, x: number, out: number, length: number): void {
  switch (activation) {
    case "sigmoid":
      room.sigmoid(x, out, length);
      break;
    case "tanh":
      room.tanh(x, out, length);
      break;
    case "relu":
    case "hardSigmoid": {
      const { value } = activations[activation];
      const { values } = room;
      for (let n = 0; n < length; n++) values[out + n] = value(values[x + n] as number);
      break;
    }
    default:
      assertNever(activation);
  }
}

/** Its derivative, likewise. */
export function activateSlope(room: KernelRoom, activation: Activation, x: number, out: number, length: number): void {
  if (activation === "sigmoid") room.sigmoidSlope(x, out, length);
  else if (activation === "tanh") room.tanhSlope(x, out, length);
  else {
    const { slope } = activations[activation];
    const { values } = room;
    for (let n = 0; n < length; n++) values[out + n] = slope(values[x + n] as number);
  }
}

/**
 * z/6 + 1/2, cut to 0 … 1 at −3 and 3: `keras.activations.hard_sigmoid` of Keras 3 (keras/src/activations/activations.py). Keras 2 had
 * z/5 + 1/2, cut at −2.5 and 2.5, and took it for an LSTM's gates unless it was told otherwise.
 */
function hardSigmoid(z: number): number {
  return z <= -3 ? 0 : z >= 3 ? 1 : z / 6 + 0.5;
}
