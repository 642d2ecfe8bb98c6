import type { Locator } from "playwright";
import { describe, expect } from "vitest";
import { valueIn } from "./exported-trace.ts";
import { type GatesPage, lstmGrids, test } from "./gates-page.ts";

const sentence = "s=the+cat+sat+on+the+mat";
const signals = ["forgetGate", "inputGate", "candidate", "cellState", "outputGate", "hiddenState"] as const;

/** A number as the page prints it, `+0.46`, `−0.18`, `0.87`. */
function readNumber(text: string): number {
  const found = /([+\u2212-]?)(\d*\.\d+|\d+)\s*$/.exec(text.trim());
  if (found === null) throw new Error(`no number at the end of “${text}”`);
  return (found[1] === "" || found[1] === "+" ? 1 : -1) * Number(found[2]);
}

async function cellOf(grid: Locator): Promise<{ row: number; column: number; text: string }> {
  const cell = grid.getByRole("gridcell");
  const row = Number(await grid.getByRole("row").getAttribute("aria-rowindex"));
  const column = Number(await cell.getAttribute("aria-colindex"));
  return { row, column, text: (await cell.textContent()) ?? "" };
}

/** Presses a heatmap at a share of its width and height. */
async function press(grid: Locator, across: number, down: number): Promise<void> {
  const box = await grid.boundingBox();
  if (box === null) throw new Error("the grid is not shown");
  await grid.click({ position: { x: box.width * across, y: box.height * down } });
}

const pinned = (gates: GatesPage): string => `t=${gates.key("t")} u=${gates.key("u")}`;

describe("pinning", () => {
  test("a press on a heatmap pins the unit and the word; every grid shows that number", async ({ open }) => {
    const gates = await open({ address: sentence });
    await press(gates.grid("cell state"), 0.3, 0.5);
    await expect.poll(() => gates.key("u")).not.toBeNull();
    await expect.poll(() => gates.key("t")).not.toBeNull();
    const [step, unit] = [Number(gates.key("t")), Number(gates.key("u"))];
    const trace = await gates.exportTrace();
    for (const [index, name] of lstmGrids.entries()) {
      const cell = await cellOf(gates.grid(name));
      expect(cell.column).toBe(step);
      expect(cell.text).toContain(`unit ${unit}`);
      expect(readNumber(cell.text)).toBeCloseTo(valueIn(trace, signals[index] ?? "", step, unit), 2);
    }
    expect(await gates.word.getAttribute("aria-valuetext")).toContain(`${step} of 6`);
  });

  test("inside a grid the arrows move the cell, and it is spoken", async ({ open }) => {
    const gates = await open({ address: `${sentence}&t=2` });
    const grid = gates.grid("forget gate");
    await grid.focus();
    const before = await cellOf(grid);
    await gates.page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await cellOf(grid)).column).toBe(before.column + 1);
    // The unit that nobody chose may stand in the last row.
    await gates.page.keyboard.press("ArrowUp");
    await expect.poll(async () => (await cellOf(grid)).row).not.toBe(before.row);
    const spoken = gates.page
      .locator("[aria-live=polite], [role=status]")
      .filter({ hasText: /forget gate, unit \d+, sat, \d\.\d\d/ });
    await expect.poll(() => spoken.count()).toBeGreaterThan(0);
    await gates.page.keyboard.press("Enter");
    await expect.poll(() => gates.key("t")).toBe("3");
  });

  test("Back undoes a pin, Forward does it again", async ({ open }) => {
    const gates = await open({ address: `${sentence}&t=2&u=5` });
    await press(gates.grid("hidden state"), 0.6, 0.4);
    await expect.poll(() => pinned(gates)).not.toBe("t=2 u=5");
    const after = pinned(gates);
    await gates.page.goBack();
    await expect.poll(() => pinned(gates)).toBe("t=2 u=5");
    await expect.poll(() => gates.word.getAttribute("aria-valuetext")).toBe("cat, 2 of 6");
    await gates.page.goForward();
    await expect.poll(() => pinned(gates)).toBe(after);
  });

  test("a press on a word pins the word and keeps the unit", async ({ open }) => {
    const gates = await open({ address: `${sentence}&t=3&u=5` });
    const [field, grid] = [await gates.sentence.boundingBox(), await gates.grid("cell state").boundingBox()];
    if (field === null || grid === null) throw new Error("the sentence or the grid is not shown");
    await gates.page.mouse.click(grid.x + 12, field.y + field.height / 2);
    await expect.poll(() => gates.word.getAttribute("aria-valuetext")).toBe("the, 1 of 6");
    await expect.poll(() => pinned(gates)).toBe("t=1 u=5");
  });
});

describe("the address", () => {
  test("a reload shows the same moment", async ({ open }) => {
    const gates = await open({ address: `${sentence}&t=3&u=11&stage=update&rows=64&order=index` });
    const before = await gates.exportTrace();
    await gates.page.reload();
    await gates.settle();
    expect(await gates.sentence.inputValue()).toBe("the cat sat on the mat");
    expect(await gates.word.getAttribute("aria-valuetext")).toBe("sat, 3 of 6");
    for (const [name, value] of [
      ["t", "3"],
      ["u", "11"],
      ["stage", "update"],
      ["rows", "64"],
      ["order", "index"],
    ] as const) {
      expect(gates.key(name)).toBe(value);
    }
    const cell = await cellOf(gates.grid("cell state"));
    expect(cell.column).toBe(3);
    expect(cell.text).toContain("unit 11");
    expect((await gates.exportTrace()).layers).toEqual(before.layers);
  });

  test("what was typed is in the address, and a copied link opens it", async ({ open }) => {
    const gates = await open({ address: "s=the" });
    await gates.write("the dog & the cat");
    await gates.sentence.press("Enter");
    await expect.poll(() => gates.key("s")).toBe("the dog & the cat");
    const copy = await open({ address: new URL(gates.page.url()).hash.slice(1) });
    expect(await copy.sentence.inputValue()).toBe("the dog & the cat");
  });

  test.for(["u=99999", "model=no-such-model", "%%%"])(
    "%s is ignored with one line that says so and can be dismissed",
    async (key, { open }) => {
      const gates = await open({ address: `${sentence}&${key}` });
      const dismiss = gates.page.getByRole("button", { name: /dismiss/i });
      await expect.poll(() => dismiss.count()).toBe(1);
      expect(await gates.grid("cell state").count()).toBe(1);
      await dismiss.click();
      await expect.poll(() => dismiss.count()).toBe(0);
    },
  );

  test("a well-formed address raises no line", async ({ open }) => {
    const gates = await open({ address: `v=1&view=gates&model=story-lstm&${sentence}&t=3&u=11&stage=update&theme=dark` });
    expect(await gates.page.getByRole("button", { name: /dismiss/i }).count()).toBe(0);
  });
});
