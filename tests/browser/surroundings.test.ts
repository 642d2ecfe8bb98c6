import type { Page } from "playwright";
import { describe, expect, inject } from "vitest";
import { test } from "./gates-page.ts";

/** Lets a test move the window to a screen of another density: emulation changes the number, but tells nobody. */
const moveScreens = (page: Page) =>
  page.addInitScript(() => {
    const real = window.matchMedia.bind(window);
    const screen = new EventTarget();
    let density = 1;
    Object.defineProperty(window, "devicePixelRatio", { get: () => density });
    window.matchMedia = (query) =>
      query.includes("resolution") ? (Object.assign(screen, { matches: true, media: query }) as MediaQueryList) : real(query);
    window.addEventListener("another-screen", () => {
      density = 2;
      screen.dispatchEvent(new Event("change"));
    });
  });

describe("canvases", () => {
  test.for([
    ["Gates", "s=the+cat+sat"],
    ["Memory", "s=the+cat+sat&view=memory"],
    ["Gradients", "s=the+cat+sat&view=gradients&under=signals"],
  ] as const)(
    "of %s follow the density of a screen that the window is moved to, without a resize",
    async ([, address], { open }) => {
      const { page } = await open({ address, prepare: moveScreens });
      const widths = () => page.locator("canvas").evaluateAll((all) => all.map((each) => (each as HTMLCanvasElement).width));
      await expect
        .poll(async () => (await widths()).filter((width) => width > 300).length, { timeout: 45_000 })
        .toBeGreaterThan(0);
      const before = await widths();
      await page.evaluate(() => window.dispatchEvent(new Event("another-screen")));
      await expect.poll(widths).toEqual(before.map((width) => 2 * width));
    },
  );
});

test("in a frame of another page an edit adds no entry to that page's history", async ({ open }) => {
  const { page } = await open({ waits: false });
  const place = inject("atRoot");
  await page.route("**/host.html", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<iframe src="${place}#s=the+cat&embed=1" width="1200" height="800"></iframe>`,
    }),
  );
  await page.goto(`${place}host.html`);
  const frame = page.frameLocator("iframe");
  const sentence = frame.getByRole("textbox", { name: "Sentence" });
  await sentence.waitFor();
  const before = await page.evaluate(() => history.length);
  await sentence.fill("the dog ran");
  await sentence.press("Enter");
  await frame.locator('main[aria-busy="false"]').waitFor();
  expect(await page.evaluate(() => history.length)).toBe(before);
});
