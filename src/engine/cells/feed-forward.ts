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

const parts = ["word"] as const;

const blocks: readonly GateBlock[] = [{ signal: "hiddenState", activation: "tanh", subscript: "" }];

const stages: readonly Stage[] = [
  {
    id: "hidden",
    label: "hidden",
    signal: "hiddenState",
    formula: "\\htmlData{signal=hiddenState,when=now}{h_t} = \\tanh(W x_t + b)",
    meaning: "This word alone: nothing is carried from the words before.",
    work: workBlock(blocks, 0, { hue: "h", signed: true }, parts),
  },
  { id: "softmax", label: "softmax", formula: softmaxFormula, meaning: "Every word's chance of being next." },
];

// Frame (S, H): hidden state, word part. `previous` is not read.
function createStep({ bias, units }: LayerParameters, room: KernelRoom, activation: Activation): CellStep {
  const biases = room.keep(bias);
  const nothing = room.allocate(units);
  const inputs = room.allocate(units);
  return (projected, _previous, current) => {
    room.copy(projected, current + units, units);
    room.sum(projected, biases, nothing, inputs, units);
    activate(room, activation, inputs, current, units); // h = tanh(W·x + b)
  };
}

function createBackward({ bias, units }: LayerParameters, activation: Activation): CellBackward {
  const slopeOf = activations[activation].slope;
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

function createExactStep(units: number, activation: Activation): ExactStep {
  const functionOf = activations[activation].value;
  return (_memory, word, _previous, current) => {
    for (let u = 0; u < units; u++) current[u] = functionOf(word[u] as number);
  };
}

function createFeedForward(ownBlocks: readonly GateBlock[]): CellType {
  const { activation } = ownBlocks[0] as GateBlock;
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
    id: "feed-forward",
    label: "Stateless",
    signals: [hiddenState, ...partSignals(ownBlocks, [hiddenState], parts)],
    blocks: ownBlocks,
    output: "hiddenState",
    stages,
    hasMemory: false,
    createStep: (parameters, room) => createStep(parameters, room, activation),
    createBackward: (parameters) => createBackward(parameters, activation),
    createBackwardSteps: (parameters, room, steps) => createBackwardSteps(parameters, room, steps, activation),
    createExactStep: (units) => createExactStep(units, activation),
    withActivation: (block, next) => createFeedForward(blocksWith(ownBlocks, block, next)),
  };
}

/** A layer of tanh units on the current word alone: the stateless model that the others are measured against. */
export const feedForward: CellType = createFeedForward(blocks);
