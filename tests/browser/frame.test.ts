import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

const focused = "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName";

describe("a keyboard that passes by", () => {
  test("Tab walks through the sentence and writes nothing into it", async ({ open }) => {
    const { page, sentence } = await open({ address: "s=once+upon+a" });
    let isReached = false;
    for (let press = 0; press < 30; press++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(focused);
      if (isReached && at !== "Sentence") break;
      isReached ||= at === "Sentence";
    }
    expect(isReached).toBe(true);
    expect(await sentence.inputValue()).toBe("once upon a");
    expect(await page.evaluate(focused)).not.toBe("Sentence");
  });

  test("the key beside the grey word is shown only where it would take the word", async ({ open }) => {
    const { page, sentence } = await open({ address: "s=once+upon+a" });
    const key = page.locator("kbd").filter({ hasText: /^Tab$/ });
    const ghost = await page.locator(".ghost-word").textContent();
    expect(await key.count()).toBe(0);
    await sentence.focus();
    expect(await key.count()).toBe(0);
    await page.keyboard.press("ArrowRight");
    await key.waitFor();
    await page.keyboard.press("Tab");
    await expect.poll(() => sentence.inputValue()).toBe(`once upon a ${ghost}`);
  });
});

/** What the cursor's frame crosses: text that is drawn between its two lines and is not centred in the column and narrower. */
const crossed = (): string[] => {
  const lines = [...document.querySelectorAll(".cursor-frame:not(.cursor-preview) .cursor-pieces > i")].map((piece) =>
    piece.getBoundingClientRect(),
  );
  const isDrawn = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || !node.textContent?.trim() || !isDrawn(element)) continue;
    if (element.closest(".sentence-axis, .transport, .visually-hidden, .cursor-layer, script, style, annotation") !== null)
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = (element.closest(".katex-html, text") ?? range).getBoundingClientRect();
    if (text.width < 2 || text.height < 2) continue;
    for (const line of lines) {
      const isBeside = text.right <= line.left + 1 || text.left >= line.right - 1;
      if (isBeside || text.bottom <= line.top + 1 || text.top >= line.bottom - 1) continue;
      const isOfColumn = text.width <= line.width && Math.abs((text.left + text.right - line.left - line.right) / 2) <= 2;
      if (!isOfColumn) found.push(`${node.textContent.trim().slice(0, 30)} at ${Math.round(text.left)}, ${Math.round(text.top)}`);
    }
  }
  return found;
};

/** Views as the address has them, and what of them stands under the words once it is drawn. */
const timed = [
  ["gates", ".signal-grid"],
  ["gradients", ".norm-plot"],
  ["gradients&under=words", ".gain-cell"],
  ["predict", ".gain-cell"],
  ["activations", ".activation-main"],
  ["memory&memory=ledger", ".ledger-plot"],
  ["memory&memory=match", ".brush-box canvas"],
] as const;

describe("the cursor's frame", () => {
  for (const [size, width, height] of [
    ["a phone", 390, 844],
    ["1024 px", 1024, 768],
    ["1440 px", 1440, 900],
  ] as const) {
    test(`runs through no name, control or number that is not its column's, at ${size}`, async ({ open }) => {
      const { page, settle } = await open({ address: "t=2", context: { viewport: { width, height } } });
      for (const [view, block] of timed) {
        for (const step of [1, 3, 6, 12]) {
          await page.evaluate((hash) => {
            window.location.hash = hash;
          }, `view=${view}&t=${step}`);
          await settle();
          await page.locator(block).first().waitFor();
          await page.waitForFunction((t) => document.querySelector(".cursor-cap")?.textContent === t, String(step));
          await expect.poll(() => page.evaluate(crossed), { message: `${view}, word ${step}` }).toEqual([]);
        }
      }
    }, 120_000);
  }

  test("joins word, heatmaps, trace and thumb in one piece where only paper lies between", async ({ open }) => {
    const { page } = await open({ address: "t=3" });
    const pieces = page.locator(".cursor-frame:not(.cursor-preview) .cursor-pieces > i");
    const thumb = await page.locator(".word-slider-thumb").boundingBox();
    const ends = async (): Promise<readonly number[]> => {
      const boxes = await pieces.evaluateAll((all) => all.map((piece) => piece.getBoundingClientRect()));
      return boxes.length === 1 ? boxes.flatMap(({ top, bottom }) => [top, bottom]) : [];
    };
    await expect.poll(async () => (await ends())[1] ?? 0).toBeGreaterThan(thumb?.y ?? Infinity);
    expect((await ends())[0]).toBeLessThan(90);
  });
});

const words = (count: number): string =>
  Array.from({ length: count }, (_, k) => ["the", "cat", "that", "chased", "mice", "sat", "on", "barn"][k % 8]).join("+");

/** The words of the sentence that are not drawn so that they can be read. */
const unread = (): string[] => {
  const { value } = document.querySelector("[aria-label='Sentence']") as HTMLInputElement;
  const drawn = [...document.querySelectorAll(".axis-word:not([hidden]), .line-word")].map((word) => {
    const letters = word.querySelector(".axis-word-letters") ?? word;
    const size = Number.parseFloat(getComputedStyle(letters).fontSize);
    return size >= 11 && letters.scrollWidth <= letters.clientWidth + 1 ? letters.textContent : "";
  });
  return value.split(" ").filter((word, k) => drawn[k] !== word);
};

describe("every word stays readable", () => {
  for (const count of [12, 31, 43, 55]) {
    test(`of ${count} words none is left out or cut`, async ({ open }) => {
      const { page } = await open({ address: `s=${words(count)}&t=7` });
      await expect.poll(() => page.evaluate(unread)).toEqual([]);
    });
  }

  test("in columns too narrow for words the text stands once as a line, the pinned word marked and in sight", async ({
    open,
  }) => {
    const { page, word } = await open({ address: `s=${words(120)}&t=100` });
    const marked = page.locator(".line-word[data-pinned]");
    const isInSight = async (): Promise<boolean> => {
      const box = await marked.boundingBox();
      return box !== null && box.x > 150 && box.x + box.width < 760;
    };
    await expect.poll(isInSight).toBe(true);
    await word.waitFor();
    await page.keyboard.press("Home");
    await expect.poll(isInSight).toBe(true);
    await expect.poll(() => marked.getAttribute("data-step")).toBe("1");
    // A press on a word of the line pins that word, though its column lies elsewhere.
    const third = await page.locator(".line-word[data-step='9']").boundingBox();
    await page.mouse.click((third?.x ?? 0) + 4, (third?.y ?? 0) + 8);
    await expect.poll(() => word.getAttribute("aria-valuetext")).toMatch(/, 9 of 120$/);
  });

  test("one long word neither turns the others nor is cut by the header", async ({ open }) => {
    const { page, sentence } = await open({ address: "s=the+cat+that+chased+the+dog+sat+on+the+mat" });
    const axis = page.locator(".sentence-axis");
    expect(await axis.getAttribute("data-writing")).toBe("level");
    await sentence.evaluate((element: HTMLInputElement) => {
      element.focus();
      element.setSelectionRange(27, 27);
    });
    for (const letter of "ogsceextraordinarilylongword") {
      await page.keyboard.type(letter);
      expect(await axis.getAttribute("data-writing")).toBe("level");
    }
    const letters = await page.locator(".axis-word[data-edited] .axis-word-letters").boundingBox();
    expect(letters?.y).toBeGreaterThan(48);
    await page.keyboard.press("Enter");
    await expect.poll(() => axis.getAttribute("data-writing")).toBe("level");
  });
});
