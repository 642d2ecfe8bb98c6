import { describe, expect } from "vitest";
import { wholePercentages } from "../../src/engine/analysis/shares.ts";
import { countVotes } from "../../src/engine/analysis/votes.ts";
import { attribute } from "../../src/engine/gradients/attribution.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { measureSurprises } from "../../src/engine/prediction.ts";
import { highestIds, softmax, surpriseBits } from "../../src/engine/softmax.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { formatChance } from "../../src/views/shared/format.ts";
import { finish } from "../engine/gradients/finish.ts";
import { test } from "./gates-page.ts";
import { openShipped } from "./gradient-numbers.ts";

const text = "the cat sat on the couch";
const address = `view=predict&s=${text.replaceAll(" ", "+")}&t=5`;

const runOf = (id: string, words = text) => {
  const model = openShipped(id);
  const ids = Int32Array.from(tokenize(words, vocabularyOf(model)), (token) => token.id);
  return runWords(model, ids);
};
const idOf = (word: string) => vocabularyOf(openShipped("story-lstm")).ids.get(word) as number;

describe("the view Predict", () => {
  test("lists what three models expect on one scale, as the engine computes it in Node", async ({ open }) => {
    const { page } = await open({ address });
    for (const [name, id] of [
      ["Stateless", "story-stateless"],
      ["RNN", "story-rnn"],
      ["LSTM", "story-lstm"],
    ] as const) {
      const run = runOf(id);
      const probabilities = softmax(run.logits(5));
      const words = run.model.words ?? [];
      const inWords: Record<string, string> = { "<eos>": "end of text", "<num>": "a number" };
      const items = page.getByRole("list", { name: `Next words, ${name}` }).getByRole("listitem");
      await items.first().waitFor();
      const found = await items.evaluateAll((all) =>
        all
          .slice(0, 10)
          .map((item) => [item.querySelector("button")?.textContent, item.querySelector(".ranked-value")?.textContent]),
      );
      const wanted = highestIds(probabilities, 11)
        .filter((word) => words[word] !== "<unk>")
        .slice(0, 10)
        .map((word) => {
          const spelled = words[word] as string;
          return [inWords[spelled] ?? spelled, formatChance(probabilities[word] as number)];
        });
      expect(found).toEqual(wanted);
      const unknown = formatChance(probabilities[words.indexOf("<unk>")] as number);
      await page
        .getByRole("region", { name: `${name} expects` })
        .getByText(`Unknown word: ${unknown}.`)
        .waitFor();
    }
    const bits = surpriseBits(runOf("story-lstm").logits(5), idOf("couch"));
    await page
      .getByRole("region", { name: "Surprise", exact: true })
      .getByText(`${bits.toFixed(1)} bits`)
      .waitFor();
  });

  test("follows a word that is pressed, in every list, apart with its rank, and keeps it in the address", async ({ open }) => {
    const { page, key } = await open({ address });
    await page.getByRole("list", { name: "Next words, LSTM" }).getByRole("button", { name: "floor", exact: true }).click();
    await expect.poll(() => key("follow")).toBe("floor");
    await page.getByText("Tracing “floor”.").waitFor();
    await expect.poll(() => page.locator(".ranked-word[data-followed]").count()).toBe(3);
    await page
      .locator(".ranked-word[data-apart]")
      .first()
      .getByText(/^rank [\d,]+$/)
      .waitFor();
    await page.getByRole("button", { name: "Trace the next word" }).click();
    await page.getByText("Tracing “couch”.").waitFor();
    await page.getByRole("textbox", { name: "Rank of any word, LSTM" }).fill("election");
    await page.keyboard.press("Enter");
    await page.getByText(/“election”: rank [\d,]+/).waitFor();
  });

  test("shows what the guess listens to in whole per cent that add up to 100, and the surprise at every word", async ({
    open,
  }) => {
    const { page } = await open({ address });
    const rows = page.getByRole("region", { name: "What the guess listens to" }).locator(".gain-row");
    await expect.poll(() => rows.last().locator(".gain-cell").count(), { timeout: 60_000 }).toBe(5);
    const run = runOf("story-lstm");
    const { gradientTimesInput } = finish(attribute(run, { kind: "logit", at: 5, target: idOf("couch") }));
    const shares = wholePercentages(gradientTimesInput.map(Math.abs));
    expect(await rows.last().locator(".gain-cell").allTextContents()).toEqual(
      Array.from(shares, (share) => (share === 0 ? "" : `${share}%`)),
    );
    for (const row of await rows.all()) {
      const texts = await row.locator(".gain-cell").allTextContents();
      expect(texts.reduce((sum, share) => sum + Number(share.replace("%", "")), 0)).toBe(100);
    }
    await page.getByRole("combobox", { name: "Method" }).selectOption("integrated gradients");
    await page.getByText(/^Shown by gradient × input; integrated: \d+% computed$/).waitFor();
    const { integrated } = finish(attribute(run, { kind: "logit", at: 5, target: idOf("couch") }));
    await expect
      .poll(() => rows.last().locator(".gain-cell").allTextContents(), { timeout: 60_000 })
      .toEqual(Array.from(wholePercentages(integrated.map(Math.abs)), (share) => (share === 0 ? "" : `${share}%`)));
    expect(await page.getByText("Shown by gradient × input").count()).toBe(0);
    await page.getByRole("radio", { name: "Surprise at every word" }).check();
    const surprises = finish(measureSurprises(run));
    const strip = page.getByRole("region", { name: "Surprise at every word" }).locator(".gain-row").last();
    expect(await strip.locator(".gain-cell").allTextContents()).toEqual(Array.from(surprises, (bits) => bits.toFixed(1)));
    const perplexity = 2 ** (surprises.reduce((sum, bits) => sum + bits, 0) / surprises.length);
    await strip.getByText(`perplexity ${perplexity.toFixed(1)}`).waitFor();
  });

  test("changes probabilities by temperature, top-k and top-p without running a model again", async ({ open }) => {
    const { page, key } = await open({ address });
    const first = page.getByRole("list", { name: "Next words, LSTM" }).locator(".ranked-value").first();
    const before = await first.textContent();
    await page.getByRole("slider", { name: "Temperature" }).focus();
    for (let press = 0; press < 20; press++) await page.keyboard.press("ArrowLeft");
    await expect.poll(() => first.textContent()).not.toBe(before);
    const topK = page.getByRole("slider", { name: "Top-k" });
    expect(await topK.getAttribute("aria-valuetext")).toBe("off");
    await topK.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => first.textContent()).toBe("100%");
    await expect.poll(() => key("topk")).toBe("1");
    await page
      .getByRole("region", { name: "LSTM expects" })
      .getByText(/1 word left\./)
      .waitFor();
    await page.getByRole("slider", { name: "Top-p" }).focus();
    await page.keyboard.press("Home");
    await expect.poll(() => key("topp")).toBe("0.01");
    await topK.dblclick();
    await expect.poll(() => key("topk")).toBeNull();
  });

  test("probes the reader's own words on one axis, and says of one it does not know", async ({ open }) => {
    const { page, key } = await open({ address });
    const probes = page.getByRole("region", { name: "Word probes" });
    await probes.getByText("galaxy", { exact: true }).waitFor();
    const field = probes.getByRole("textbox", { name: "Words to probe, separated by commas" });
    await field.fill("floor, qwxyz");
    await page.keyboard.press("Enter");
    await expect.poll(() => key("probes")).toBe("floor,qwxyz");
    await expect.poll(() => probes.getByText("not a word of these models").count()).toBe(1);
    const probability = softmax(runOf("story-lstm").logits(5))[idOf("floor")] as number;
    await expect.poll(() => probes.getByText(`LSTM ${formatChance(probability)}`).count()).toBe(1);
    await expect.poll(() => key("probes")).toBe("floor,qwxyz");
  });

  test("takes the logit of the followed word apart into the votes of units and the bias, adding up in front of the reader", async ({
    open,
  }) => {
    const { page, key } = await open({ address });
    const votes = page.getByRole("region", { name: "Who voted for this word" });
    await votes.getByRole("table").waitFor();
    const numbers = await votes.locator("tbody tr td:nth-child(2)").allTextContents();
    const total = await votes.locator("tfoot td").first().textContent();
    const read = (printed: string) => Number(printed.replace("−", "-").replace("≈", ""));
    const decimals = (total ?? "").split(".")[1]?.length ?? 0;
    // Where three decimals cannot add up, ≈ says so: then each number may be half of its last digit off.
    const sum = numbers.reduce((soFar, printed) => soFar + read(printed), 0);
    const most = (total ?? "").includes("≈") ? (numbers.length + 1) * 0.5 * 10 ** -decimals : 0.1 * 10 ** -decimals;
    expect(Math.abs(sum - read(total ?? ""))).toBeLessThan(most);
    const { logit } = countVotes(runOf("story-lstm"), 5, idOf("couch"));
    expect(Math.abs(read(total ?? "") - logit)).toBeLessThan(0.01);
    const unit = votes.getByRole("button").first();
    const name = await unit.textContent();
    await unit.click();
    await expect.poll(() => key("u")).toBe(name);
    await votes.getByRole("radio", { name: "RNN" }).check();
    await votes.getByRole("columnheader", { name: "× h" }).waitFor();
  });

  test("samples by the seed, forks at a word, goes on, and opens a branch as the sentence", async ({ open }) => {
    const { page, sentence } = await open({ address });
    const sampling = page.getByRole("region", { name: "Sampling" });
    await sampling.getByRole("button", { name: "Sample 5 words" }).click();
    const branch = sampling.getByRole("listitem", { name: "Branch 1" });
    await expect.poll(() => branch.locator(".branch-word").count()).toBeGreaterThan(1);
    await expect.poll(() => sampling.getByRole("button", { name: "Sample 5 words" }).isEnabled()).toBe(true);
    const words = await branch.locator(".branch-word").allTextContents();
    await branch.locator(".branch-word").nth(1).click();
    const fork = sampling.getByRole("listitem", { name: "Branch 2" });
    await expect.poll(() => fork.locator(".branch-word").count()).toBeGreaterThan(1);
    await expect.poll(() => sampling.getByRole("button", { name: "Sample 5 words" }).isEnabled()).toBe(true);
    expect((await fork.locator(".branch-word").allTextContents())[0]).toBe(words[0]);
    await branch.getByRole("button", { name: "Drop" }).click();
    await expect.poll(() => branch.count()).toBe(0);
    await fork.getByRole("button", { name: "Open" }).click();
    await expect.poll(async () => (await sentence.inputValue()).startsWith(`the cat sat on the ${words[0]}`)).toBe(true);
  });

  test("compares a second sentence: nothing before they differ, the distance of the states after", async ({ open }) => {
    const { page, key } = await open({ address });
    const pair = page.getByRole("region", { name: "Two sentences" });
    await pair.getByRole("textbox", { name: "Text to compare with" }).fill("the dog sat on the couch");
    await page.keyboard.press("Enter");
    const row = pair.locator(".gain-row", { hasText: "LSTM, ‖ΔC‖" });
    await expect.poll(() => row.locator(".gain-cell").count()).toBe(5);
    await expect.poll(() => key("s2")).toBe("the dog sat on the couch");
    await pair.getByRole("row", { name: /^LSTM/ }).waitFor();
    await pair.getByRole("button", { name: "Without it" }).click();
    await expect.poll(() => row.count()).toBe(0);
  });
});
