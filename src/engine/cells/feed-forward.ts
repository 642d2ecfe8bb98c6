import { activations } from "../activations.ts";
import type { CellType, GateBlock, SignalSpec, Stage } from "../cell.ts";
import { blocksWith, partSignals } from "./blocks.ts";

const parts = ["word"] as const;

const blocks: readonly GateBlock[] = [{ signal: "hiddenState", activation: "tanh", subscript: "" }];

const stages: readonly Stage[] = [
  { id: "hidden", label: "hidden", signal: "hiddenState" },
  { id: "softmax", label: "softmax" },
];

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
    withActivation: (block, next) => createFeedForward(blocksWith(ownBlocks, block, next)),
  };
}

/** A layer of tanh units on the current word alone: the stateless model that the others are measured against. */
export const feedForward: CellType = createFeedForward(blocks);
