import { activateSlope, activations } from "../activations.ts";
import type { CellBackward, CellBackwardSteps, ExactStep, GateBlock } from "../cell.ts";
import type { CellDerivatives, CellLayer } from "../cell-program.ts";
import { tanhSlope } from "../gradients/calculus.ts";
import type { KernelRoom } from "../kernels/kernels.ts";
import { lstmPlaces } from "./lstm-places.ts";
import { lstmBlock, lstmBlocks, lstmSignals } from "./lstm-signals.ts";

function createBackward({ parameters: { bias, units }, blocks }: CellLayer): CellBackward {
  const { forgetAt, inputAt, candidateAt, cellAt, outputAt, hiddenAt, partsAt } = lstmPlaces(units);
  const slopeOf = blocks.map(({ activation }) => activations[activation].slope);
  const slopes = new Float64Array(lstmBlocks.length * units); // (4·H): σ' and tanh' at the pre-activations, blocks i, f, g, o
  const gates = new Float64Array(lstmBlocks.length * units); // (4·H): i, f, g, o
  const cellBefore = new Float64Array(units);
  const cellShown = new Float64Array(units); // tanh C_t
  const hiddenSlope = new Float64Array(units); // ∂h_t/∂C_t = o ⊙ tanh'(C)
  const signalAt = [inputAt, forgetAt, candidateAt, outputAt];

  const linearize = (previous: Float32Array, current: Float32Array) => {
    for (let block = 0, row = 0; block < lstmBlocks.length; block++) {
      const memoryAt = partsAt + 2 * block * units;
      for (let u = 0; u < units; u++, row++) {
        const z = (current[memoryAt + u] as number) + (current[memoryAt + units + u] as number) + (bias[row] as number);
        slopes[row] = (slopeOf[block] as (z: number) => number)(z);
        gates[row] = current[(signalAt[block] as number) + u] as number;
      }
    }
    for (let u = 0; u < units; u++) {
      const cell = current[cellAt + u] as number;
      cellBefore[u] = previous[cellAt + u] as number;
      cellShown[u] = Math.tanh(cell);
      hiddenSlope[u] = (gates[lstmBlock.output * units + u] as number) * tanhSlope(cell);
    }
  };

  const carry = (now: Float64Array, before: Float64Array) => {
    for (let u = 0; u < units; u++) {
      const hidden = now[hiddenAt + u] as number;
      const cell = (now[cellAt + u] as number) + hidden * (hiddenSlope[u] as number); // h = o ⊙ tanh C: ∂C += ∂h ⊙ o ⊙ tanh'(C)
      now[cellAt + u] = cell;
      now[outputAt + u] = hidden * (cellShown[u] as number); // ∂o = ∂h ⊙ tanh C
      now[forgetAt + u] = cell * (cellBefore[u] as number); // C = f ⊙ C_{t−1} + i ⊙ C̃: ∂f = ∂C ⊙ C_{t−1}
      now[inputAt + u] = cell * (gates[lstmBlock.candidate * units + u] as number); // ∂i = ∂C ⊙ C̃
      now[candidateAt + u] = cell * (gates[lstmBlock.input * units + u] as number); // ∂C̃ = ∂C ⊙ i
      before[cellAt + u] = cell * (gates[lstmBlock.forget * units + u] as number); // ∂C_{t−1} = ∂C ⊙ f: the direct path
    }
    for (let block = 0, row = 0; block < lstmBlocks.length; block++) {
      const memoryAt = partsAt + 2 * block * units;
      const gateAt = signalAt[block] as number;
      for (let u = 0; u < units; u++, row++) {
        const delta = (now[gateAt + u] as number) * (slopes[row] as number); // z = W_h·h_{t−1} + W_x·x + b: ∂z = ∂gate ⊙ σ'(z)
        now[memoryAt + u] = delta;
        now[memoryAt + units + u] = delta;
      }
    }
  };
  return { linearize, carry };
}

function createBackwardSteps(
  { parameters: { bias, units }, blocks }: CellLayer,
  room: KernelRoom,
  steps: number,
): CellBackwardSteps {
  const { forgetAt, inputAt, candidateAt, cellAt, outputAt, hiddenAt, partsAt } = lstmPlaces(units);
  const length = lstmSignals.length * units;
  const biases = room.keep(bias);
  const slopes = room.allocate(lstmBlocks.length * steps * units); // (4, steps, H): σ' and tanh' at the pre-activations
  const cellShown = room.allocate(steps * units); // tanh C_t
  const hiddenSlopes = room.allocate(steps * units); // ∂h_t/∂C_t = o ⊙ tanh'(C)
  const signalAt = [inputAt, forgetAt, candidateAt, outputAt];
  let trace = 0;

  const linearize = (frames: number, count: number) => {
    trace = frames;
    for (let step = 0; step < count; step++) {
      const frame = frames + (step + 1) * length;
      for (let block = 0; block < lstmBlocks.length; block++) {
        const memory = frame + partsAt + 2 * block * units;
        const z = slopes + (block * steps + step) * units;
        room.sum(memory, memory + units, biases + block * units, z, units); // z = W_h·h_{t−1} + W_x·x + b
      }
      room.copy(frame + cellAt, cellShown + step * units, units);
    }
    for (let block = 0; block < lstmBlocks.length; block++) {
      const z = slopes + block * steps * units;
      activateSlope(room, (blocks[block] as GateBlock).activation, z, z, count * units);
    }
    room.tanhSlope(cellShown, hiddenSlopes, count * units);
    room.tanh(cellShown, cellShown, count * units);
    for (let step = 0; step < count; step++) {
      const slope = hiddenSlopes + step * units;
      room.product(frames + (step + 1) * length + outputAt, slope, slope, units);
    }
  };

  const carry = (step: number, now: number, before: number, deltas: number) => {
    const previous = trace + step * length;
    const current = previous + length;
    const [hidden, cell] = [now + hiddenAt, now + cellAt] as const;
    room.addProduct(hidden, hiddenSlopes + step * units, cell, units); // h = o ⊙ tanh C: ∂C += ∂h ⊙ o ⊙ tanh'(C)
    room.product(hidden, cellShown + step * units, now + outputAt, units); // ∂o = ∂h ⊙ tanh C
    room.product(cell, previous + cellAt, now + forgetAt, units); // C = f ⊙ C_{t−1} + i ⊙ C̃: ∂f = ∂C ⊙ C_{t−1}
    room.product(cell, current + candidateAt, now + inputAt, units); // ∂i = ∂C ⊙ C̃
    room.product(cell, current + inputAt, now + candidateAt, units); // ∂C̃ = ∂C ⊙ i
    room.product(cell, current + forgetAt, before + cellAt, units); // ∂C_{t−1} = ∂C ⊙ f: the direct path
    for (let block = 0; block < lstmBlocks.length; block++) {
      // z = W_h·h_{t−1} + W_x·x + b: ∂z = ∂gate ⊙ σ'(z)
      const slope = slopes + (block * steps + step) * units;
      room.product(now + (signalAt[block] as number), slope, deltas + block * units, units);
    }
    room.interleave(deltas, deltas, now + partsAt, lstmBlocks.length, units);
  };
  return { linearize, carry };
}

function createExactStep(units: number, blocks: readonly GateBlock[]): ExactStep {
  const { cellAt, hiddenAt } = lstmPlaces(units);
  const functionOf = blocks.map(({ activation }) => activations[activation].value);
  return (memory, word, previous, current) => {
    for (let u = 0; u < units; u++) {
      const gate = (block: number) =>
        (functionOf[block] as (z: number) => number)((memory[block * units + u] as number) + (word[block * units + u] as number));
      const kept = (previous[cellAt + u] as number) * gate(lstmBlock.forget);
      const added = gate(lstmBlock.candidate) * gate(lstmBlock.input);
      current[cellAt + u] = kept + added; // C = f ⊙ C_{t−1} + i ⊙ C̃
      current[hiddenAt + u] = Math.tanh(kept + added) * gate(lstmBlock.output); // h = o ⊙ tanh C
    }
  };
}

/** The LSTM's way back, and its step in float64. */
export const lstmDerivatives: CellDerivatives = { createBackward, createBackwardSteps, createExactStep };
