import { describe, expect } from "vitest";
import type { EngineMessage } from "./engine-messages.ts";
import { type GatesPage, test } from "./gates-page.ts";

const words = async ({ exportTrace }: GatesPage): Promise<string[]> => (await exportTrace()).tokens.map((token) => token.text);

/** Runs that were asked for since a mark. */
async function runsSince({ engineMessages }: GatesPage, mark: number): Promise<Extract<EngineMessage, { kind: "run" }>[]> {
  const messages = (await engineMessages()).slice(mark);
  return messages.filter((message) => message.kind === "run");
}

describe("typing", () => {
  test("a word typed at the end adds a column to every grid", async ({ open }) => {
    const gates = await open({ address: "s=the+cat" });
    const { sentence, grid, settle } = gates;
    await sentence.press("End");
    await sentence.pressSequentially(" sat ");
    await expect.poll(() => grid("forget gate").getAttribute("aria-colcount")).toBe("3");
    await settle();
    for (const name of ["input gate", "candidate", "cell state", "output gate", "hidden state"]) {
      expect(await grid(name).getAttribute("aria-colcount")).toBe("3");
    }
    expect(await words(gates)).toEqual(["the", "cat", "sat"]);
  });

  test("while somebody types the drawing of the cell cuts to its new state; then it moves again", async ({ open }) => {
    const { sentence, page } = await open({ address: "s=the+cat", context: { reducedMotion: "no-preference" } });
    const duration = () =>
      page
        .locator(".diagram-wire[data-belt] > .diagram-line")
        .first()
        .evaluate((line) => Math.max(...getComputedStyle(line).transitionDuration.split(",").map(Number.parseFloat)));
    expect(await duration()).toBeGreaterThan(0);
    await sentence.press("End");
    const typed = sentence.pressSequentially(" sat on the", { delay: 40 });
    await expect.poll(duration).toBe(0);
    await typed;
    await expect.poll(duration).toBeGreaterThan(0);
  });

  test("every keystroke changes the gates of the word under it", async ({ open }) => {
    const gates = await open({ address: "s=the+cat" });
    const { sentence, settle, engineMessages } = gates;
    await sentence.press("End");
    for (const letter of " sat") {
      const mark = (await engineMessages()).length;
      await sentence.press(letter === " " ? "Space" : letter);
      if (letter === " ") continue;
      await expect.poll(async () => (await runsSince(gates, mark)).length).toBeGreaterThan(0);
    }
    await settle();
    expect(await words(gates)).toEqual(["the", "cat", "sat"]);
  });

  test("an edit in the middle recomputes from the changed word on, and equals a sentence written afresh", async ({ open }) => {
    const gates = await open({ address: "s=the+cat+that+chased+the+mice+sat+on+the+mat" });
    const { sentence, settle, engineMessages } = gates;
    const mark = (await engineMessages()).length;
    await gates.choose("mice", "whole");
    await sentence.pressSequentially("dog");
    await sentence.press("Enter");
    await settle();
    const runs = await runsSince(gates, mark);
    expect(runs.length).toBeGreaterThan(0);
    for (const run of runs) expect(run.from).toBe(5);
    const edited = await gates.exportTrace();
    const fresh = await (await open({ address: "s=the+cat+that+chased+the+dog+sat+on+the+mat" })).exportTrace();
    expect(edited.tokens).toEqual(fresh.tokens);
    expect(edited.layers).toEqual(fresh.layers);
  });

  test("a keystroke at the end of a long sentence computes the changed word alone", async ({ open }) => {
    const long = Array.from({ length: 40 }, () => "the cat sat on").join("+");
    const gates = await open({ address: `s=${long}+the` });
    const { sentence, settle, engineMessages } = gates;
    await sentence.press("End");
    await sentence.pressSequentially(" ma");
    await settle();
    await expect.poll(() => gates.grid("cell state").getAttribute("aria-colcount")).toBe("162");
    const mark = (await engineMessages()).length;
    await sentence.press("t");
    await expect.poll(async () => (await runsSince(gates, mark)).length).toBeGreaterThan(0);
    await settle();
    const runs = await runsSince(gates, mark);
    expect(runs).toEqual(runs.map(() => ({ kind: "run", from: 161, words: 1 })));
    const last = (await engineMessages()).filter((message) => message.kind === "chunk").at(-1);
    expect(last).toMatchObject({ isLast: true, computed: 1 });
  });

  test("undo and redo go through the sentence", async ({ open }) => {
    const { sentence, page } = await open({ address: "s=the+cat" });
    await sentence.press("End");
    await sentence.pressSequentially(" sat");
    await sentence.press("Enter");
    await sentence.focus();
    await page.keyboard.press("Control+z");
    await expect.poll(() => sentence.inputValue()).not.toContain("sat");
    for (let press = 0; press < 6 && (await sentence.inputValue()) !== "the cat sat"; press++) {
      await page.keyboard.press("Control+Shift+z");
    }
    await expect.poll(() => sentence.inputValue()).toBe("the cat sat");
  });
});

describe("the grey word", () => {
  test("Tab accepts it: it becomes the next word", async ({ open }) => {
    const gates = await open({ address: "s=once+upon+a" });
    const { sentence, page, grid } = gates;
    const next = page.getByRole("list", { name: "Next words" }).getByRole("listitem").first();
    const likeliest = ((await next.textContent()) ?? "").trim().split(/\s+/)[0] ?? "";
    await sentence.focus();
    await sentence.press("End");
    await sentence.press("Tab");
    await expect.poll(() => grid("cell state").getAttribute("aria-colcount")).toBe("4");
    expect((await words(gates)).at(-1)).toBe(likeliest.toLowerCase());
  });

  test("Escape dismisses it, and then Tab leaves the sentence", async ({ open }) => {
    const { sentence, page } = await open({ address: "s=once+upon+a" });
    await sentence.focus();
    await sentence.press("End");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await sentence.inputValue()).toBe("once upon a");
    expect(await sentence.evaluate((element) => element === document.activeElement)).toBe(false);
  });
});

describe("a word that the model does not know", () => {
  test("is said at the word, with words near in spelling; one of them takes its place", async ({ open }) => {
    const gates = await open({ address: "s=the+chaire+sat" });
    const { page, sentence, settle } = gates;
    expect((await gates.exportTrace()).tokens.map((token) => token.known)).toEqual([true, false, true]);
    await gates.choose("chaire");
    const box = page.getByRole("group", { name: "Unknown word" });
    await box.getByText("“chaire” is not in this vocabulary").waitFor();
    const offered = box.getByRole("button").first();
    const word = ((await offered.textContent()) ?? "").trim();
    await offered.click();
    await settle();
    await expect.poll(() => sentence.inputValue()).toBe(`the ${word} sat`);
    expect((await gates.exportTrace()).tokens[1]).toMatchObject({ text: word, known: true });
  });

  test("a word that is still being typed is not called unknown", async ({ open }) => {
    const { page, sentence } = await open({ address: "s=the" });
    await sentence.press("End");
    await sentence.pressSequentially(" zzca");
    const box = page.getByRole("group", { name: "Unknown word" });
    expect(await box.count()).toBe(0);
    await sentence.press("Space");
    await sentence.press("ArrowLeft");
    await sentence.press("ArrowLeft");
    await box.waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => box.count()).toBe(0);
  });
});

describe("very short and very long", () => {
  test("an empty sentence offers four sentences worth trying, each named for what it shows", async ({ open }) => {
    const gates = await open({ address: "s=the+cat" });
    await gates.sentence.fill("");
    const examples = gates.page.getByRole("main").getByRole("list").getByRole("button");
    await expect.poll(() => examples.count()).toBe(4);
    const first = ((await examples.first().textContent()) ?? "").trim();
    await examples.first().click();
    await gates.settle();
    await expect.poll(() => gates.grid("cell state").count()).toBe(1);
    expect(first).toContain((await gates.sentence.inputValue()).trim());
  });

  test("10,000 pasted words never freeze the page", async ({ open }) => {
    const { page, sentence, settle, grid, word } = await open({ address: "s=the" });
    const text = Array.from({ length: 2500 }, () => "the cat sat on").join(" ");
    // What the dialog needs is loaded, so that it opens at once.
    await page.getByRole("button", { name: "Keyboard", exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    // The page answers while the run is under way: a dialog opens. Watched from within, since the run is soon over.
    const opened = page.evaluate(
      () =>
        new Promise<string | null>((resolve) => {
          const main = document.querySelector("main");
          let isAsked = false;
          const look = () => {
            if (!isAsked && main?.getAttribute("aria-busy") === "true") {
              isAsked = true;
              document.querySelector<HTMLButtonElement>("button[aria-label='Keyboard']")?.click();
            }
            if (document.querySelector("dialog[open]") !== null) return resolve(main?.getAttribute("aria-busy") ?? null);
            requestAnimationFrame(look);
          };
          look();
        }),
    );
    await sentence.fill(text);
    expect(await opened).toBe("true");
    await page.keyboard.press("Escape");
    await settle();
    expect(await grid("cell state").getAttribute("aria-colcount")).toBe("10000");
    expect(await word.getAttribute("aria-valuetext")).toContain("10000 of 10000");
  }, 120_000);

  test("a newer sentence takes over from a long one that is still running", async ({ open }) => {
    const { sentence, settle, exportTrace, page } = await open({ address: "s=the" });
    await sentence.fill(Array.from({ length: 2500 }, () => "the cat sat on").join(" "));
    await expect.poll(() => page.locator("main").getAttribute("aria-busy")).toBe("true");
    await sentence.fill("a dog ran ");
    await settle();
    expect((await exportTrace()).tokens.map((token) => token.text)).toEqual(["a", "dog", "ran"]);
  });
});
