import type { Locator, Page } from "playwright";
import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

const address = "s=the+cat+sat+on+the&t=3&u=47&stage=hidden";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("not drawn");
  return box;
}

/** What two boxes share, px². */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** Whether the middle of an element is what the reader sees there. */
function isSeen(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return seen !== null && (element.contains(seen) || seen.contains(element));
  });
}

const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];

describe("heading, drawing and next words", () => {
  test("name the word as it stands, though the model reads two unknown words alike", async ({ open }) => {
    const { page, sentence, choose } = await open({ address: "s=the+cat+chased+the+mice&t=5" });
    const heading = page.getByRole("region", { name: "Cell" }).getByRole("heading");
    await expect.poll(() => heading.getAttribute("aria-label")).toMatch(/at “mice”, step 5/);
    await sentence.focus();
    await choose("mice", "whole");
    await page.keyboard.type("zorblaxx", { delay: 40 });
    await expect.poll(() => heading.getAttribute("aria-label")).toMatch(/at “zorblaxx”, step 5/);
    expect(await heading.textContent()).toContain("at “zorblaxx”");
    await expect.poll(() => page.getByRole("heading", { name: "Next word after “zorblaxx”" }).count()).toBe(1);
    expect(await page.locator(".diagram [data-id='input-word']").textContent()).toBe("“zorblaxx”");
  });

  test("have names with their spaces, and every next word is a button with its share", async ({ open }) => {
    const { page } = await open({ address });
    await page.getByRole("heading", { name: "Next word after “sat”", exact: true }).waitFor();
    await page.getByRole("heading", { name: "Unit 47 at “sat”, step 3, hidden", exact: true }).waitFor();
    const list = page.getByRole("list", { name: "Next words" });
    const names = await list
      .getByRole("button")
      .evaluateAll((all) => all.map((button) => button.getAttribute("aria-label") ?? ""));
    const items = await list.getByRole("listitem").evaluateAll((all) => all.map((item) => item.textContent ?? ""));
    expect(names.length).toBeGreaterThanOrEqual(10);
    names.forEach((name, place) => {
      expect(name).toMatch(/^\S+ (<0\.1|\d\.\d|\d\d+)%$/);
      expect(items[place]?.replaceAll(/\s+/g, " ")).toContain(name);
    });
  });
});

describe("the numbers of the equations", () => {
  test("are one stop of Tab, arrows move between them, and Enter opens one", async ({ open }) => {
    const { page } = await open({ address });
    const equations = page.getByRole("region", { name: "Equations" });
    const numbers = equations.locator("button[data-number]");
    await numbers.first().waitFor();
    const stops = () => numbers.evaluateAll((all) => all.filter((number) => (number as HTMLElement).tabIndex === 0).length);
    expect(await numbers.count()).toBeGreaterThan(20);
    expect(await stops()).toBe(1);
    const focused = () =>
      page.evaluate(() => {
        const { activeElement } = document;
        const row = activeElement?.closest("[data-stage]");
        return `${row?.getAttribute("data-stage")} ${activeElement?.getAttribute("data-number")}`;
      });
    await equations.locator("button[data-number][tabindex='0']").focus();
    expect(await focused()).toBe("hidden output");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("hidden cell");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("output word");
    await page.keyboard.press("Home");
    expect(await focused()).toBe("forget memory");
    expect(await stops()).toBe(1);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /^Memory part of the forget gate of unit 47/ }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(focused).toBe("forget memory");
  });

  test("never run into their result, with weights sixty times as large too", async ({ open }) => {
    for (const viewport of [sizes[0], sizes[1], sizes[4]]) {
      const { page } = await open({ address, context: viewport === undefined ? {} : { viewport } });
      const equations = page.getByRole("region", { name: "Equations" });
      await equations.locator("button[data-number]").first().waitFor();
      await equations.locator(".worked [data-text]").evaluateAll((all) => {
        for (const number of all) {
          number.textContent = "−1234.5";
          (number as HTMLElement).style.width = "";
        }
      });
      const rows = await equations.getByRole("listitem").all();
      for (const row of rows) {
        const numbers = row.locator("button[data-number]");
        if ((await numbers.count()) === 0 || !(await numbers.first().isVisible())) continue;
        const result = await boxOf(row.locator("[data-result]"));
        const ground = await boxOf(row);
        for (const number of await numbers.all()) {
          const box = await boxOf(number.locator("[data-text]"));
          expect(overlap(box, result)).toBe(0);
          expect(box.y + box.height).toBeLessThanOrEqual(ground.y + ground.height + 1);
        }
      }
      await page.close();
    }
  });
});

describe("an explanation", () => {
  const openNumber = async (page: Page) => {
    const isPhone = (page.viewportSize()?.width ?? 0) < 900;
    const number = page
      .getByRole("region", { name: isPhone ? "Stage" : "Equations" })
      .getByRole("button", { name: /^output gate / })
      .first();
    await number.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Close" }).waitFor();
    return { number, dialog };
  };

  for (const { width, height } of sizes) {
    test(`covers neither the number that was clicked nor its equation nor the drawing, at ${width} × ${height}`, async ({
      open,
    }) => {
      const { page } = await open({ address, context: { viewport: { width, height } } });
      const { number, dialog } = await openNumber(page);
      const panel = await boxOf(dialog);
      await expect.poll(() => isSeen(number)).toBe(true);
      expect(overlap(panel, await boxOf(number))).toBe(0);
      expect(await number.getAttribute("data-explained")).toBe("");
      if (width >= 900) {
        expect(overlap(panel, await boxOf(page.locator(".diagram")))).toBe(0);
        expect(overlap(panel, await boxOf(page.locator(".equation[data-explaining]")))).toBe(0);
      }
      await dialog.getByRole("button", { name: "Close" }).click();
      expect(await page.locator("[data-explained]").count()).toBe(0);
    });
  }
});

describe("a window of 1024 × 768", () => {
  test("shows the cell, the likeliest next words and the equations without scrolling", async ({ open }) => {
    const { page } = await open({ address, context: { viewport: { width: 1024, height: 768 } } });
    const list = page.getByRole("list", { name: "Next words" });
    await list.waitFor();
    const transport = await boxOf(page.getByRole("contentinfo"));
    const bottom = async (locator: Locator) => {
      const box = await boxOf(locator);
      return box.y + box.height;
    };
    expect(await bottom(page.locator(".diagram"))).toBeLessThan(transport.y);
    expect(await bottom(list)).toBeLessThan(transport.y);
    expect(await bottom(page.locator(".equation").last())).toBeLessThan(transport.y + 1);
    expect((await boxOf(page.getByRole("region", { name: "Cell" }))).y).toBeGreaterThan(48);
  });
});

describe("a phone", () => {
  test("keeps the active stage in sight over the transport, and no text in the cursor's frame", async ({ open }) => {
    for (const step of [1, 3, 12]) {
      const { page } = await open({
        address: `s=the+cat+that+chased+the+mice+in+the+barn+sat+on+the&t=${step}&stage=update`,
        context: { viewport: { width: 390, height: 844 } },
      });
      const card = page.getByRole("region", { name: "Stage" });
      await card.locator(".stage-card-parts").getByText("kept").waitFor();
      const transport = await boxOf(page.getByRole("contentinfo"));
      const box = await boxOf(card);
      expect(box.y + box.height).toBeLessThanOrEqual(transport.y + 1);
      const frame = await boxOf(page.locator(".cursor-frame:not(.cursor-preview)"));
      for (const name of await page.locator(".unit-story .story-name, .unit-story .story-value").all()) {
        expect(overlap(await boxOf(name), { ...frame, x: frame.x + 1, width: frame.width - 2 })).toBe(0);
      }
      await page.close();
    }
  });
});
