import { activate, activateSlope, activations } from "../activations.ts";
import type {
  Activation,
  CellBackward,
  CellBackwardSteps,
  CellStep,
  CellType,
  ExactStep,
  GateBlock,
  LayerParameters,
  SignalSpec,
  Stage,
} from "../cell.ts";
import type { KernelRoom } from "../kernels/kernels.ts";
import { blocksWith, partSignals, softmaxFormula, workBlock } from "./worked.ts";

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
  const own: readonly GateBlock[] = [{ signal: "hiddenState", activation: nonlinearity, subscript: "" }];
  const stages = createStages(own, nonlinearity);
  const build = (blocks: readonly GateBlock[]): CellType => {
    const { activation } = blocks[0] as GateBlock;
    const hiddenState: SignalSpec = {
      name: "hiddenState",
      label: "hidden state",
      role: "state",
      symbol: "h_t",
      letter: "h",
      range: activations[activation].range,
      hue: "h",
    };
    return {
      id,
      label,
      signals: [hiddenState, ...partSignals(blocks, [hiddenState], parts)],
      blocks,
      output: "hiddenState",
      stages,
      hasMemory: true,
      createStep: (parameters, room) => createStep(parameters, room, activation),
      createBackward: (parameters) => createBackward(parameters, activation),
      createBackwardSteps: (parameters, room, steps) => createBackwardSteps(parameters, room, steps, activation),
      createExactStep: (units) => createExactStep(units, activation),
      withActivation: (block, next) => build(blocksWith(blocks, block, next)),
    };
  };
  return build(own);
}

// Frame (S, H): hidden state, memory part, word part.
function createStep({ recurrentWeights, bias, units }: LayerParameters, room: KernelRoom, activation: Activation): CellStep {
  const recurrent = room.pack(recurrentWeights, units, units);
  const biases = room.keep(bias);
  const inputs = room.allocate(units);
  return (projected, previous, current) => {
    const memory = current + units;
    room.matrixVector(recurrent, previous, memory);
    room.copy(projected, memory + units, units);
    room.sum(memory, projected, biases, inputs, units);
    activate(room, activation, inputs, current, units); // h = tanh(W_h·h_{t−1} + W_x·x + b), or max(0, …)
  };
}

function createBackward({ bias, units }: LayerParameters, activation: Activation): CellBackward {
  const slopeOf = activations[activation].slope;
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
  { bias, units }: LayerParameters,
  room: KernelRoom,
  steps: number,
  activation: Activation,
): CellBackwardSteps {
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

function createExactStep(units: number, activation: Activation): ExactStep {
  const functionOf = activations[activation].value;
  return (memory, word, _previous, current) => {
    for (let u = 0; u < units; u++) {
      current[u] = functionOf((memory[u] as number) + (word[u] as number));
    }
  };
}

/** Elman's network (1990) as torch.nn.RNN computes it: h_t = tanh(W_h·h_{t−1} + W_x·x_t + b). */
export const rnn: CellType = createRnn("rnn", "RNN", "tanh");

/** torch.nn.RNN with `nonlinearity="relu"`; weights cannot tell, so a config must. */
export const reluRnn: CellType = createRnn("rnn-relu", "RNN, ReLU", "relu");
