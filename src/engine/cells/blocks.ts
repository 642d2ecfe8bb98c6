import type { Activation, GateBlock, PreActivationPart, SignalSpec } from "../cell.ts";

/** Name of the signal that keeps a printed part of a block's pre-activation: `forgetGateMemory`, `forgetGateWord`. */
export function partName(block: GateBlock, part: Exclude<PreActivationPart, "bias">): string {
  return `${block.signal}${part === "memory" ? "Memory" : "Word"}`;
}

/** The pre-activation signals of a cell's blocks in frame order: memory and word of block 0, of block 1, … */
export function partSignals(
  blocks: readonly GateBlock[],
  drawn: readonly SignalSpec[],
  parts: readonly Exclude<PreActivationPart, "bias">[],
): readonly SignalSpec[] {
  return blocks.flatMap((block, index) => {
    const signal = drawn.find((spec) => spec.name === block.signal);
    if (signal === undefined) throw new RangeError(`no signal ${block.signal}`);
    return parts.map((kind) => ({
      name: partName(block, kind),
      label: `${signal.label}, ${kind} part`,
      role: "preActivation" as const,
      symbol: kind === "memory" ? `W_{h${block.subscript}} h_{t-1}` : `W_{x${block.subscript}} x_t`,
      letter: signal.letter,
      range: [-Infinity, Infinity] as const,
      hue: signal.hue,
      part: { block: index, kind },
    }));
  });
}

/** The blocks with another function in one of them. @throws RangeError for a block that is not there. */
export function blocksWith(blocks: readonly GateBlock[], block: number, activation: Activation): readonly GateBlock[] {
  if (blocks[block] === undefined) throw new RangeError(`block ${block} of ${blocks.length}`);
  return blocks.map((own, index) => (index === block ? { ...own, activation } : own));
}
