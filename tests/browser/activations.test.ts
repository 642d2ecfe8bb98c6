import { describe, expect } from "vitest";
import { activations } from "../../src/engine/activations.ts";
import { readPreActivations, saturatedShare } from "../../src/engine/analysis/pre-activations.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { studySwap } from "../../src/engine/swap.ts";
import { tokenize } from "../../src/engine/tokenizer.ts";
import { formatSigned } from "../../src/views/shared/format.ts";
import { finish } from "../engine/gradients/finish.ts";
import { test } from "./gates-page.ts";
import { openShipped } from "./gradient-numbers.ts";

const text = "the cat sat on the mat";
const address = `view=activations&s=${text.replaceAll(" ", "+")}&t=3&u=7`;

/** Inputs of every block as the engine computes them in Node, and where unit 7 at word 3 stands. */
function readInputs(id = "story-lstm") {
  const model = openShipped(id);
  const ids = Int32Array.from(tokenize(text, model.vocabulary), (token) => token.id);
  const trace = runWords(model, ids).trace();
  const bias = model.layers[0]?.bias as Float32Array;
  return model.cell.blocks.map(({ signal, activation }, block) => {
    const inputs = readPreActivations(trace, model.cell, { layer: 0, block, bias });
    return { signal, activation, inputs, pinned: inputs[2 * model.layout.units + 7] as number };
  });
}

describe("the view Activations", () => {
  test("shows each function with the sentence's own inputs, its role, and what the model does not use as such", async ({
    open,
  }) => {
    const { page } = await open({ address });
    await page.getByRole("region", { name: "Sigmoid" }).getByText("gate controller: forget gate").waitFor();
    await page.getByRole("region", { name: "Tanh" }).getByText("content modulator: candidate").waitFor();
    await page
      .getByRole("region", { name: "ReLU", exact: true })
      .getByText(/default of deep networks; not in this model/)
      .waitFor();
    const leaky = page.getByRole("region", { name: "Leaky ReLU" });
    const curve = () => leaky.locator(".curve-line").getAttribute("d");
    const before = await curve();
    await leaky.getByRole("slider", { name: "Slope a" }).focus();
    await page.keyboard.press("End");
    await expect.poll(curve).not.toBe(before);
  });

  test("counts saturated values and prints the pin's input, value and slope, as the engine computes them in Node", async ({
    open,
  }) => {
    const { page } = await open({ address });
    const rows = page.getByRole("region", { name: "At the pin" }).locator("tbody tr");
    await rows.first().waitFor();
    const blocks = readInputs();
    const found = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)),
    );
    expect(found).toEqual(
      blocks.map(({ signal, activation, pinned }) => {
        const { value, slope } = activations[activation];
        const printed = signal === "candidate" ? formatSigned(value(pinned)) : value(pinned).toFixed(2);
        return [formatSigned(pinned), printed, slope(pinned).toFixed(2)];
      }),
    );
    const shares = await page.getByRole("region", { name: "Show on the curves" }).locator("b").allTextContents();
    expect(shares).toEqual(
      blocks.map(({ inputs, activation }) => {
        const share = saturatedShare(inputs, activations[activation]);
        return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
      }),
    );
    await page.keyboard.press("ArrowRight");
    await page.getByRole("region", { name: "At the pin" }).getByText("unit 7, “on”").waitFor();
  });

  test("draws the blocks that are chosen, and takes another unit", async ({ open }) => {
    const { page, key } = await open({ address });
    const sigmoid = page.getByRole("region", { name: "Sigmoid" });
    await expect.poll(() => sigmoid.locator(".curve-bars").count()).toBe(1);
    await page.getByRole("checkbox", { name: "input gate" }).check();
    await expect.poll(() => sigmoid.locator(".curve-bars").count()).toBe(2);
    await page.getByRole("spinbutton", { name: "Unit" }).fill("12");
    await page.keyboard.press("Enter");
    await expect.poll(() => key("u")).toBe("12");
  });

  test("runs the sentence with another function in a gate, says what becomes of the state, and keeps it in the address", async ({
    open,
  }) => {
    const { page, key } = await open({ address });
    const swap = page.getByRole("region", { name: "Another function" });
    await swap.getByRole("combobox", { name: "Block" }).selectOption("forget gate");
    await swap.getByRole("combobox", { name: "Function" }).selectOption("ReLU");
    await expect.poll(() => key("fn")).toBe("forgetGate:relu");
    const model = openShipped("story-lstm");
    const ids = Int32Array.from(tokenize(text, model.vocabulary), (token) => token.id);
    const study = finish(studySwap(model, ids, { signal: "forgetGate", activation: "relu" }));
    if (study === null) throw new Error("no study");
    const rows = swap.locator(".gain-row");
    const last = (of: Float64Array | undefined) => of?.at(-1) ?? Number.NaN;
    await expect.poll(() => rows.first().locator(".gain-cell").last().textContent()).toBe(last(study.before.means[0]).toFixed(2));
    const after = last(study.after.means[0]);
    await expect.poll(() => rows.last().locator(".gain-cell").last().textContent()).toBe(after.toFixed(after >= 10 ? 0 : 2));
    await swap
      .getByRole("status")
      .getByText(/At the last word the state is/)
      .waitFor();
    await page.reload();
    await swap
      .getByRole("status")
      .getByText(/At the last word the state is/)
      .waitFor();
    await swap.getByRole("button", { name: "As it is" }).click();
    await expect.poll(() => key("fn")).toBeNull();
  });

  test("turns logits into probabilities that add up to 1, however they are dragged", async ({ open }) => {
    const { page } = await open({ address });
    const softmax = page.getByRole("region", { name: "Softmax" });
    const shares = async () =>
      (await softmax.locator("b").allTextContents()).map((share) => Number.parseFloat(share.replace("<", "")));
    await softmax.getByRole("slider").first().waitFor();
    const before = await shares();
    await softmax
      .getByRole("slider", { name: /^Logit of/ })
      .nth(4)
      .focus();
    await page.keyboard.press("End");
    await expect.poll(async () => (await shares())[4]).toBeGreaterThan(before[4] ?? 0);
    await softmax.getByText("Sum 1.00").waitFor();
    expect((await shares()).reduce((sum, share) => sum + share, 0)).toBeGreaterThan(99);
    await softmax.getByRole("button", { name: "The model’s own logits" }).click();
    await expect.poll(shares).toEqual(before);
  });

  test("works for the plain RNN and for the model without memory", async ({ open }) => {
    for (const model of ["story-rnn", "story-stateless"]) {
      const { page } = await open({ address: `${address}&model=${model}` });
      await page.getByRole("region", { name: "Tanh" }).getByText("content modulator: hidden state").waitFor();
      await page
        .getByRole("region", { name: "Sigmoid" })
        .getByText(/not in this model/)
        .waitFor();
      await page.getByRole("region", { name: "Product of the slopes" }).locator(".gain-cell").first().waitFor();
    }
  });
});
