import { describe, expect } from "vitest";
import { type GatesPage, test } from "./gates-page.ts";

const stages = ["forget", "input", "candidate", "update", "output", "hidden", "softmax"] as const;
const sat = "s=the+cat+sat+on+the&t=3";

/** The active stage, named by the stage bar; the last where the address leaves it out. */
async function stageOf({ page }: GatesPage): Promise<string> {
  return ((await page.getByRole("group", { name: "Stages" }).locator("[aria-current]").textContent()) ?? "").trim();
}

const wordOf = (gates: GatesPage): Promise<string | null> => gates.word.getAttribute("aria-valuetext");

describe("the transport", () => {
  test("Next and Previous walk the seven stages and go over the border of words", async ({ open }) => {
    const gates = await open({ address: `${sat}&stage=forget` });
    const { button } = gates;
    expect(await wordOf(gates)).toBe("sat, 3 of 5");
    for (const stage of stages) {
      await expect.poll(() => stageOf(gates)).toBe(stage);
      await button("Next").click();
    }
    await expect.poll(() => stageOf(gates)).toBe("forget");
    expect(await wordOf(gates)).toBe("on, 4 of 5");
    await button("Previous").click();
    await expect.poll(() => stageOf(gates)).toBe("softmax");
    expect(await wordOf(gates)).toBe("sat, 3 of 5");
  });

  test("with Shift they move a word and keep the stage", async ({ open }) => {
    const gates = await open({ address: `${sat}&stage=update` });
    await gates.button("Next").click({ modifiers: ["Shift"] });
    await expect.poll(() => wordOf(gates)).toBe("on, 4 of 5");
    expect(await stageOf(gates)).toBe("update");
    await gates.button("Previous").click({ modifiers: ["Shift"] });
    await gates.button("Previous").click({ modifiers: ["Shift"] });
    await expect.poll(() => wordOf(gates)).toBe("cat, 2 of 5");
  });

  test("First and Last go to the ends", async ({ open }) => {
    const gates = await open({ address: sat });
    await gates.button("First").click();
    await expect.poll(() => wordOf(gates)).toBe("the, 1 of 5");
    await gates.button("Last").click();
    await expect.poll(() => wordOf(gates)).toBe("the, 5 of 5");
  });

  test("Play moves on by itself, Pause stops it", async ({ open }) => {
    const gates = await open({ address: `${sat}&stage=forget` });
    await gates.button("Play").click();
    await gates.button("Pause").waitFor();
    await expect.poll(() => stageOf(gates), { timeout: 5000 }).not.toBe("forget");
    await gates.button("Pause").click();
    await gates.button("Play").waitFor();
    const still = [await stageOf(gates), await wordOf(gates)];
    await gates.page.waitForTimeout(1200);
    expect([await stageOf(gates), await wordOf(gates)]).toEqual(still);
  });

  test("a stage of the bar can be chosen, the slider moves the word", async ({ open }) => {
    const gates = await open({ address: sat });
    await gates.page.getByRole("group", { name: "Stages" }).getByRole("button", { name: "output" }).click();
    await expect.poll(() => gates.key("stage")).toBe("output");
    await gates.word.focus();
    await gates.page.keyboard.press("ArrowRight");
    await expect.poll(() => wordOf(gates)).toBe("on, 4 of 5");
    await gates.page.keyboard.press("Home");
    await expect.poll(() => wordOf(gates)).toBe("the, 1 of 5");
  });
});

describe("keys", () => {
  test("arrows step stages, with Shift words, Home and End the ends, Space plays", async ({ open }) => {
    const gates = await open({ address: `${sat}&stage=hidden` });
    const { keyboard } = gates.page;
    // Keys come with the transport, after the first drawing.
    await gates.button("Play").waitFor();
    await gates.page.locator("main").focus();
    await keyboard.press("ArrowRight");
    await expect.poll(() => stageOf(gates)).toBe("softmax");
    await keyboard.press("ArrowRight");
    await expect.poll(() => stageOf(gates)).toBe("forget");
    expect(await wordOf(gates)).toBe("on, 4 of 5");
    await keyboard.press("ArrowLeft");
    await expect.poll(() => stageOf(gates)).toBe("softmax");
    await keyboard.press("Shift+ArrowLeft");
    await expect.poll(() => wordOf(gates)).toBe("cat, 2 of 5");
    await keyboard.press("Shift+ArrowRight");
    await expect.poll(() => wordOf(gates)).toBe("sat, 3 of 5");
    await keyboard.press("End");
    await expect.poll(() => wordOf(gates)).toBe("the, 5 of 5");
    await keyboard.press("Home");
    await expect.poll(() => wordOf(gates)).toBe("the, 1 of 5");
    await keyboard.press("Space");
    await gates.button("Pause").waitFor();
    await keyboard.press("Space");
    await gates.button("Play").waitFor();
  });

  test("up and down change the unit, / edits the sentence, ? lists the keys", async ({ open }) => {
    const gates = await open({ address: `${sat}&u=7&order=index` });
    const { keyboard } = gates.page;
    await gates.button("Play").waitFor();
    await gates.page.locator("main").focus();
    await keyboard.press("ArrowDown");
    await expect.poll(() => gates.key("u")).toBe("8");
    await keyboard.press("ArrowUp");
    await expect.poll(() => gates.key("u")).toBe("7");
    await keyboard.press("?");
    await gates.page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await keyboard.press("Escape");
    await expect.poll(() => gates.page.getByRole("dialog").count()).toBe(0);
    await keyboard.press("/");
    await expect.poll(() => gates.sentence.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test("single keys do nothing while typing, nor when they are switched off", async ({ open }) => {
    const gates = await open({ address: "s=the" });
    await gates.sentence.press("End");
    await gates.sentence.pressSequentially(" dpe?");
    expect(await gates.page.getByRole("dialog").count()).toBe(0);
    expect(await gates.sentence.inputValue()).toBe("the dpe?");
    await gates.button("Keyboard").click();
    await gates.page.getByRole("switch", { name: /single-key/i }).click();
    await gates.page.keyboard.press("Escape");
    await gates.page.locator("main").focus();
    await gates.page.keyboard.press("?");
    await gates.page.waitForTimeout(200);
    expect(await gates.page.getByRole("dialog").count()).toBe(0);
  });
});
