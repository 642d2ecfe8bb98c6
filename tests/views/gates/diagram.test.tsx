import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { CellType } from "../../../src/engine/cell.ts";
import { diagramOf } from "../../../src/engine/cells/diagrams.ts";
import { cells, findCell } from "../../../src/engine/cells/registry.ts";
import type { UnitReader } from "../../../src/engine/equation.ts";
import { describeCell } from "../../../src/views/gates/describe-cell.ts";
import { beltThickness, diagramNumbers, gaugeArc, wirePath } from "../../../src/views/gates/diagram-layout.ts";
import { DiagramPicture } from "../../../src/views/gates/diagram-picture.tsx";
import { stageState } from "../../../src/views/shared/stage-state.ts";

/** One unit with round numbers: 0.87 · 0.46 + 0.60 · 0.85 = 0.40 + 0.51. */
const unit: UnitReader = {
  signal: (name, when) => {
    const numbers: Record<string, number> = {
      forgetGate: 0.87,
      inputGate: 0.6,
      candidate: 0.85,
      outputGate: 0.87,
      hiddenState: 0.63,
    };
    if (name === "cellState") return when === "before" ? 0.46 : 0.9102;
    if (name.endsWith("Memory")) return -0.41;
    return name.endsWith("Word") ? 0.12 : (numbers[name] ?? 0);
  },
  bias: () => 2.2,
};

function cellOf(id: string): CellType {
  const cell = findCell(id);
  if (cell === undefined) throw new Error(`no cell ${id}`);
  return cell;
}

function draw(cell: CellType, stage: string, read: UnitReader | null, stretch = 0): string {
  const active = read === null ? -1 : cell.stages.findIndex(({ id }) => id === stage);
  const picture = (
    <DiagramPicture
      cell={cell}
      active={active}
      numbers={diagramNumbers(cell, active, read)}
      input="“sat”"
      output="to softmax"
      stretch={stretch}
    />
  );
  return renderToStaticMarkup(picture).replace(/></g, ">\n<");
}

describe("cell diagram", () => {
  it("draws the LSTM at its update, the RNN and the stateless cell from their descriptions", async () => {
    await expect(draw(cellOf("lstm"), "update", unit)).toMatchFileSnapshot("./pictures/lstm-update.svg.txt");
    await expect(draw(cellOf("rnn"), "hidden", unit)).toMatchFileSnapshot("./pictures/rnn-hidden.svg.txt");
    await expect(draw(cellOf("feed-forward"), "hidden", unit)).toMatchFileSnapshot("./pictures/feed-forward-hidden.svg.txt");
  });

  it("thins the belt by forgetting and thickens it by input, up to 15.5 px", () => {
    expect([0, 0.4, -0.4, 1, 3].map(beltThickness)).toEqual([2.5, 7.7, 7.7, 15.5, 15.5]);
    const { belts } = diagramNumbers(cellOf("lstm"), 3, unit);
    expect(belts["kept"]).toBeLessThan(belts["before"] ?? 0);
    expect(belts["after"]).toBeGreaterThan(belts["kept"] ?? 0);
  });

  it("turns a gauge clockwise for 0 … 1, half a turn to either side for a signed value", () => {
    expect(gaugeArc(0.87, false)).toEqual({ turn: 0.87, isLeft: false });
    expect(gaugeArc(0.85, true)).toEqual({ turn: 0.425, isLeft: false });
    expect(gaugeArc(-1, true)).toEqual({ turn: 0.5, isLeft: true });
  });

  it("prints the same digits as the equations", () => {
    const { texts } = diagramNumbers(cellOf("lstm"), 6, unit);
    expect([texts["value-before"], texts["value-kept"], texts["value-new"], texts["value-after"]]).toEqual([
      "+0.46",
      "+0.40",
      "+0.51",
      "+0.91",
    ]);
    expect(texts["gauge-candidate"]).toBe("+0.85");
    expect(texts["gauge-forget"]).toBe("0.87");
  });

  it("shows no number of a stage that has not run, in any cell", () => {
    for (const cell of cells) {
      cell.stages.forEach((_, active) => {
        const { texts } = diagramNumbers(cell, active, unit);
        const late = [...diagramOf(cell).nodes, ...diagramOf(cell).labels].filter(
          (part) => "stage" in part && stageState(cell, part.stage, active) === "idle",
        );
        for (const { id } of late) expect(texts[id] ?? "").toBe("");
      });
      expect(Object.values(diagramNumbers(cell, -1, null).texts).join("")).toBe("");
      expect(draw(cell, "", null)).not.toMatch(/data-state="(active|done)"[^>]*data-id|>[+−]?\d\.\d/);
    }
  });

  it("names only stages, signals and numbers that its cell has", () => {
    for (const cell of cells) {
      const stages = new Set(["start", ...cell.stages.map(({ id }) => id)]);
      const { wires, nodes, labels } = diagramOf(cell);
      for (const part of [...wires, ...nodes, ...labels]) if ("stage" in part) expect(stages).toContain(part.stage);
      for (const { carries } of wires) if (carries) expect(cell.signals.map(({ name }) => name)).toContain(carries.signal);
      const ids = [...wires, ...nodes, ...labels].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("keeps what touches an edge at the edge of a wider column", () => {
    const wide = draw(cellOf("lstm"), "update", unit, 64);
    expect(wide).toContain('viewBox="-64 0 520 286"');
    expect(wide).toContain('d="M-64 46L70 46"');
    expect(wide).toContain('d="M172 46L456 46"');
  });

  it("rounds corners, and straight wires stay straight", () => {
    expect(wirePath([0, 0, 0, 40, 30, 40])).toBe("M0 0L0 30Q0 40 10 40L30 40");
    expect(wirePath([0, 0, 50, 0])).toBe("M0 0L50 0");
  });

  it("says in words what it shows, as far as it has come", () => {
    expect(describeCell(cellOf("lstm"), 3, unit)).toBe(
      "forget gate 0.87. input gate 0.60. candidate +0.85. cell state +0.91, kept 0.40, new 0.51.",
    );
    expect(describeCell(cellOf("lstm"), -1, unit)).toBe("");
  });
});
