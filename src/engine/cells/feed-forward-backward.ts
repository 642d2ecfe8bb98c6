import { activateSlope, activations } from "../activations.ts";
import type { CellBackward, CellBackwardSteps, ExactStep, GateBlock } from "../cell.ts";
import type { CellDerivatives, CellLayer } from "../cell-program.ts";
import type { KernelRoom } from "../kernels/kernels.ts";

function createBackward({ parameters: { bias, units }, blocks }: CellLayer): CellBackward {
  const slopeOf = activations[(blocks[0] as GateBlock).activation].slope;
  const slopes = new Float64Array(units);
  return {
    linearize: (_previous, current) => {
      for (let u = 0; u < units; u++) slopes[u] = slopeOf((current[units + u] as number) + (bias[u] as number));
    },
    carry: (now) => {
      for (let u = 0; u < units; u++) {
        now[units + u] = (now[u] as number) * (slopes[u] as number); // h = tanh(W·x + b): ∂z = ∂h ⊙ tanh'(z)
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
        room.add(frames + (step + 1) * 2 * units + units, biases, slopes + step * units, units);
      }
      activateSlope(room, activation, slopes, slopes, count * units);
    },
    carry: (step, now, _before, deltas) => {
      room.product(now, slopes + step * units, deltas, units); // h = tanh(W·x + b): ∂z = ∂h ⊙ tanh'(z)
      room.copy(deltas, now + units, units);
    },
  };
}

function createExactStep(units: number, blocks: readonly GateBlock[]): ExactStep {
  const functionOf = activations[(blocks[0] as GateBlock).activation].value;
  return (_memory, word, _previous, current) => {
    for (let u = 0; u < units; u++) current[u] = functionOf(word[u] as number);
  };
}

/** The stateless layer's way back, and its step in float64. */
export const feedForwardDerivatives: CellDerivatives = { createBackward, createBackwardSteps, createExactStep };
