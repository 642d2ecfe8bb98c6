import { describe, expect } from "vitest";
import { attribute } from "../../src/engine/gradients/attribution.ts";
import { plainExperiment } from "../../src/engine/gradients/experiment.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { chooseKernels } from "../../src/engine/kernels/choose.ts";
import { openingOf, ownText } from "../../src/engine/reach/own-story.ts";
import { measureWordsReplaced } from "../../src/engine/reach/replaced-words.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { stripOf } from "../../src/views/gradients/word-rows.tsx";
import { finish } from "../engine/gradients/finish.ts";
import { test } from "./gates-page.ts";
import { address, computeNorms, openShipped, printed, readTable, text } from "./gradient-numbers.ts";

describe("the view Gradients", () => {
  test("is reached from Gates, and moves no word by a pixel", async ({ open }) => {
    const gates = await open({ address: `s=${text.replaceAll(" ", "+")}&t=2` });
    const places = () =>
      gates.page.locator(".axis-word-letters").evaluateAll((words) => words.map((word) => word.getBoundingClientRect().x));
    const before = await places();
    await gates.page.getByRole("navigation").getByRole("link", { name: "Gradients", exact: true }).click();
    await gates.page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
    expect(await places()).toEqual(before);
    expect(gates.key("view")).toBe("gradients");
    await gates.page.goBack();
    await gates.grid("cell state").waitFor();
  });

  test("prints the norms that the engine computes in Node", async ({ open }) => {
    const gates = await open({ address });
    await gates.page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
    expect(await readTable(gates)).toEqual(printed(computeNorms()));
  });

  test("answers a slider at every move, computes what it prints, and keeps the experiment in the address", async ({ open }) => {
    const gates = await open({ address });
    const { page } = gates;
    await page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
    const curve = () => page.locator(".norm-line[data-look='plain'] path").getAttribute("d");
    const before = await curve();
    const slider = page.getByRole("slider", { name: "Recurrent scale" });
    await slider.focus();
    // Passing through with the keyboard changes nothing.
    for (const way of ["Tab", "Tab", "Shift+Tab", "Shift+Tab"]) await page.keyboard.press(way);
    expect(await page.getByRole("button", { name: "Undo the experiment" }).count()).toBe(0);
    for (let press = 0; press < 50; press++) {
      const last = await curve();
      await page.keyboard.press("ArrowLeft");
      if (press % 10 === 0) await expect.poll(curve).not.toBe(last);
    }
    expect(await curve()).not.toBe(before);
    expect(await slider.getAttribute("aria-valuetext")).toBe("0.50");
    await expect.poll(() => gates.key("rec")).toBe("0.5");
    const wanted = printed(computeNorms({ ...plainExperiment, recurrent: 0.5 }));
    expect(await readTable(gates)).toEqual(wanted);
    await page.reload();
    await gates.settle();
    await page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
    expect(await readTable(gates)).toEqual(wanted);
    await page.getByRole("button", { name: "Undo the experiment" }).click();
    await expect.poll(curve).toBe(before);
  });

  test("follows a word that is named, the difference of two, and says which word it does not know", async ({ open }) => {
    const gates = await open({ address });
    const { page } = gates;
    const field = page.getByRole("textbox", { name: /Any word/ });
    const loss = page.getByRole("region", { name: "Loss" });
    await field.fill("floor~couch");
    await page.keyboard.press("Enter");
    await loss.getByText("logit of “floor” minus logit of “couch”").waitFor();
    expect(await readTable(gates)).toEqual(printed(computeNorms(plainExperiment, "floor~couch")));
    await page.getByRole("textbox", { name: /Any word/ }).fill("qwxyz");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "“qwxyz” is not a word of this model" }).first().waitFor();
    await page.getByRole("radio", { name: "Likeliest" }).check();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    expect(gates.key("target")).toBe("likeliest");
  });

  test("says of the pinned word what reaches it, on every path, and steps word by word", async ({ open }) => {
    const gates = await open({ address: `${address}&t=11` });
    const { page } = gates;
    const reach = page.getByRole("region", { name: "What reaches the word" });
    await reach.getByText("1 word back from the loss").waitFor();
    // The direct path needs no waiting; the full Jacobians come with their progress.
    await expect.poll(() => reach.locator("output").allTextContents(), { timeout: 30_000 }).toHaveLength(3);
    await expect
      .poll(async () => (await reach.locator("output").allTextContents()).every((value) => /^[\d.]+(·10\S+)?$/.test(value)), {
        timeout: 40_000,
      })
      .toBe(true);
    await page.keyboard.press("ArrowLeft");
    await reach.getByText("2 words back from the loss").waitFor();
    await expect.poll(() => gates.key("t")).toBe("10");
    await page.getByRole("img", { name: /eigenvalues, the largest/ }).waitFor();
  });

  test("says which words mattered, as the engine attributes them in Node", async ({ open }) => {
    const { page } = await open({ address: "view=gradients&before=nothing&s=the+cat+sat+on+the&target=floor~couch" });
    await page.getByRole("radio", { name: "Which words mattered" }).check();
    const rows = page.getByRole("region", { name: "Which words mattered" });
    await rows.getByText("“floor” over “couch”").first().waitFor();
    await expect.poll(() => rows.locator(".gain-cell").count(), { timeout: 60_000 }).toBe(10);
    await page.getByRole("radio", { name: "Gradient × input" }).check();
    const model = openShipped("story-lstm");
    const ids = Int32Array.from(tokenize("the cat sat on the", vocabularyOf(model)), (token) => token.id);
    const [target, other] = ["floor", "couch"].map((word) => vocabularyOf(model).ids.get(word) as number);
    const work = attribute(runWords(model, ids), { kind: "difference", at: 5, target: target as number, other: other as number });
    const { gradientTimesInput } = finish(work);
    expect((await rows.locator(".gain-cell").allTextContents()).slice(0, 5)).toEqual(
      stripOf(gradientTimesInput).map(({ text }) => text),
    );
    await page.getByRole("radio", { name: "Integrated" }).check();
    await rows.getByText(/^off /).first().waitFor();
  });

  test("says what of the prediction goes with each word, as the engine measures it in Node", async ({ open }) => {
    const { page, key } = await open({ address: "view=gradients&before=nothing&s=the+cat+sat+on+the&under=words" });
    await page.getByRole("radio", { name: "Other words" }).check();
    await expect.poll(() => key("by")).toBe("replaced");
    const rows = page.getByRole("region", { name: "Which words mattered" });
    await rows.getByText("8 tried").first().waitFor();
    const [model, kernels] = [openShipped("story-lstm"), await chooseKernels()];
    const ids = Int32Array.from(tokenize("the cat sat on the", vocabularyOf(model)), (token) => token.id);
    const pool = openingOf(finish(ownText(model, 0, kernels)), model);
    const { bits } = finish(measureWordsReplaced(model, ids, { at: 5, pool, seed: 1 }, kernels));
    expect((await rows.locator(".gain-cell").allTextContents()).slice(0, 5)).toEqual(stripOf(bits).map(({ text }) => text));
    await expect.poll(() => rows.getByText("prediction after “the”").count()).toBe(2);
  });

  test("checks this very sentence's gradients by finite differences", async ({ open }) => {
    const { page } = await open({ address: "view=gradients&s=the+cat+sat+on+the" });
    await page.getByRole("button", { name: "Check by finite differences" }).click();
    const errors = page.getByRole("region", { name: "Check" }).getByRole("status").locator("b");
    await expect.poll(() => errors.count(), { timeout: 90_000 }).toBe(2);
    for (const printed of await errors.allTextContents()) expect(printed).toMatch(/·10⁻([4-9]|1\d)|⁻[⁴-⁹]/);
  });

  test("exports what it computed, as Share offers it", async ({ open }) => {
    const { page, button } = await open({ address });
    await page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
    await button("Share").click();
    const [file] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), button("Gradients as JSON").click()]);
    expect(file.suggestedFilename()).toBe("gatescope-gradients.json");
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const { loss, models } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    expect(loss.at).toBe(12);
    const wanted = computeNorms(plainExperiment, loss.target);
    const found = [
      models[0].layers[0].cellStateLog10,
      models[0].layers[0].hiddenStateLog10,
      models[1].layers[0].hiddenStateLog10,
    ];
    // A browser's exponential may differ from Node's in its last bit.
    wanted.forEach((log10, line) => {
      log10.forEach((value, k) => {
        expect(found[line][k]).toBeCloseTo(value, 8);
      });
    });
    expect(models[0].layers[0].jacobian).toHaveLength(12);
    expect(models[0].layers[0].directPath.max).toHaveLength(12);
    expect(models[1].layers[0].cellState).toBeUndefined();
  });

  test("a random cell of another size is drawn from its seed", async ({ open }) => {
    const gates = await open({ address: `${address}&weights=random&units=32&seed=3` });
    await gates.page.getByText("mean of all 32 units").first().waitFor();
    const wanted = computeNorms({ ...plainExperiment, weights: "random", units: 32, seed: 3 });
    expect(await readTable(gates)).toEqual(printed(wanted));
  });

  test("goes back through 500 words at most, and says so", async ({ open }) => {
    const gates = await open({ address });
    await gates.write(Array.from({ length: 501 }, () => "the").join(" "));
    await gates.page.getByRole("alert").filter({ hasText: "501 words are more than 500" }).first().waitFor();
  });
});
