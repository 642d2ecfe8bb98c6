import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";
import { shortDream } from "./short-dream.ts";

const address = "view=memory&s=the+cat+that+chased+the+mice+sat&t=7&u=154";

describe("the drawings of Memory", () => {
  test("cuts through no word of the contexts, and lets all key words begin at one vertical", async ({ open }) => {
    const { page } = await open({ address, prepare: shortDream });
    await page.locator(".strong-context").first().waitFor();
    await page.locator(".context-line").first().waitFor();
    const found = await page.evaluate(() => {
      const cut = (line: Element, box: Element) => {
        const range = document.createRange();
        range.selectNodeContents(line);
        const [text, room] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
        return text.left < room.left - 1 || text.right > room.right + 1;
      };
      const lines = [...document.querySelectorAll(".context-line")];
      const chips = [...document.querySelectorAll(".strong-context")];
      return {
        cut: [
          ...lines.flatMap((line) => [...line.children].filter((part) => cut(part, part)).map((part) => part.textContent)),
          ...chips.filter((row) => cut(row, row)).map((row) => row.textContent),
        ],
        keys: new Set(lines.map((line) => Math.round(line.querySelector("b")?.getBoundingClientRect().left ?? 0))).size,
        lines: lines.length,
        peaks: chips.map((row) => row.querySelectorAll("[data-peak]").length),
      };
    });
    expect(found).toMatchObject({ cut: [], keys: 1, lines: 9 });
    expect(new Set(found.peaks)).toEqual(new Set([1]));
  });

  test("has holds of this sentence and of the corpus side by side: one does not take the other's place", async ({ open }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { page } = await open({
      address,
      prepare: async (own) => {
        await shortDream(own);
        await own.route("**/dream.bin", async (route) => {
          await held;
          await route.fallback();
        });
      },
    });
    const chart = page.getByRole("region", { name: "Hold of every unit" });
    const dots = chart.locator(".hold-dot");
    await expect.poll(() => dots.count()).toBe(256);
    const own = await dots.first().locator("title").textContent();
    await chart.getByText(/^In the corpus: .* read$/).waitFor();
    release();
    await expect.poll(() => dots.count()).toBe(512);
    expect(await dots.first().locator("title").textContent()).toBe(own);
    expect(await chart.locator(".hold-set").allTextContents()).toEqual(["In this sentence", "In the corpus"]);
  });
});
