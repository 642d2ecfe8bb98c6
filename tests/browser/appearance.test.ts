import { describe, expect } from "vitest";
import { lstmGrids, test } from "./gates-page.ts";

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
};

/** The colour that the page stands on: the body's, or the document's where the body has none. */
const ground = (): string => {
  const own = getComputedStyle(document.body).backgroundColor;
  return own === "rgba(0, 0, 0, 0)" ? getComputedStyle(document.documentElement).backgroundColor : own;
};

describe("themes", () => {
  test("the page follows the system, and its button turns it over", async ({ open }) => {
    const { page, button } = await open({ context: { colorScheme: "dark" } });
    expect(luminance(await page.evaluate(ground))).toBeLessThan(0.2);
    await button("Theme").click();
    await expect.poll(async () => luminance(await page.evaluate(ground))).toBeGreaterThan(0.8);
  });

  test("the address can force a theme", async ({ open }) => {
    const { page } = await open({ address: "theme=dark", context: { colorScheme: "light" } });
    expect(luminance(await page.evaluate(ground))).toBeLessThan(0.2);
  });

  test("heatmaps are redrawn in the colours of the theme", async ({ open }) => {
    const { page, grid, button } = await open({ address: "s=the+cat+sat", context: { colorScheme: "light" } });
    const bright = await grid("forget gate").screenshot();
    await button("Theme").click();
    await expect.poll(async () => luminance(await page.evaluate(ground))).toBeLessThan(0.2);
    expect((await grid("forget gate").screenshot()).equals(bright)).toBe(false);
  });
});

describe("sizes", () => {
  test("from 320 to 1920 px the whole page is shown without scrolling sideways", async ({ open }) => {
    const { page, grid, word } = await open();
    await word.waitFor();
    for (const [width, height] of [
      [1920, 1080],
      [1440, 900],
      [1280, 800],
      [1024, 768],
      [720, 900],
      [390, 844],
      [320, 640],
    ] as const) {
      await page.setViewportSize({ width, height });
      const excess = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await expect.poll(excess, { message: `${width} px` }).toBeLessThanOrEqual(0);
      for (const name of lstmGrids) expect(await grid(name).isVisible(), `${name} at ${width} px`).toBe(true);
      expect(await word.count()).toBe(1);
    }
  });

  test("on a phone a touch pins a cell, and targets are large enough for a finger", async ({ open }) => {
    const { page, grid, key } = await open({
      address: "s=the+cat+sat+on+the+mat",
      context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    });
    // Below the first screen: a heatmap at its end is cut by the card of the stage.
    await grid("cell state").evaluate((element) => element.scrollIntoView({ block: "center" }));
    const box = await grid("cell state").boundingBox();
    await page.touchscreen.tap((box?.x ?? 0) + (box?.width ?? 0) * 0.2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await expect.poll(() => key("t")).not.toBeNull();
    const small = await page.evaluate(() =>
      // Numbers inside a line of mathematics are as high as their line.
      [...document.querySelectorAll("button, a[href], select")].flatMap((element) => {
        if (element.closest("section[aria-label='Equations'], section[aria-label='Stage']") !== null) return [];
        const { width, height } = element.getBoundingClientRect();
        const isShown = element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && width > 1;
        return isShown && (width < 43.5 || height < 43.5)
          ? [`${element.getAttribute("aria-label") ?? element.textContent} ${width.toFixed(0)} × ${height.toFixed(0)}`]
          : [];
      }),
    );
    expect(small).toEqual([]);
  });

  test("the frame stands on the word: pill, cells and thumb share one centre", async ({ open }) => {
    const { page, word } = await open({ address: "s=the+cat+sat+on+the+mat&t=3" });
    const thumb = await page.locator(".word-slider-thumb").boundingBox();
    const frame = await page.locator(".cursor-frame").first().boundingBox();
    expect(await word.count()).toBe(1);
    if (thumb === null || frame === null) throw new Error("no frame or no thumb");
    expect(Math.abs(thumb.x + thumb.width / 2 - (frame.x + frame.width / 2))).toBeLessThanOrEqual(0.5);
  });

  test("the projector shows fewer things larger, and Escape or P leaves it", async ({ open }) => {
    const { page, button, grid } = await open({ context: { viewport: { width: 1920, height: 1080 } } });
    await button("Play").waitFor();
    await button("Projector").click();
    await expect.poll(() => page.getByRole("region", { name: "Next word" }).isVisible()).toBe(false);
    for (const name of ["forget gate", "input gate", "candidate", "cell state"]) expect(await grid(name).isVisible()).toBe(true);
    await page.keyboard.press("p");
    await page.getByRole("region", { name: "Next word" }).waitFor();
  });
});

describe("motion", () => {
  test("with reduced motion nothing moves by itself and play advances by cuts", async ({ open }) => {
    const { page, button, word } = await open({
      address: "s=the+cat+sat&t=1&stage=softmax",
      context: { reducedMotion: "reduce" },
    });
    const moving = (): Promise<string[]> =>
      page.evaluate(() =>
        document
          .getAnimations()
          .filter((animation) => animation.playState === "running" && Number(animation.effect?.getComputedTiming().duration) > 1)
          .map((animation) => (animation as CSSAnimation).animationName ?? "transition"),
      );
    expect(await moving()).toEqual([]);
    await button("Play").click();
    await expect.poll(() => word.getAttribute("aria-valuetext"), { timeout: 5000 }).toBe("cat, 2 of 3");
    expect(await moving()).toEqual([]);
  });

  test("nothing plays by itself when the page opens", async ({ open }) => {
    const { button } = await open();
    // What a first look does not need comes after it.
    await button("Play").waitFor();
    expect(await button("Pause").count()).toBe(0);
  });
});
