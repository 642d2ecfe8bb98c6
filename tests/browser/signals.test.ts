import { describe, expect } from "vitest";
import { chooseKernels } from "../../src/engine/kernels/choose.ts";
import { createRun } from "../../src/engine/run.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { valueAt, viewSignal } from "../../src/engine/trace.ts";
import { named, openOrThrow, readBytes } from "../engine/files.ts";
import type { ExportedTrace } from "./exported-trace.ts";
import { type GatesPage, test } from "./gates-page.ts";

const fixture = "tests/golden/two-layer-lstm";
const weights = { name: "two-layer-lstm.safetensors", buffer: readBytes(`${fixture}/two-layer-lstm.safetensors`) };
const vocabulary = { name: "vocab.json", buffer: readBytes(`${fixture}/vocab.json`) };
const expected = JSON.parse(readBytes(`${fixture}/expected-trace.json`).toString()) as ExportedTrace;

async function openTwoLayers(gates: GatesPage, files = [weights, vocabulary]): Promise<void> {
  await gates.openFiles("story-lstm", files);
  await gates.button("two-layer-lstm").waitFor();
  await gates.settle();
}

/** Where two numbers differ by more than 2e-6 · max(1, |x|), each with its place. */
function differences(found: unknown, wanted: unknown, place = ""): string[] {
  if (typeof wanted === "number") {
    const isClose = typeof found === "number" && Math.abs(found - wanted) <= 2e-6 * Math.max(1, Math.abs(wanted));
    return isClose ? [] : [`${place}: ${found} for ${wanted}`];
  }
  if (typeof wanted !== "object" || wanted === null) return found === wanted ? [] : [`${place}: ${found} for ${wanted}`];
  if (typeof found !== "object" || found === null) return [`${place}: ${found}`];
  const keys = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...keys].flatMap((key) =>
    differences((found as Record<string, unknown>)[key], (wanted as Record<string, unknown>)[key], `${place}/${key}`),
  );
}

describe("a two-layer LSTM saved by PyTorch", () => {
  test("exports every signal of every step as PyTorch computes it in float64", async ({ open }) => {
    const gates = await open();
    await openTwoLayers(gates);
    await gates.write(expected.text);
    const trace = await gates.exportTrace();
    const count = trace.layers.flatMap((layer) => Object.values(layer)).flat(2).length;
    expect(count).toBe(2 * 6 * 16 * expected.tokens.length);
    expect(differences(trace, expected)).toEqual([]);
  });

  test("the page says what it found in the file", async ({ open }) => {
    const gates = await open();
    await openTwoLayers(gates);
    await gates.button("two-layer-lstm").click();
    const row = gates.page
      .getByRole("dialog")
      .getByRole("button", { name: /^two-layer-lstm, LSTM, 2 layers of 16 units, 60 words/ });
    await row.waitFor();
  });

  test("its layers can be chosen, and the grids show the chosen one", async ({ open }) => {
    const gates = await open({ address: "t=3&u=4" });
    await openTwoLayers(gates);
    await gates.write(expected.text);
    const shown = async (): Promise<string> => (await gates.grid("cell state").getByRole("gridcell").textContent()) ?? "";
    const step = Number(/(\d+) of/.exec((await gates.word.getAttribute("aria-valuetext")) ?? "")?.[1]);
    const unit = Number(/unit (\d+)/.exec(await shown())?.[1]);
    for (const layer of [0, 1]) {
      await gates.page.getByRole("button", { name: /^Rows:/ }).click();
      await gates.page.getByRole("combobox", { name: "Layer" }).selectOption(String(layer));
      await gates.page.keyboard.press("Escape");
      const value = expected.layers[layer]?.["cellState"]?.[step - 1]?.[unit] ?? Number.NaN;
      const printed = `${value < 0 ? "\u2212" : "+"}${Math.abs(value).toFixed(2)}`;
      await expect.poll(shown).toContain(printed);
    }
  });

  test("without its vocabulary it is read by token ids", async ({ open }) => {
    const gates = await open();
    await openTwoLayers(gates, [weights]);
    await gates.write(expected.tokens.map((token) => token.id).join(" "));
    const trace = await gates.exportTrace();
    expect(trace.tokens.map((token) => token.id)).toEqual(expected.tokens.map((token) => token.id));
    expect(trace.tokens[0]?.text).toBe("#2");
    expect(differences(trace.layers, expected.layers)).toEqual([]);
  });
});

describe("the shipped models", () => {
  test.for(["story-lstm", "story-rnn", "story-stateless"])(
    "%s: the page exports what the engine computes in Node, bit for bit",
    async (id, { open }) => {
      const text = "the cat that chased the mice in the barn sat on the";
      const gates = await open({ address: `model=${id}&s=${text.replaceAll(" ", "+")}` });
      const trace = await gates.exportTrace();
      const files = ["model.safetensors", "config.json", "vocab.json"];
      const { model } = openOrThrow(files.map((name) => named(name, readBytes(`public/models/${id}/${name}`))));
      const run = createRun(model, await chooseKernels());
      run.replace(
        0,
        tokenize(text, vocabularyOf(model)).map((token) => token.id),
      );
      while (run.advance(64) > 0);
      let compared = 0;
      for (const [layer, signals] of trace.layers.entries()) {
        for (const [name, steps] of Object.entries(signals)) {
          const view = viewSignal(run.trace(), layer, name);
          for (const [index, units] of steps.entries()) {
            const computed = units.map((_, unit) => valueAt(view, index + 1, unit));
            expect(units.map(Math.fround)).toEqual(computed);
            compared += units.length;
          }
        }
      }
      expect(compared).toBe(trace.signals.length * trace.model.layers * trace.model.units * 12);
    },
  );
});
