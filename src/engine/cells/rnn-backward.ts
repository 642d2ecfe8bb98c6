import { activateSlope, activations } from "../activations.ts";
import type { CellBackward, CellBackwardSteps, ExactStep, GateBlock } from "../cell.ts";
import type { CellDerivatives, CellLayer } from "../cell-program.ts";
import type { KernelRoom } from "../kernels/kernels.ts";

function createBackward({ parameters: { bias, units }, blocks }: CellLayer): CellBackward {
  const slopeOf = activations[(blocks[0] as GateBlock).activation].slope;
  const slopes = new Float64Array(units);
  return {
    linearize: (_previous, current) => {
      for (let u = 0; u < units; u++) {
        slopes[u] = slopeOf((current[units + u] as number) + (current[2 * units + u] as number) + (bias[u] as number));
      }
    },
    carry: (now) => {
      for (let u = 0; u < units; u++) {
        const delta = (now[u] as number) * (slopes[u] as number); // h = tanh(W_h·h_{t−1} + W_x·x + b): ∂z = ∂h ⊙ tanh'(z)
        now[units + u] = delta;
        now[2 * units + u] = delta;
      }
    },
  };
}

function createBackwardSteps(
  { parameters: { bias, units }, blocks }: CellLayer,
  room: KernelRoom,
  steps: number,
): CellBackwardSteps {
  const { activation } = blocks[0] as GateBlock;
  const biases = room.keep(bias);
  const slopes = room.allocate(steps * units);
  return {
    linearize: (frames, count) => {
      for (let step = 0; step < count; step++) {
        const memory = frames + (step + 1) * 3 * units + units;
        room.sum(memory, memory + units, biases, slopes + step * units, units);
      }
      activateSlope(room, activation, slopes, slopes, count * units);
    },
    carry: (step, now, _before, deltas) => {
      room.product(now, slopes + step * units, deltas, units); // h = tanh(W_h·h_{t−1} + W_x·x + b): ∂z = ∂h ⊙ tanh'(z)
      room.copy(deltas, now + units, units);
      room.copy(deltas, now + 2 * units, units);
    },
  };
}

function createExactStep(units: number, blocks: readonly GateBlock[]): ExactStep {
  const functionOf = activations[(blocks[0] as GateBlock).activation].value;
  return (memory, word, _previous, current) => {
    for (let u = 0; u < units; u++) {
      current[u] = functionOf((memory[u] as number) + (word[u] as number));
    }
  };
}

/** The RNN's way back, whatever its function, and its step in float64. */
export const rnnDerivatives: CellDerivatives = { createBackward, createBackwardSteps, createExactStep };
