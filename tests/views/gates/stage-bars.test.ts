import { describe, expect, it } from "vitest";
import { equationsOf } from "../../../src/engine/cells/equations.ts";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import type { UnitReader } from "../../../src/engine/equation.ts";
import { layStageBars, type StageBars } from "../../../src/views/gates/stage-bars.ts";

function barsOf(stage: string, numbers: Readonly<Record<string, number>>, before = 0): StageBars {
  const read: UnitReader = {
    signal: (name, when) => (name === "cellState" && when === "before" ? before : (numbers[name] ?? 0)),
    bias: () => 0,
  };
  const work = equationsOf(lstm).find(({ id }) => id === stage)?.work;
  if (work === undefined) throw new Error(`no stage ${stage}`);
  return layStageBars(work(read));
}

describe("bar of the stage card", () => {
  it("puts kept and new end to end on 0 … 1", () => {
    const { segments, zero, total } = barsOf("update", { forgetGate: 0.5, inputGate: 1, candidate: 0.25, cellState: 0.65 }, 0.8);
    expect(segments.map(({ id, left, width, text }) => [id, left, width, text])).toEqual([
      ["kept", 0, 0.4, "+0.40"],
      ["new", 0.4, 0.25, "+0.25"],
    ]);
    expect([zero, total]).toEqual([0, null]);
  });

  it("says that a part is near what its printed factors give, where it is not that", () => {
    const numbers = { forgetGate: 0.9474, inputGate: 0, candidate: 0, cellState: 0.9474 * 4.3237 };
    expect(barsOf("update", numbers, 4.3237).segments[0]?.text).toBe("+4.10");
    const close = {
      forgetGate: 0.94749,
      inputGate: 0.78449,
      candidate: 0.85449,
      cellState: 0.94749 * 4.32449 + 0.78449 * 0.85449,
    };
    const texts = barsOf("update", close, 4.32449).segments.map(({ text }) => text);
    expect(texts.some((text) => text.startsWith("≈ +"))).toBe(true);
  });

  it("puts parts that pull apart on both sides of zero, with a tick at their sum", () => {
    const { segments, zero, total } = barsOf("update", { forgetGate: 0.5, inputGate: 1, candidate: -0.5, cellState: -0.25 }, 0.5);
    expect(segments.map(({ left, width }) => [left, width])).toEqual([
      [0.5, 0.125],
      [0.25, 0.25],
    ]);
    expect([zero, total]).toEqual([0.5, 0.375]);
  });

  it("widens the track to the next whole number", () => {
    const { segments, zero } = barsOf("update", { forgetGate: 1, cellState: 1.5 }, 1.5);
    expect(zero).toBe(0);
    expect(segments[0]).toMatchObject({ left: 0, width: 0.75 });
  });

  it("shows a gate as a share of the track", () => {
    expect(barsOf("forget", { forgetGate: 0.87 })).toMatchObject({
      zero: 0,
      total: null,
      segments: [{ left: 0, width: 0.87, text: "" }],
    });
  });
});
