import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

const address = "view=predict&s=the+cat+sat+on+the+couch&t=5";

describe("the view Predict", () => {
  for (const [width, height, isProjected] of [
    [1280, 720, false],
    [1440, 900, false],
    [1024, 768, false],
    [1920, 1080, true],
  ] as const) {
    test(`shows all ten rows and the lines under them at ${width} × ${height}${isProjected ? ", projected" : ""}, at equal heights`, async ({
      open,
    }) => {
      const { page, button } = await open({ address: "view=predict", context: { viewport: { width, height } } });
      if (isProjected) await button("Projector").click();
      await page.locator(".ranked-word[data-followed]").first().waitFor();
      const edges = await page.evaluate(() => {
        const box = (element: Element) => element.getBoundingClientRect();
        const end = box(document.querySelector(".transport") as Element).top;
        return [...document.querySelectorAll(".ranked-list")].map((list) => ({
          cut: [...list.querySelectorAll("li, .ranked-rest, input")].filter((part) => box(part).bottom > end).length,
          rest: box(list.querySelector(".ranked-rest") as Element).top,
          field: box(list.querySelector("input") as Element).top,
          fieldWidth: Math.round(box(list.querySelector("input") as Element).width),
          width: Math.round(box(list).width),
          rows: Math.round(box(document.querySelector(".predict-rows") as Element).bottom - box(list).top),
        }));
      });
      expect(edges).toHaveLength(3);
      for (const { cut, rest, field, fieldWidth, width: own, rows } of edges) {
        expect(cut).toBe(0);
        expect([rest, field]).toEqual([edges[0]?.rest, edges[0]?.field]);
        expect(fieldWidth).toBe(own);
        expect(rows).toBeLessThanOrEqual(0);
      }
    });
  }

  test("shows what cannot be seen by its number, and lets no word turn the line that it stands in", async ({ open }) => {
    const { page } = await open({ address: `view=predict&s=${encodeURIComponent("the \u202ecat sat über")}` });
    await page.getByRole("region", { name: "Stateless expects" }).getByText("sees only an unknown word").waitFor();
    const said = (await page.getByRole("main").textContent()) ?? "";
    expect(said).not.toContain("\u202e");
    const descriptor =
      (await page.getByRole("region", { name: "LSTM expects" }).locator(".ranked-title > span").first().textContent()) ?? "";
    expect(descriptor).toMatch(/^draws on (\u2068[^\u2068\u2069]+\u2069(, )?)+$/);
  });

  test("keeps the answers to itself while they are hidden", async ({ open }) => {
    const { page } = await open({ address });
    const list = page.getByRole("list", { name: "Next words, LSTM" });
    await list.getByRole("listitem").first().waitFor();
    await page.keyboard.press("h");
    await expect.poll(() => list.count()).toBe(0);
    await page.getByRole("button", { name: /^The next words are hidden/ }).waitFor();
    for (const name of ["Surprise", "Word probes", "Who voted for this word"]) {
      expect(await page.getByRole("region", { name, exact: true }).count()).toBe(0);
    }
    const said = (await page.getByRole("main").textContent()) ?? "";
    expect(said).not.toMatch(/floor|Tracing/);
    await page.keyboard.press("h");
    await list.getByRole("listitem").first().waitFor();
  });
});
