import type { CellBackward, CellStep, CellType, ExactStep, GateBlock, LayerParameters, SignalSpec, Stage } from "../cell.ts";
import { reluSlope, tanhSlope, transposedProduct } from "../gradients/calculus.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { plainDiagram } from "./plain-diagram.ts";
import { partSignals, softmaxFormula, workBlock } from "./worked.ts";

const parts = ["memory", "word"] as const;

type Nonlinearity = "tanh" | "relu";

function createStages(blocks: readonly GateBlock[], nonlinearity: Nonlinearity): readonly Stage[] {
  const squash = nonlinearity === "tanh" ? "\\tanh" : "\\operatorname{ReLU}";
  return [
    {
      id: "hidden",
      label: "hidden",
      signal: "hiddenState",
      formula: `\\htmlData{signal=hiddenState,when=now}{h_t} = ${squash}\\big(W \\cdot [\\,\\htmlData{signal=hiddenState,when=before}{h_{t-1}},\\, x_t\\,] + b\\big)`,
      meaning: "The whole memory is written anew at every word.",
      work: workBlock(blocks, 0, { hue: "h", signed: true }, parts),
    },
    { id: "softmax", label: "softmax", formula: softmaxFormula, meaning: "Every word's chance of being next." },
  ];
}

function createRnn(id: string, label: string, nonlinearity: Nonlinearity): CellType {
  const blocks: readonly GateBlock[] = [{ signal: "hiddenState", activation: nonlinearity, subscript: "" }];
  const hiddenState: SignalSpec = {
    name: "hiddenState",
    label: "hidden state",
    role: "state",
    symbol: "h_t",
    letter: "h",
    range: nonlinearity === "tanh" ? [-1, 1] : [0, Infinity],
    hue: "h",
  };
  return {
    id,
    label,
    signals: [hiddenState, ...partSignals(blocks, [hiddenState], parts)],
    blocks,
    output: "hiddenState",
    stages: createStages(blocks, nonlinearity),
    hasMemory: true,
    diagram: plainDiagram({ activation: nonlinearity === "tanh" ? "tanh" : "ReLU", hasMemory: true }),
    createStep: (parameters, kernels) => createStep(parameters, kernels, nonlinearity),
    createBackward: (parameters) => createBackward(parameters, nonlinearity),
    createExactStep: (units) => createExactStep(units, nonlinearity),
  };
}

// Frame (S, H): hidden state, memory part, word part.
function createStep({ recurrentWeights, bias, units }: LayerParameters, kernels: Kernels, nonlinearity: Nonlinearity): CellStep {
  const hiddenBefore = new Float32Array(units);
  const memory = new Float32Array(units);
  const hidden = new Float32Array(units);
  return (projected, previous, current) => {
    for (let u = 0; u < units; u++) hiddenBefore[u] = previous[u] as number;
    kernels.matrixVector(recurrentWeights, hiddenBefore, memory);
    for (let u = 0; u < units; u++) {
      const fromMemory = memory[u] as number;
      const fromWord = projected[u] as number;
      current[units + u] = fromMemory;
      current[2 * units + u] = fromWord;
      hidden[u] = fromMemory + fromWord + (bias[u] as number);
    }
    if (nonlinearity === "tanh") kernels.tanh(hidden, hidden); // h = tanh(W_h·h_{t−1} + W_x·x + b)
    for (let u = 0; u < units; u++) {
      const value = hidden[u] as number;
      current[u] = nonlinearity === "relu" && value < 0 ? 0 : value; // h = max(0, W_h·h_{t−1} + W_x·x + b)
    }
  };
}

function createBackward({ recurrentWeights, bias, units }: LayerParameters, nonlinearity: Nonlinearity): CellBackward {
  const slopeOf = nonlinearity === "tanh" ? tanhSlope : reluSlope;
  const slopes = new Float64Array(units);
  const deltas = new Float64Array(units);
  const hiddenBefore = new Float64Array(units);
  return {
    linearize: (_previous, current) => {
      for (let u = 0; u < units; u++) {
        slopes[u] = slopeOf((current[units + u] as number) + (current[2 * units + u] as number) + (bias[u] as number));
      }
    },
    carry: (now, before) => {
      for (let u = 0; u < units; u++) {
        const delta = (now[u] as number) * (slopes[u] as number); // h = tanh(W_h·h_{t−1} + W_x·x + b): ∂z = ∂h ⊙ tanh'(z)
        deltas[u] = delta;
        now[units + u] = delta;
        now[2 * units + u] = delta;
      }
      transposedProduct(recurrentWeights, deltas, hiddenBefore); // ∂h_{t−1} = W_hᵀ·∂z
      before.set(hiddenBefore, 0);
    },
  };
}

function createExactStep(units: number, nonlinearity: Nonlinearity): ExactStep {
  return (memory, word, _previous, current) => {
    for (let u = 0; u < units; u++) {
      const z = (memory[u] as number) + (word[u] as number);
      current[u] = nonlinearity === "tanh" ? Math.tanh(z) : Math.max(0, z);
    }
  };
}

/** Elman's network (1990) as torch.nn.RNN computes it: h_t = tanh(W_h·h_{t−1} + W_x·x_t + b). */
export const rnn: CellType = createRnn("rnn", "RNN", "tanh");

/** torch.nn.RNN with `nonlinearity="relu"`; weights cannot tell, so a config must. */
export const reluRnn: CellType = createRnn("rnn-relu", "RNN, ReLU", "relu");
