import type { Page } from "playwright";
import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

declare global {
  interface Window {
    engines?: Worker[];
  }
}

/** Keeps the workers that the page starts, so that they can be broken. */
const keepEngines = (page: Page) =>
  page.addInitScript(() => {
    const engines: Worker[] = [];
    window.engines = engines;
    const PlainWorker = window.Worker;
    window.Worker = class extends PlainWorker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        engines.push(this);
      }
    };
  });

/** Breaks the engine that runs, as an error that nobody caught does. */
const breakEngine = (page: Page) =>
  page.evaluate(() => window.engines?.at(-1)?.dispatchEvent(new ErrorEvent("error", { cancelable: true })));

describe("an engine that breaks", () => {
  const views = [
    ["Gradients", "gradients&len=500", (page: Page) => page.getByRole("img", { name: /Norm of the gradient/ })],
    ["Predict", "predict", (page: Page) => page.getByRole("list", { name: "Next words, RNN" }).getByRole("listitem")],
    ["Memory", "memory", (page: Page) => page.getByText(/102,400 words:/)],
  ] as const;
  test.for(views)("while %s is computed goes on from where it was", async ([, view, there], { open }) => {
    const { page, settle, write, sentence } = await open({
      address: `view=${view}&s=the+cat+sat+on+the`,
      prepare: keepEngines,
    });
    await breakEngine(page);
    await settle();
    await page.getByRole("status").filter({ hasText: "The engine stopped and was started again" }).waitFor();
    await there(page).first().waitFor();
    await write("the dog sat ");
    expect(await sentence.inputValue()).toBe("the dog sat ");
    expect(await page.getByRole("alert").filter({ visible: true }).count()).toBe(0);
  });

  test("four times over comes back with its model, in one press or with the next letter", async ({ open }) => {
    const { page, write, grid, button } = await open({ address: "s=the+cat+sat", prepare: keepEngines });
    for (const way of ["press", "type"] as const) {
      for (let death = 0; death < 4; death++) await breakEngine(page);
      const line = page.getByRole("alert").filter({ hasText: "The engine stops as soon as it is started" });
      await line.waitFor();
      expect(await page.getByRole("alert").count()).toBe(1);
      if (way === "press") await line.getByRole("button", { name: "Try again" }).click();
      else await write("the cat sat on ");
      await line.waitFor({ state: "detached" });
    }
    await write("a dog ran off ");
    expect(await grid("cell state").getAttribute("aria-colcount")).toBe("4");
    await button("story-lstm").waitFor();
  });
});
