import { readFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { lstmGrids, test } from "./gates-page.ts";

const shipped = (id: string): Buffer => readFileSync(new URL(`../../public/models/${id}/model.safetensors`, import.meta.url));

describe("the model menu", () => {
  test("the plain RNN shows its one heatmap and its one equation", async ({ open }) => {
    const { page, grid, chooseModel } = await open({ address: "s=the+cat+sat" });
    await chooseModel("story-lstm", "story-rnn");
    await expect.poll(() => page.getByRole("grid").count()).toBe(1);
    await grid("hidden state").waitFor();
    expect(await grid("hidden state").getAttribute("aria-colcount")).toBe("3");
  });

  test("the stateless model and the LSTM can be chosen, and Back returns", async ({ open }) => {
    const { page, grid, chooseModel, key, settle } = await open({ address: "s=the+cat+sat" });
    await chooseModel("story-lstm", "story-stateless");
    expect(key("model")).toBe("story-stateless");
    expect(await grid("forget gate").count()).toBe(0);
    await page.goBack();
    await expect.poll(() => key("model")).toBeNull();
    await settle();
    for (const name of lstmGrids) await grid(name).waitFor();
  });

  test("a model is chosen by the address", async ({ open }) => {
    const { page, button, exportTrace } = await open({ address: "s=the+cat+sat&model=story-rnn" });
    await button("story-rnn").waitFor();
    expect(await page.getByRole("grid").count()).toBe(1);
    expect((await exportTrace()).model).toMatchObject({ id: "story-rnn", cell: "rnn" });
  });
});

describe("the gallery", () => {
  test("stands under headings, with the sentence that each model opens with; one press shows a network that keeps a colour", async ({
    open,
  }) => {
    const { page, button, key, settle } = await open({ address: "s=the+cat+sat" });
    await button("story-lstm").click();
    const menu = page.getByRole("dialog", { name: "Models" });
    for (const name of ["Words", "Tasks of a few words", "Letters"])
      await menu.getByRole("heading", { name, exact: true }).waitFor();
    await menu.getByRole("button", { name: /^keep, keeps one word/ }).click();
    await settle();
    expect([key("model"), key("t"), key("u"), key("stage")]).toEqual(["keep", "5", "0", "update"]);
    expect(key("s")).toMatch(/^keep red the blue/);
    await expect.poll(() => page.locator(".statement").textContent()).toMatch(/Unit 0 .*holds [+−]0\.\d for \d+ words/);
    await page.goBack();
    await expect.poll(() => key("model")).toBeNull();
    expect(key("s")).toBe("the cat sat");
  });

  test("a small network is typed letter by letter, is compared with its twin in Gradients and Predict, and has a text to search", async ({
    open,
  }) => {
    const { page } = await open({ address: "model=count" });
    await page.locator(".statement").waitFor();
    await page.getByRole("textbox", { name: "Sentence" }).fill("aaabbb");
    await expect.poll(() => page.getByRole("grid").first().getAttribute("aria-colcount")).toBe("6");
    await page.getByRole("link", { name: "Gradients", exact: true }).click();
    await expect.poll(() => page.locator(".norm-line").count()).toBeGreaterThanOrEqual(3);
    await page.getByRole("link", { name: "Predict", exact: true }).click();
    await expect.poll(() => page.locator(".ranked-list, .ranked").count()).toBeGreaterThan(0);
    await page.getByRole("link", { name: "Memory", exact: true }).click();
    await page
      .getByRole("region", { name: "Corpus" })
      .getByText(/as count was trained on/)
      .waitFor();
  });
});

describe("a file that does not fit", () => {
  test.for([
    ["is cut short", shipped("story-lstm").subarray(0, 200_000)],
    ["is cut inside its header", shipped("story-lstm").subarray(0, 40)],
    ["is empty", Buffer.alloc(0)],
    ["is something else", Buffer.from("<!doctype html><title>not a model</title>")],
  ] as const)("%s: refused with a clear alert, and nothing changes", async ([, buffer], { open }) => {
    const gates = await open({ address: "s=the+cat+sat&t=2&u=3" });
    const before = await gates.exportTrace();
    await gates.openFiles("story-lstm", [{ name: "mine.safetensors", buffer: Buffer.from(buffer) }]);
    const alert = gates.page.getByRole("alert").filter({ hasText: "mine.safetensors" });
    await alert.waitFor();
    expect(((await alert.textContent()) ?? "").length).toBeGreaterThan(40);
    await gates.page.keyboard.press("Escape");
    expect(await gates.exportTrace()).toEqual(before);
    expect(await gates.button("story-lstm").count()).toBe(1);
    expect(await gates.word.getAttribute("aria-valuetext")).toBe("cat, 2 of 3");
  });
});
