import { describe, expect } from "vitest";
import { type GatesPage, test } from "./gates-page.ts";

const address = "s=the+cat+sat+on+the&t=3&u=47&stage=forget";

/** Everything that the page prints, names or describes, a line each. */
const said = ({ page }: GatesPage) =>
  page.evaluate(() => {
    const names = ["aria-label", "aria-description", "aria-valuetext", "title", "alt"];
    const attributes = [...document.querySelectorAll("*")].flatMap((element) =>
      names.map((name) => element.getAttribute(name) ?? ""),
    );
    return [document.body.textContent ?? "", ...attributes].join("\n");
  });

/** Moves the pointer over the pinned cell of a heatmap and reads what is shown beside it. */
async function hoverPinned({ page, grid }: GatesPage, name: string): Promise<string> {
  await page.mouse.move(5, 5);
  await grid(name).locator(".pinned-ring").scrollIntoViewIfNeeded();
  const box = await grid(name).locator(".pinned-ring").boundingBox();
  if (box === null) throw new Error(`${name} has no pinned cell`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const tooltip = page.locator(".tooltip:popover-open");
  await tooltip.filter({ hasText: "unit 47" }).waitFor();
  return tooltip.innerText();
}

describe("while the answers are hidden", () => {
  test("the number of the active stage is neither printed nor drawn, said or told by hovering", async ({ open }) => {
    const gates = await open({ address });
    const { page, grid, word: slider } = gates;
    await slider.waitFor();
    const cell = grid("forget gate").getByRole("gridcell");
    await expect.poll(() => cell.textContent()).toMatch(/^unit 47, sat, \d/);
    const value = (await cell.textContent())?.split(", ").at(-1) as string;
    const track = page.locator(".story-track[data-hue='f']");
    const line = () => track.locator(".story-line").getAttribute("d");
    await expect.poll(line).toMatch(/^M[^M]+$/);
    expect(await hoverPinned(gates, "forget gate")).toContain(value);
    expect(await hoverPinned(gates, "cell state")).toContain("kept");

    await page.keyboard.press("h");
    await expect.poll(() => cell.textContent()).toBe("unit 47, sat, hidden");
    await expect.poll(line).toMatch(/^M[^M]+M[^M]+$/);
    await expect.poll(() => track.locator(".story-pinned").isVisible()).toBe(false);
    expect(await page.locator(".signal-row[data-hue='f'] .histogram-tick").isVisible()).toBe(false);
    const ground = () =>
      grid("forget gate")
        .locator(".pinned-ring")
        .evaluate((ring) => getComputedStyle(ring).backgroundColor);
    expect(await ground()).not.toBe("rgba(0, 0, 0, 0)");
    const told = await hoverPinned(gates, "forget gate");
    expect(told).toContain("?");
    expect(told).not.toMatch(/\d\.\d/);
    expect(await hoverPinned(gates, "cell state")).not.toContain("kept");
    await grid("forget gate").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await page.locator("[aria-live]").filter({ hasText: "forget gate, unit 47, sat, hidden" }).waitFor({ state: "attached" });
    await page.keyboard.press("h");
    await expect.poll(() => cell.textContent()).toBe(`unit 47, sat, ${value}`);
  });

  test("no next word is told anywhere, in any view", async ({ open }) => {
    const gates = await open({ address: "s=the+cat+sat+on+the&t=5" });
    const { page, word: slider } = gates;
    await slider.waitFor();
    const first = page.getByRole("list", { name: "Next words" }).getByRole("listitem").first();
    const word = (await first.locator(".next-word-name").textContent()) as string;
    expect(await said(gates)).toContain("the likeliest next word");
    await page.keyboard.press("h");
    await page.getByRole("button", { name: /^The next words are hidden/ }).waitFor();
    for (const view of ["Activations", "Gradients", "Predict", "Gates"]) {
      await page.getByRole("navigation").getByRole("link", { name: view, exact: true }).click();
      await page
        .getByRole("button", { name: /hidden\. Show/ })
        .first()
        .waitFor();
      await gates.settle();
      const told = await said(gates);
      expect(told, view).not.toContain("the likeliest next word");
      expect(told, view).not.toMatch(new RegExp(`\\b${word}\\b[^a-z]*\\d+(\\.\\d+)?%`));
      expect(await page.locator(".ghost-word, .line-ghost").count(), view).toBe(0);
    }
  });

  test("neither a copied column nor Activations tells the number of the active stage", async ({ open }) => {
    const gates = await open({ address, context: { permissions: ["clipboard-read", "clipboard-write"] } });
    const { page, button, word: slider } = gates;
    await slider.waitFor();
    const copied = async () => {
      await page.getByRole("button", { name: /^Rows: / }).click();
      await button("Copy this word’s column").click();
      await page.keyboard.press("Escape");
      const text = await page.evaluate(() => navigator.clipboard.readText());
      return text
        .split("\n")
        .find((line) => line.startsWith("47\t"))
        ?.split("\t")[1];
    };
    expect(await copied()).toMatch(/^0\.\d/);
    await page.keyboard.press("h");
    expect(await copied()).toBe("?");
    await page.getByRole("link", { name: "Activations", exact: true }).click();
    const row = page.getByRole("region", { name: "At the pin" }).getByRole("row").filter({ hasText: /^f/ });
    await expect.poll(() => row.innerText()).toMatch(/\?\s+\?$/);
    const pin = page.getByRole("region", { name: "Sigmoid" }).locator(".curve-pin");
    expect(await pin.count()).toBe(0);
    await page.keyboard.press("h");
    await pin.waitFor();
    expect(await row.innerText()).not.toContain("?");
  });
});
