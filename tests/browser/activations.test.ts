import type { Locator, Page } from "playwright";
import { describe, expect } from "vitest";
import { activations } from "../../src/engine/activations.ts";
import { readPreActivations, saturatedShare, slopeProducts } from "../../src/engine/analysis/pre-activations.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { studySwap } from "../../src/engine/swap.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { unitColumn } from "../../src/views/activations/layout.ts";
import { formatSigned } from "../../src/views/shared/format.ts";
import { formatNorm } from "../../src/views/shared/powers.ts";
import { finish } from "../engine/gradients/finish.ts";
import { test } from "./gates-page.ts";
import { openShipped } from "./gradient-numbers.ts";

const text = "the cat sat on the mat";
const address = `view=activations&s=${text.replaceAll(" ", "+")}&t=3&u=7`;

/** Inputs of every block as the engine computes them in Node, and where unit 7 at word 3 stands. */
function readInputs(id = "story-lstm") {
  const model = openShipped(id);
  const ids = Int32Array.from(tokenize(text, vocabularyOf(model)), (token) => token.id);
  const trace = runWords(model, ids).trace();
  const bias = model.layers[0]?.bias as Float32Array;
  return model.cell.blocks.map(({ signal, activation }, block) => {
    const inputs = readPreActivations(trace, model.cell, { layer: 0, block, bias });
    return { signal, activation, inputs, pinned: inputs[2 * model.layout.units + 7] as number };
  });
}

/** The numbers of a section's table, a row a word. */
async function readTable(page: Page, section: Locator): Promise<string[][]> {
  await section.getByRole("button", { name: "Table" }).click();
  const rows = await page
    .getByRole("dialog")
    .getByRole("row")
    .evaluateAll((found) =>
      found
        .slice(1)
        .map((row) =>
          Array.from(
            row.querySelectorAll("td"),
            (cell) => cell.querySelector(".visually-hidden")?.textContent ?? cell.textContent ?? "",
          ),
        ),
    );
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  return rows;
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
    const ids = Int32Array.from(tokenize(text, vocabularyOf(model)), (token) => token.id);
    const study = finish(studySwap(model, ids, { signal: "forgetGate", activation: "relu" }));
    if (study === null) throw new Error("no study");
    await swap.getByRole("img", { name: /Mean size of the cell state/ }).waitFor();
    const printed = (values: Float64Array) => Array.from(values, (value) => formatNorm(Math.log10(value)));
    const [before, after] = [study.before, study.after].map(({ means, largest }) =>
      [means, largest].map(([of]) => printed(of as Float64Array)),
    );
    const wanted = before?.[0]?.map((_, k) => [before[0]?.[k], after?.[0]?.[k], before[1]?.[k], after?.[1]?.[k]]);
    await expect.poll(() => readTable(page, swap)).toEqual(wanted);
    await swap.getByText(/The forget gate now goes from 0\.00 to \+.* are above 1 and amplify/).waitFor();
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

  test("drops a function that the next model has no block for, and ignores one that is malformed, with a line", async ({
    open,
  }) => {
    const { page, key, chooseModel } = await open({ address: `${address}&fn=forgetGate:relu` });
    await page
      .getByRole("status")
      .getByText(/It runs away|It is inflated|At the last word/)
      .waitFor();
    await chooseModel("story-lstm", "story-rnn");
    await expect.poll(() => key("fn")).toBeNull();
    await page.getByText("Why tanh for the state").waitFor();
    const other = await open({ address: `${address}&fn=forgetGate:swish` });
    await other.page.getByText(/fn=forgetGate:swish/).waitFor();
    await expect.poll(() => other.key("fn")).toBeNull();
  });

  test("looks at the word under the pointer in every chart, pins it with a press, and follows a look at the sentence", async ({
    open,
  }) => {
    const { page, key } = await open({ address });
    const ground = page.getByRole("region", { name: "Sigmoid" }).locator(".curve-ground");
    const hovered = page.locator(".curve-hover:not([display=none]) text");
    await ground.waitFor();
    expect(await hovered.count()).toBe(0);
    // The least input of unit 7 to the forget gate is at the very left.
    const { inputs } = readInputs().find(({ signal }) => signal === "forgetGate") ?? { inputs: new Float32Array(0) };
    const units = inputs.length / 6;
    const column = Array.from({ length: 6 }, (_, k) => inputs[k * units + 7] as number);
    const least = column.indexOf(Math.min(...column));
    await ground.hover({ position: { x: 40, y: 100 } });
    await expect.poll(() => hovered.count()).toBe(4);
    expect(await hovered.first().textContent()).toBe(`${text.split(" ")[least]} ${formatSigned(column[least] as number)}`);
    await ground.click({ position: { x: 40, y: 100 } });
    await expect.poll(() => key("t")).toBe(String(least + 1));
    await page.mouse.move(5, 5);
    await expect.poll(() => hovered.count()).toBe(0);
    const word = await page
      .locator(".axis-word-letters")
      .nth(least === 1 ? 2 : 1)
      .boundingBox();
    if (word === null) throw new Error("no word");
    await page.mouse.move(word.x + word.width / 2, word.y + word.height / 2);
    await expect.poll(() => hovered.count()).toBe(4);
  });

  test("multiplies the slopes back from the last word, of all units or of one, as the engine does in Node", async ({ open }) => {
    const { page } = await open({ address });
    const section = page.getByRole("region", { name: "Product of the slopes" });
    const block = (name: string) => readInputs().find(({ signal }) => signal === name)?.inputs as Float32Array;
    const wanted = (inputs: Float32Array, units: number) => {
      const [sigmoid, tanh, relu] = [activations.sigmoid, activations.tanh, activations.relu].map(({ slope }) =>
        slopeProducts(inputs, units, slope),
      );
      return Array.from({ length: 6 }, (_, k) => [sigmoid, tanh, relu].map((log10) => formatNorm(log10?.[k] as number)));
    };
    const units = block("candidate").length / 6;
    expect(await readTable(page, section)).toEqual(wanted(block("candidate"), units));
    await section.getByRole("combobox", { name: "Inputs of" }).selectOption("forget gate");
    expect(await readTable(page, section)).toEqual(wanted(block("forgetGate"), units));
    await section.getByRole("radio", { name: "Unit 7" }).check();
    expect(await readTable(page, section)).toEqual(wanted(unitColumn(block("forgetGate"), units, 7), 1));
  });

  test("works for the plain RNN and for the model without memory", async ({ open }) => {
    for (const model of ["story-rnn", "story-stateless"]) {
      const { page } = await open({ address: `${address}&model=${model}` });
      await page.getByRole("region", { name: "Tanh" }).getByText("content modulator: hidden state").waitFor();
      await page
        .getByRole("region", { name: "Sigmoid" })
        .getByText(/not in this model/)
        .waitFor();
      await page
        .getByRole("region", { name: "Product of the slopes" })
        .getByRole("img", { name: /Product of the slopes/ })
        .waitFor();
    }
  });
});
