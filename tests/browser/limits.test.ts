import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright";
import { describe, expect } from "vitest";
import { LABEL_LETTERS, SENTENCE_LETTERS, WORD_LETTERS } from "../../src/engine/limits.ts";
import { makeTinyModel } from "../worker/tiny-model.ts";
import { type ModelFile, test } from "./gates-page.ts";

const widths = [1440, 1280, 1024, 390] as const;
const heightOf = (width: number) => (width < 500 ? 844 : 768);

/** A model that the page opens, with whatever its config says besides. */
function ownModel(stated: Record<string, unknown> = {}): ModelFile[] {
  return makeTinyModel({ id: "mine", cell: "lstm", seed: 4 }).map(({ name, bytes }) => {
    const isConfig = name === "config.json";
    const text = isConfig ? JSON.stringify({ ...JSON.parse(Buffer.from(bytes).toString()), ...stated }) : null;
    return { name, buffer: text === null ? Buffer.from(bytes) : Buffer.from(text) };
  });
}

/** Letters of the longest text that one node of the page holds. */
const longestText = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let most = 0;
    while (walker.nextNode() !== null) most = Math.max(most, walker.currentNode.nodeValue?.length ?? 0);
    return most;
  });

/** What leaves the window sideways. */
const outside = (page: Page, within: string) =>
  page.evaluate((selector) => {
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ["the page itself"] : [];
    const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((each) => {
      const { left, right, width } = each.getBoundingClientRect();
      return width > 0 && (left < -0.5 || right > window.innerWidth + 0.5);
    });
    return [...wide, ...all.map((each) => each.getAttribute("aria-label") ?? each.className)];
  }, within);

const isInWindow = async (element: Locator, page: Page) => {
  const box = await element.boundingBox();
  const { innerHeight, innerWidth } = await page.evaluate(() => ({
    innerHeight: window.innerHeight,
    innerWidth: window.innerWidth,
  }));
  return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= innerWidth && box.y + box.height <= innerHeight;
};

describe("a sentence without end", () => {
  test("that is pasted is cut before it is laid out, told, and undone in one step", async ({ open }) => {
    const { page, sentence, settle } = await open({
      address: "s=the+cat+sat",
      context: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    await page.evaluate(() => navigator.clipboard.writeText("the cat ".repeat(1_250_000)));
    await sentence.focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+V");
    await page
      .getByRole("status")
      .filter({ hasText: /^The first [\d,]+ words are kept, of 2,500,000\./ })
      .waitFor();
    expect((await sentence.inputValue()).length).toBeLessThanOrEqual(SENTENCE_LETTERS);
    await settle();
    await page.keyboard.press("Control+Z");
    await expect.poll(() => sentence.inputValue()).toBe("the cat sat");
    await settle();
  });

  test("of one word of a megabyte is a word of a thousand letters, typed or in a link", async ({ open }) => {
    const { page, sentence, settle } = await open({ address: "s=the+cat" });
    await sentence.evaluate((element: HTMLInputElement) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(element, `the ${"x".repeat(1_000_000)}`);
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    await page.getByRole("status").filter({ hasText: "A word of 1,000,000 letters is cut to its first 1,000." }).waitFor();
    expect(await sentence.inputValue()).toBe(`the ${"x".repeat(WORD_LETTERS)}`);
    await settle();
    expect(await longestText(page)).toBeLessThan(2 * WORD_LETTERS);
    await page.evaluate(() => {
      window.location.hash = `#s=${"y".repeat(1_000_000)}`;
    });
    await expect.poll(async () => (await sentence.inputValue()).slice(0, 3)).toBe("yyy");
    await settle();
    await expect.poll(() => page.evaluate(() => window.location.hash.length)).toBeLessThan(2 * WORD_LETTERS);
    expect(await longestText(page)).toBeLessThan(2 * WORD_LETTERS);
  });
});

describe("a label without end", () => {
  test("leaves nothing outside of the window, and is whole for assistive technology", async ({ open }) => {
    const { page, openFiles, settle } = await open({ address: "s=the+cat" });
    await openFiles("story-lstm", ownModel({ label: `${"Ein Modell ".repeat(2)}${"x".repeat(5000)}` }));
    const chip = page.getByRole("button", { name: /^Ein Modell Ein Modell x+…$/ });
    await chip.waitFor();
    await settle();
    expect(((await chip.getAttribute("aria-label")) ?? "").length).toBeLessThanOrEqual(LABEL_LETTERS);
    for (const width of widths) {
      await page.setViewportSize({ width, height: heightOf(width) });
      for (const view of ["Gates", "Gradients", "Predict", "Activations", "Memory"]) {
        await page.evaluate((id) => {
          window.location.hash = `#s=the+cat&view=${id}`;
        }, view.toLowerCase());
        await page.locator(`h1`, { hasText: view }).waitFor({ state: "attached" });
        await page
          .getByRole("button", { name: /^Ein Modell/ })
          .or(page.getByRole("button", { name: "story-lstm" }))
          .first()
          .waitFor();
        expect(await outside(page, ".header *, .notices *"), `${view} at ${width}`).toEqual([]);
      }
      await page.evaluate(() => {
        window.location.hash = "#s=the+cat";
      });
    }
  });

  test("opens the menu on rows that fit; a model of one's own is closed there by the keyboard", async ({ open }) => {
    const { page, openFiles, settle, button, sentence } = await open({ address: "s=the+cat+sat" });
    for (const [k, shown] of ["story-lstm", "mine"].entries()) {
      await openFiles(shown, ownModel());
      await button(k === 0 ? "mine" : "mine 2").waitFor();
      await settle();
    }
    await button("mine 2").click();
    const dialog = page.getByRole("dialog");
    for (const width of widths) {
      await page.setViewportSize({ width, height: heightOf(width) });
      expect(await outside(page, "dialog *, [role=dialog] *"), `at ${width}`).toEqual([]);
    }
    expect(await dialog.getByRole("button", { name: "Close story-lstm" }).count()).toBe(0);
    await dialog.getByRole("button", { name: "Close mine", exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => dialog.getByRole("button", { name: /^Close mine/ }).count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.closest("[role=dialog], dialog") !== null)).toBe(true);
    await dialog.getByRole("button", { name: "Close mine 2" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => dialog.getByRole("button", { name: /^Close mine/ }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await button("story-lstm").waitFor();
    await settle();
    expect(await sentence.inputValue()).toBe("the cat sat");
  });
});

describe("a message without end", () => {
  test("keeps its cross in the window, at every width, and opens whole in a field that scrolls", async ({ open }) => {
    const { page, openFiles } = await open({ address: "s=the+cat" });
    await openFiles("story-lstm", ownModel({ cell: "x".repeat(100_000) }));
    const alert = page.getByRole("alert").filter({ hasText: "xxx" });
    await alert.waitFor();
    for (const width of widths) {
      await page.setViewportSize({ width, height: heightOf(width) });
      expect(await isInWindow(alert, page)).toBe(true);
      expect(await isInWindow(alert.getByRole("button", { name: "Dismiss" }), page)).toBe(true);
      expect(await outside(page, ".notices *")).toEqual([]);
    }
    await alert.getByRole("button", { name: "Dismiss" }).click();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    await page.evaluate(() => {
      window.location.hash = `#s=the+cat&${Array.from({ length: 40 }, (_, k) => `${"key".repeat(9)}${k}=${"x".repeat(999)}`).join("&")}`;
    });
    const told = page.getByRole("status").filter({ hasText: "A part of the address was ignored" });
    await told.getByRole("button", { name: "Whole message" }).click();
    const whole = await told.getByRole("textbox", { name: "Whole message" }).inputValue();
    expect(whole.length).toBeGreaterThan(400);
    expect(whole.length).toBeLessThan(10_000);
    expect(await isInWindow(told.getByRole("button", { name: "Dismiss" }), page)).toBe(true);
  });

  test("of many tensors, and many messages at once, leave every cross in the window", async ({ open }) => {
    const { page, openFiles } = await open({ address: "s=the+cat", context: { viewport: { width: 1024, height: 600 } } });
    const weights = readFileSync("tests/golden/two-layer-lstm/two-layer-lstm.safetensors");
    for (const name of ["a", "b", "c", "d"]) {
      await openFiles("story-lstm", [{ name: `${name.repeat(200)}.safetensors`, buffer: weights.subarray(0, 300) }]);
      await page
        .getByRole("alert")
        .filter({ hasText: name.repeat(40) })
        .waitFor();
    }
    const crosses = page.getByRole("button", { name: "Dismiss" });
    expect(await crosses.count()).toBe(3);
    for (const cross of await crosses.all()) expect(await isInWindow(cross, page)).toBe(true);
    await page.getByText("1 more behind these").waitFor();
    await crosses.first().click();
    expect(await crosses.count()).toBe(3);
    expect(await page.getByText("more behind these").count()).toBe(0);
  });
});

describe("names of units", () => {
  test("that an address calls otherwise are offered in one line with two presses", async ({ open }) => {
    const { page, settle, key } = await open({ address: "view=memory&s=the+cat+sat&u=3", waits: false });
    await settle();
    const field = page.getByRole("textbox", { name: "Name of unit 3" });
    await field.fill("mine");
    await page.keyboard.press("Enter");
    await page.evaluate(() => {
      window.location.hash = "#view=memory&s=the+dog&u=3&names=3:theirs%0A4:four";
    });
    const offer = page.getByRole("status").filter({ hasText: "Unit 3 is “theirs” there, “mine” here." });
    await offer.waitFor();
    expect(await field.inputValue()).toBe("mine");
    await offer.getByRole("button", { name: "Take those of the address" }).click();
    await expect.poll(() => field.inputValue()).toBe("theirs");
    await expect.poll(() => key("names")).toContain("4:four");
  });
});

test("a model whose weights float32 cannot compute with says from which word on, and draws nothing at no place", async ({
  open,
}) => {
  const { page, openFiles, settle, button } = await open({ address: "s=the+cat+sat" });
  const files = makeTinyModel({ id: "mine", cell: "lstm", seed: 4, scale: 3e38 });
  await openFiles(
    "story-lstm",
    files.map(({ name, bytes }) => ({ name, buffer: Buffer.from(bytes) })),
  );
  await button("mine").waitFor();
  await settle();
  const told = page.getByRole("alert").filter({ hasText: "mine gives no numbers from" });
  await told.waitFor();
  await page.getByText("No prediction: the logits are no numbers.").waitFor();
  for (const view of ["Gradients", "Predict", "Activations", "Memory", "Gates"]) {
    await page.getByRole("link", { name: view, exact: true }).click();
    await settle();
    expect(await page.locator("[d*='NaN'], [transform*='NaN'], [style*='NaN']").count(), view).toBe(0);
  }
  expect(await told.count()).toBe(1);
  await page.evaluate(() => {
    window.location.hash = "#s=the+cat+sat&model=story-lstm";
  });
  await button("story-lstm").waitFor();
  await settle();
  await expect.poll(() => told.count()).toBe(0);
});
