import type { Locator } from "playwright";
import { describe, expect } from "vitest";
import { type GatesPage, test } from "./gates-page.ts";

const address = "s=the+cat+sat+on+the&t=3&u=12&stage=update";

/** The numbers of a text, with their decimals: `+0.46`, `−0.18`. */
function readNumbers(text: string): { value: number; decimals: number }[] {
  return [...text.matchAll(/([+\u2212]?)\s*(\d+\.\d+)/g)].map(([, sign, digits = ""]) => ({
    value: (sign === "\u2212" ? -1 : 1) * Number(digits),
    decimals: digits.split(".")[1]?.length ?? 0,
  }));
}

/** What the rows of an open explanation say they come to, each the last number of its row, and the total above them. */
async function readTerms(
  dialog: Locator,
): Promise<{ parts: number[]; products: [number, number, number][]; total: number; slack: number }> {
  const caption = await dialog.locator("caption b").textContent();
  const [total] = readNumbers(caption ?? "");
  if (total === undefined) throw new Error(`no total in “${caption}”`);
  const rows = await dialog.getByRole("row").allTextContents();
  const numbers = rows.map(readNumbers);
  return {
    parts: numbers.map((row) => row.at(-1)?.value ?? Number.NaN),
    products: numbers.filter((row) => row.length === 3).map((row) => row.map(({ value }) => value) as [number, number, number]),
    total: total.value,
    // Rounded numbers that do not add up are said to do so approximately.
    slack: (caption?.startsWith("≈") ? 0.5 * rows.length : 0.1) * 10 ** -total.decimals,
  };
}

async function explain(gates: GatesPage, part: RegExp): Promise<{ dialog: Locator; printed: number }> {
  const number = gates.page.getByRole("region", { name: "Equations" }).getByRole("button", { name: part }).first();
  const printed = readNumbers((await number.textContent()) ?? "").at(-1)?.value ?? Number.NaN;
  await number.click();
  const dialog = gates.page.getByRole("dialog");
  await dialog.waitFor();
  return { dialog, printed };
}

describe("any number explains itself", () => {
  test.for(["memory", "word"])(
    "the terms of the forget gate's %s part add up to the number that was printed",
    async (part, { open }) => {
      const gates = await open({ address });
      const { dialog, printed } = await explain(gates, new RegExp(`^${part}`));
      await dialog.getByRole("table").waitFor();
      const { parts, products, total, slack } = await readTerms(dialog);
      expect(parts.length).toBeGreaterThan(5);
      expect(Math.abs(parts.reduce((sum, value) => sum + value, 0) - total)).toBeLessThan(slack);
      expect(Math.abs(total - printed)).toBeLessThan(0.006);
      for (const [factor, weight, product] of products) expect(Math.abs(factor * weight - product)).toBeLessThan(0.01);
      const sizes = products.map(([, , product]) => Math.abs(product));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    },
  );

  test("each number opens in turn, Back and Escape lead the same way back", async ({ open }) => {
    const gates = await open({ address });
    const { dialog } = await explain(gates, /^memory/);
    const title = dialog.getByRole("heading");
    const first = await title.textContent();
    await dialog.getByRole("table").getByRole("button").first().click();
    await expect.poll(() => title.textContent()).not.toBe(first);
    await dialog
      .getByRole("button", { name: /^(output gate|cell state)/ })
      .first()
      .click();
    expect(await dialog.getByRole("list", { name: "Trail" }).getByRole("listitem").count()).toBe(3);
    await gates.page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Back" }).click();
    await expect.poll(() => title.textContent()).toBe(first);
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect.poll(() => dialog.count()).toBe(0);
  });

  test("the weight is said with its place in the model's file", async ({ open }) => {
    const gates = await open({ address });
    const { dialog } = await explain(gates, /^memory/);
    await dialog
      .getByRole("button", { name: /^weight/ })
      .first()
      .click();
    await dialog.getByText(/weight_hh_l0\[\d+, \d+\]/).waitFor();
  });

  test("an explanation closes when its word changes", async ({ open }) => {
    const gates = await open({ address });
    const { dialog } = await explain(gates, /^memory/);
    await gates.write("a dog sat on the");
    await expect.poll(() => dialog.count()).toBe(0);
  });
});

describe("the equations", () => {
  test("the update's parts add up to its result, which is the number in the grid and in the trace", async ({ open }) => {
    const gates = await open({ address });
    const row = gates.page.getByRole("region", { name: "Equations" }).getByRole("listitem").filter({ hasText: "kept" });
    const text = (await row.textContent()) ?? "";
    const kept = readNumbers(/kept\s*([+\u2212]?\s*\d+\.\d+)/.exec(text)?.[1] ?? "")[0];
    const added = readNumbers(/new\s*([+\u2212]?\s*\d+\.\d+)/.exec(text)?.[1] ?? "")[0];
    const result = readNumbers(text).at(-1);
    if (kept === undefined || added === undefined || result === undefined) throw new Error(`kept, new, result in “${text}”`);
    expect(kept.value + added.value).toBeCloseTo(result.value, Math.min(kept.decimals, 6));
    const trace = await gates.exportTrace();
    expect(result.value).toBeCloseTo(trace.layers[0]?.["cellState"]?.[2]?.[12] ?? Number.NaN, 2);
    const cell = await gates.grid("cell state").getByRole("gridcell").textContent();
    expect(readNumbers(cell ?? "").at(-1)?.value).toBeCloseTo(result.value, 1);
  });

  test("what is not computed yet shows no number", async ({ open }) => {
    const gates = await open({ address: "s=the+cat+sat&t=3&stage=forget" });
    const rows = gates.page.getByRole("region", { name: "Equations" }).getByRole("listitem");
    await expect.poll(() => rows.count()).toBe(6);
    expect(readNumbers((await rows.first().textContent()) ?? "").length).toBeGreaterThan(2);
    for (const row of (await rows.all()).slice(1)) {
      expect(await row.getByRole("button").count()).toBe(0);
    }
  });
});
