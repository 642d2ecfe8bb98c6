import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

const focused = "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName";

describe("contrast", () => {
  test("with the system's own colours nothing of the sentence is painted twice, and marks keep a shape", async ({ open }) => {
    const { page, word } = await open({ context: { forcedColors: "active" } });
    await word.waitFor();
    const looks = await page.evaluate(() => {
      const style = (selector: string, pseudo?: string) => getComputedStyle(document.querySelector(selector) as Element, pseudo);
      return {
        letters: style(".sentence-input").color,
        pill: style(".word-pill").borderTopWidth,
        play: style(".play-button").borderTopWidth,
        stage: style(".stage-bar-item", "::before").borderTopWidth,
        track: style(".word-slider-track").backgroundImage,
        slider: style(".slider").forcedColorAdjust,
      };
    });
    expect(looks).toMatchObject({ letters: "rgba(0, 0, 0, 0)", pill: "2px", play: "2px", stage: "1px", slider: "none" });
    expect(looks.track).toContain("gradient");
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`a reader who asks for more contrast gets it, ${colorScheme}`, async ({ open }) => {
      const { page } = await open({ context: { contrast: "more", colorScheme } });
      const ratios = await page.evaluate(() => {
        const context = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
        const luminance = (name: string): number => {
          context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
          const channels = [1, 3, 5].map((at) => Number.parseInt(context.fillStyle.toString().slice(at, at + 2), 16) / 255);
          const [red = 0, green = 0, blue = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const ratio = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        return Object.fromEntries(
          ["--ink-2", "--ink-3", "--line"].map((name) => [name, ratio(luminance(name), luminance("--bg"))]),
        );
      });
      expect(ratios["--ink-2"]).toBeGreaterThan(7);
      expect(ratios["--ink-3"]).toBeGreaterThan(7);
      expect(ratios["--line"]).toBeGreaterThan(3);
    });
  }
});

describe("dialogs", () => {
  for (const name of ["Keyboard", "Share", "story-lstm"]) {
    test(`Esc closes the one of ${name} wherever the focus has gone`, async ({ open }) => {
      const { page, button, word } = await open();
      await word.waitFor();
      await button(name).click();
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      expect(await page.evaluate("document.activeElement === document.body || document.activeElement.tagName")).toBe(true);
      // No key of the page acts behind a dialog.
      const pinned = await word.inputValue();
      await page.keyboard.press("Home");
      await page.keyboard.press("d");
      expect(await word.inputValue()).toBe(pinned);
      await page.keyboard.press("Escape");
      await expect.poll(() => dialog.count()).toBe(0);
    });
  }

  test("end where their content ends, and lead to the licences of what is bundled", async ({ open }) => {
    const { page, button } = await open();
    await button("Keyboard").click();
    const link = page.getByRole("dialog").getByRole("link", { name: "Licences of what is bundled" });
    const answer = await page.request.get(new URL((await link.getAttribute("href")) ?? "", page.url()).href);
    expect(answer.ok()).toBe(true);
    expect(await answer.text()).toContain("MIT");
    await page.keyboard.press("Escape");
    for (const name of ["Keyboard", "Share"]) {
      await button(name).click();
      await page.getByRole("dialog").waitFor();
      const below = await page.evaluate(() => {
        const body = document.querySelector("dialog .modal-body") as Element;
        const ends = [...body.children].filter((child) => child.getBoundingClientRect().height > 0);
        const drawn = Math.max(
          ...ends
            .flatMap((child) => [...child.querySelectorAll("*"), child])
            .map((element) => (element.children.length === 0 ? element.getBoundingClientRect().bottom : 0)),
        );
        return body.getBoundingClientRect().bottom - drawn;
      });
      expect(below, name).toBeLessThan(36);
      await page.keyboard.press("Escape");
    }
  });
});

test("the title says what is read and in which view", async ({ open }) => {
  const { page, write } = await open({ address: "s=the+cat+sat+on+the" });
  await expect.poll(() => page.title()).toBe("the cat sat on the — Gates — Gatescope");
  await page.getByRole("link", { name: "Predict" }).click();
  await expect.poll(() => page.title()).toBe("the cat sat on the — Predict — Gatescope");
  await write("a dog ran ");
  await expect.poll(() => page.title()).toBe("a dog ran — Predict — Gatescope");
});

test("embedded there is no header and no transport, and keys walk all the same", async ({ open }) => {
  const { page, grid } = await open({ address: "embed=1&t=5" });
  await page.locator(".cursor-frame").first().waitFor({ state: "attached" });
  expect(await page.getByRole("banner").count()).toBe(0);
  expect(await page.getByRole("contentinfo").count()).toBe(0);
  await page.locator("main").focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => grid("cell state").getByRole("gridcell").getAttribute("aria-colindex")).toBe("6");
  const height = await page.locator("main").evaluate((main) => main.getBoundingClientRect().height);
  expect(height).toBe(900);
});

describe("on a phone", () => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

  test("the model has its name, the transport is low, and how to edit is told", async ({ open }) => {
    const { page, button, word } = await open({ context });
    await word.waitFor({ state: "attached" });
    await button("story-lstm").getByText("story-lstm").waitFor();
    const transport = await page.locator(".transport").boundingBox();
    expect(transport?.height).toBeLessThanOrEqual(88);
    await page.getByText("tap a word twice to edit it").waitFor();
  });

  test("a word is edited by a second tap, and the grey word taken by one", async ({ open }) => {
    const { page, sentence, word } = await open({ address: "s=once+upon+a", context });
    await word.waitFor({ state: "attached" });
    const tap = async (selector: string): Promise<void> => {
      const box = await page.locator(selector).boundingBox();
      if (box === null) throw new Error(`${selector} is not there`);
      await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    };
    const ghost = await page.locator(".ghost-word").textContent();
    await tap(".ghost-word");
    await expect.poll(() => sentence.inputValue()).toBe(`once upon a ${ghost}`);
    await tap(".axis-word[data-step='2']");
    await expect.poll(() => word.inputValue()).toBe("2");
    expect(await page.evaluate(focused)).not.toBe("Sentence");
    await tap(".axis-word[data-step='2']");
    await expect.poll(() => page.evaluate(focused)).toBe("Sentence");
  });

  for (const [how, width, height] of [
    ["on its side", 844, 390],
    ["at twice the size of 1440 px", 720, 450],
  ] as const) {
    test(`${how}, sentence and transport leave most of the window to the view`, async ({ open }) => {
      const { page, word } = await open({ context: { viewport: { width, height } } });
      await word.waitFor({ state: "attached" });
      const [axis, transport] = await Promise.all([
        page.locator(".sentence-axis").boundingBox(),
        page.locator(".transport").boundingBox(),
      ]);
      expect((axis?.height ?? height) + (transport?.height ?? height)).toBeLessThan(height / 2.9);
    });
  }
});

test("before a class the views, Share and the way back are in sight, and answers stay covered until a key", async ({ open }) => {
  const { page, button, word } = await open({ context: { viewport: { width: 1920, height: 1080 } } });
  await word.waitFor();
  await button("Projector").click();
  await expect.poll(() => page.getByRole("link", { name: "Predict" }).isVisible()).toBe(true);
  expect(await button("Share").isVisible()).toBe(true);
  await page.keyboard.press("h");
  await page.getByRole("button", { name: /Show answers/ }).waitFor();
  await expect.poll(() => page.locator(".ghost-word").count()).toBe(0);
  expect(await page.getByText("floor").count()).toBe(0);
  await page.keyboard.press("h");
  await page.locator(".ghost-word").waitFor();
  await button("Projector").click();
  await page.getByRole("region", { name: "Next word" }).waitFor();
});

test("a sentence in another language is told what the model knows, and is shown as it was typed", async ({ open }) => {
  const { page } = await open({ address: "s=die+Katze+schläft+über+dem+Haus" });
  await page.getByText("This model knows 6,000 English words").waitFor();
  await page.getByRole("heading", { name: /Unit \d+ at “Haus”/ }).waitFor();
  expect(await page.locator(".axis-word[data-step='3'] .axis-word-letters").textContent()).toBe("schläft");
});
