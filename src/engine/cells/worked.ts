import type { GateBlock, Hue, PreActivationPart } from "../cell.ts";
import type { UnitReader, Worked, WorkedPiece } from "../equation.ts";
import { partName } from "./blocks.ts";

/** A signal's value as a piece of a line of numbers, in its hue. */
export function signalNumber(
  read: UnitReader,
  piece: { readonly id: string; readonly signal: string; readonly when: "now" | "before"; readonly hue: Hue },
): Extract<WorkedPiece, { kind: "number" }> {
  const { id, signal, when, hue } = piece;
  return { kind: "number", id, value: read.signal(signal, when), hue, source: { kind: "signal", signal, when } };
}

/** TeX of the stage that every cell ends with: the readout of the last layer's output. */
export const softmaxFormula = "p_t = \\mathrm{softmax}(W_y\\,\\htmlData{signal=hiddenState,when=now}{h_t} + b_y)";

const activationMark = { sigmoid: "σ", tanh: "tanh", relu: "ReLU", hardSigmoid: "hard σ" } as const;

/** `σ(memory + word + bias) = σ(sum)`: the line of numbers of an affine block; without its memory part for a stateless cell. */
export function workBlock(
  blocks: readonly GateBlock[],
  index: number,
  signal: { readonly hue: Hue; readonly signed: boolean },
  parts: readonly Exclude<PreActivationPart, "bias">[],
): (read: UnitReader) => Worked {
  const block = blocks[index] as GateBlock;
  const mark = activationMark[block.activation];
  return (read) => {
    const values = [
      ...parts.map((part) => ({ part, value: read.signal(partName(block, part), "now") })),
      { part: "bias" as const, value: read.bias(index) },
    ];
    const sum = values.reduce((total, { value }) => total + value, 0);
    return {
      pieces: [
        { kind: "mark", text: `${mark}(` },
        ...values.map(({ part, value }, place) => ({
          kind: "number" as const,
          id: part,
          value,
          isLaterTerm: place > 0,
          caption: part,
          source: { kind: "part" as const, block: index, part },
        })),
        { kind: "mark", text: `) = ${mark}(` },
        { kind: "number", id: "sum", value: sum, source: { kind: "preActivation", block: index } },
        { kind: "mark", text: ")" },
      ],
      result: {
        value: read.signal(block.signal, "now"),
        signed: signal.signed,
        source: { kind: "signal", signal: block.signal, when: "now" },
      },
      sums: [{ parts: values.map(({ part }) => part), total: "sum" }],
    };
  };
}
