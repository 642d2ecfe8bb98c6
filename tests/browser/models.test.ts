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
