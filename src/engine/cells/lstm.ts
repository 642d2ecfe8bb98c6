import type { CellStep, CellType, LayerParameters } from "../cell.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { lstmDiagram } from "./lstm-diagram.ts";
import { lstmBlock, lstmBlocks, lstmSignals } from "./lstm-signals.ts";
import { lstmStages } from "./lstm-stages.ts";

function createStep({ recurrentWeights, bias, units }: LayerParameters, kernels: Kernels): CellStep {
  const at = (name: string) => lstmSignals.findIndex((signal) => signal.name === name) * units;
  const forgetAt = at("forgetGate");
  const inputAt = at("inputGate");
  const candidateAt = at("candidate");
  const cellAt = at("cellState");
  const outputAt = at("outputGate");
  const hiddenAt = at("hiddenState");
  const partsAt = at("inputGateMemory");
  const hiddenBefore = new Float32Array(units);
  const memory = new Float32Array(lstmBlocks.length * units); // (4·H): W_h·h_{t−1}, blocks i, f, g, o
  const activations = new Float32Array(lstmBlocks.length * units); // (4·H), activated in place
  const inputAndForget = activations.subarray(0, 2 * units);
  const candidate = activations.subarray(lstmBlock.candidate * units, lstmBlock.output * units);
  const output = activations.subarray(lstmBlock.output * units);
  const cellShown = new Float32Array(units); // tanh C_t

  return (projected, previous, current) => {
    for (let u = 0; u < units; u++) hiddenBefore[u] = previous[hiddenAt + u] as number;
    kernels.matrixVector(recurrentWeights, hiddenBefore, memory);
    for (let block = 0, row = 0; block < lstmBlocks.length; block++) {
      const memoryAt = partsAt + 2 * block * units;
      for (let u = 0; u < units; u++, row++) {
        const fromMemory = memory[row] as number;
        const fromWord = projected[row] as number;
        current[memoryAt + u] = fromMemory;
        current[memoryAt + units + u] = fromWord;
        activations[row] = fromMemory + fromWord + (bias[row] as number);
      }
    }
    kernels.sigmoid(inputAndForget, inputAndForget); // i = σ(W_i·[h, x] + b_i), f = σ(W_f·[h, x] + b_f)
    kernels.tanh(candidate, candidate); // C̃ = tanh(W_C·[h, x] + b_C)
    kernels.sigmoid(output, output); // o = σ(W_o·[h, x] + b_o)
    for (let u = 0; u < units; u++) {
      const i = activations[lstmBlock.input * units + u] as number;
      const f = activations[lstmBlock.forget * units + u] as number;
      const g = candidate[u] as number;
      current[inputAt + u] = i;
      current[forgetAt + u] = f;
      current[candidateAt + u] = g;
      const cell = Math.fround(f * (previous[cellAt + u] as number) + i * g); // C = f ⊙ C_{t−1} + i ⊙ C̃
      current[cellAt + u] = cell;
      cellShown[u] = cell;
    }
    kernels.tanh(cellShown, cellShown);
    for (let u = 0; u < units; u++) {
      const o = output[u] as number;
      current[outputAt + u] = o;
      current[hiddenAt + u] = o * (cellShown[u] as number); // h = o ⊙ tanh C
    }
  };
}

/**
 * Long short-term memory with a forget gate (Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000), as torch.nn.LSTM
 * computes it: blocks of rows in the order i, f, g, o, no peepholes, no projection.
 */
export const lstm: CellType = {
  id: "lstm",
  label: "LSTM",
  signals: lstmSignals,
  blocks: lstmBlocks,
  output: "hiddenState",
  stages: lstmStages,
  hasMemory: true,
  diagram: lstmDiagram,
  createStep,
};
