import { describe, expect } from "vitest";
import { differentiate } from "../../src/engine/gradients/backward.ts";
import { plainExperiment } from "../../src/engine/gradients/experiment.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { readTarget, resolveTarget } from "../../src/engine/gradients/target.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { viewSignal } from "../../src/engine/trace.ts";
import { readDerivative } from "../../src/views/gradients/gradient-cells.ts";
import { test } from "./gates-page.ts";
import { address, computeNorms, misprinted, openShipped, readTable, text } from "./gradient-numbers.ts";

describe("the experiments of the view Gradients", () => {
  test.for([
    { name: "Vanish", gain: /Measured: mean gain 0\.(4[5-9]|5[0-5]) of the plain network/, least: 0.05, most: 0.95 },
    { name: "Hold", gain: /Measured: mean gain (0\.9\d|1\.0\d) of the plain network/, least: 0.5, most: 1.5 },
    { name: "Explode", gain: /Measured: mean gain 1\.\d\d of the plain network at [\d.]+\./, least: 1, most: 4 },
  ])(
    "finds the scale for $name by measuring, says what it measured, and keeps it",
    async ({ name, gain, least, most }, { open }) => {
      const { page, key } = await open({ address });
      await page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
      await page.getByRole("button", { name }).click();
      const said = page.getByText(gain);
      await said.waitFor({ timeout: 60_000 });
      const [, measured] = /gain ([\d.]+) of/.exec((await said.textContent()) ?? "") ?? [];
      await expect.poll(() => Number(key("rec"))).toBeGreaterThan(least);
      expect(Number(key("rec"))).toBeLessThan(most);
      // What the chart computes with it is what was said.
      const printed = Number(measured) < 0.995 ? `mean ${measured?.slice(1)}` : `mean ${measured}`;
      await page.getByRole("region", { name: "Gain of each step" }).getByText(printed).first().waitFor();
      expect(await page.getByRole("button", { name }).getAttribute("aria-pressed")).toBe("true");
    },
  );

  test("goes back through 500 words, and takes a word to look at from its own slider", async ({ open }) => {
    const gates = await open({ address });
    const { page, key } = gates;
    await page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
    const length = page.getByRole("slider", { name: "Sequence length" });
    expect(await length.getAttribute("aria-valuetext")).toBe("12 words");
    await length.focus();
    await page.keyboard.press("End");
    await expect.poll(() => key("len")).toBe("500");
    const reach = page.getByRole("region", { name: "What reaches the word" });
    await reach.getByText("499 words back from the loss").waitFor({ timeout: 30_000 });
    const word = page.getByRole("slider", { name: "Word of the long text" });
    await word.focus();
    await page.keyboard.press("End");
    await reach.getByText("where the loss is").waitFor();
    const words = text.split(" ");
    expect(await word.getAttribute("aria-valuetext")).toBe(`${words[499 % words.length]} (500)`);
    const rows = await readTable(gates);
    expect(rows).toHaveLength(500);
    expect(misprinted(rows, computeNorms({ ...plainExperiment, length: 500 }))).toEqual([]);
    await page.getByRole("radio", { name: "Random", exact: true }).last().check();
    await expect.poll(() => key("words")).toBe("random");
    await page.getByRole("button", { name: "Undo the experiment" }).click();
    await reach.getByText("11 words back from the loss").waitFor();
    await expect.poll(() => key("len")).toBeNull();
    expect(await word.count()).toBe(0);
  });

  test("greys what belongs to the words before and says what is computed, until it is there", async ({ open }) => {
    const { page } = await open({ address });
    await page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
    const stack = page.locator(".gradient-stack");
    const said = stack.getByRole("status");
    const seen = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const found = () => {
            const stale = document.querySelector(".gradient-stack[data-stale][aria-busy=true]");
            const line = stale?.querySelector(".norm-line path");
            if (stale && line) resolve(`${stale.querySelector("[role=status]")?.textContent} ${getComputedStyle(line).stroke}`);
            else requestAnimationFrame(found);
          };
          found();
        }),
    );
    const ink = await page
      .locator(".norm-line path")
      .first()
      .evaluate((line) => getComputedStyle(line).stroke);
    await page.getByRole("button", { name: "Try 500 words" }).click();
    expect(await seen).toMatch(/^Computing 500 words rgb/);
    expect(await seen).not.toContain(ink);
    await expect.poll(() => stack.getAttribute("aria-busy"), { timeout: 30_000 }).toBe("false");
    expect(await said.textContent()).toBe("");
    expect(await stack.getAttribute("data-stale")).toBeNull();
  });

  test("lays the curves of a list of sentences over each other", async ({ open }) => {
    const { page, key } = await open({ address });
    await page.getByRole("button", { name: "Many sentences" }).click();
    const list = page.getByRole("dialog").getByRole("textbox", { name: "Sentences, one a line" });
    expect((await list.inputValue()).split("\n")).toHaveLength(10);
    await list.fill("the cat sat on the mat and slept\nthe dog ran after the ball in the garden");
    await page.getByRole("button", { name: "Show 2 sentences" }).click();
    await page.getByText("mean of 2 sentences").waitFor({ timeout: 30_000 });
    await page.getByText("words back from the loss", { exact: true }).waitFor();
    await expect.poll(() => page.locator(".norm-band").count()).toBe(3);
    expect(key("many")).toContain("the dog ran");
    await page.getByRole("button", { name: "Many sentences" }).click();
    await page.getByRole("button", { name: "Back to the one sentence" }).click();
    await expect.poll(() => page.locator(".norm-band").count()).toBe(0);
    await expect.poll(() => key("many")).toBeNull();
  });

  test("draws the derivative of any signal, and says of the pinned cell what it is, by keyboard", async ({ open }) => {
    const { page, key } = await open({ address: `${address}&t=3&u=7` });
    await page.getByRole("radio", { name: "Gradient of a signal" }).check();
    await page.getByRole("combobox", { name: "Signal" }).selectOption("forget gate");
    const grid = page.getByRole("grid", { name: "gradient of forget gate" });
    await grid.waitFor();
    const cell = grid.getByRole("gridcell");
    const derivative = (at: number) => {
      const model = openShipped("story-lstm");
      const ids = Int32Array.from(tokenize(text, vocabularyOf(model)), (token) => token.id);
      const run = runWords(model, ids);
      const target = resolveTarget(run, 12, 12, readTarget("actual"));
      if (!target.ok) throw new Error(target.problem.title);
      const { trace } = differentiate(run, target.value.objective);
      const view = viewSignal(trace, 0, "forgetGate");
      return readDerivative({ view, exponentOf: (step) => trace.exponents[step] as number }, at, 7)?.text;
    };
    expect(await cell.textContent()).toBe(`unit 7, that, ${derivative(3)}`);
    await grid.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => cell.textContent()).toBe(`unit 7, chased, ${derivative(4)}`);
    await expect.poll(() => key("signal")).toBe("forgetGate");
    await page.reload();
    await cell.waitFor({ state: "attached" });
    await expect.poll(() => cell.textContent()).toBe(`unit 7, chased, ${derivative(4)}`);
  });

  test("hides a line that is switched off, in the chart and in the table", async ({ open }) => {
    const gates = await open({ address });
    const { page } = gates;
    await page.getByRole("checkbox", { name: "LSTM h" }).uncheck();
    await expect.poll(() => page.locator(".norm-line").count()).toBe(2);
    expect((await readTable(gates))[0]).toHaveLength(2);
    await page.getByRole("checkbox", { name: "LSTM h" }).check();
    await expect.poll(() => page.locator(".norm-line").count()).toBe(3);
  });
});
