import type { Page } from "playwright";
import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

/** Answers 404 for addresses that match until it is mended, as a server does that has just been renewed. */
function breakage(pattern: RegExp) {
  let isBroken = true;
  return {
    prepare: (page: Page) =>
      page.route(pattern, (route) => (isBroken ? route.fulfill({ status: 404, body: "not here" }) : route.continue())),
    mend: () => {
      isBroken = false;
    },
  };
}
const missing = /404|Failed to load resource|Failed to fetch dynamically imported module|Unable to preload CSS|MIME/;

describe("a script that does not come", () => {
  test.for([/gradients-panel-[^/]*\.js/, /gradients-panel-[^/]*\.css/])(
    "of a view (%s) is loaded again in one press",
    async (script, { open }) => {
      const { prepare, mend } = breakage(script);
      const { page, settle } = await open({ address: "s=the+cat+sat", expects: missing, prepare });
      await page.getByRole("link", { name: "Gradients", exact: true }).click();
      const alert = page.getByRole("alert").filter({ hasText: "This part of the page did not load" });
      await alert.waitFor();
      await alert.getByRole("button", { name: "Reload the page" }).waitFor();
      mend();
      await alert.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
      const isStyled = () =>
        [...document.styleSheets].some(({ href, cssRules }) => /gradients-panel/.test(href ?? "") && cssRules.length > 0);
      expect(await page.evaluate(isStyled)).toBe(true);
      await settle();
      expect(await alert.count()).toBe(0);
    },
  );

  test("and has a web page in its place, where it is a sheet, is asked for again, then told", async ({ open }) => {
    let isBroken = true;
    let asked = 0;
    const { page } = await open({
      address: "s=the+cat+sat",
      expects: /MIME|Unable to preload CSS/,
      prepare: (page) =>
        page.route(/predict-panel-[^/]*\.css/, (route) => {
          asked++;
          return isBroken ? route.fulfill({ contentType: "text/html", body: "<!doctype html>" }) : route.continue();
        }),
    });
    await page.getByRole("link", { name: "Predict", exact: true }).click();
    const again = page.getByRole("alert").getByRole("button", { name: "Try again" });
    await again.waitFor();
    expect(asked).toBeGreaterThan(1);
    isBroken = false;
    await again.click();
    await page.locator(".predict-rows").waitFor();
    const isStyled = () => [...document.styleSheets].some(({ href }) => /predict-panel/.test(href ?? ""));
    expect(await page.evaluate(isStyled)).toBe(true);
  });

  test("of a view can be had by reloading, with the sentence", async ({ open }) => {
    const { prepare, mend } = breakage(/predict-panel-[^/]*\.js/);
    const { page, sentence, settle } = await open({ address: "s=the+cat+sat", expects: missing, prepare });
    await page.getByRole("link", { name: "Predict", exact: true }).click();
    const reload = page.getByRole("alert").getByRole("button", { name: "Reload the page" });
    await reload.waitFor();
    mend();
    await reload.click();
    await settle();
    expect(await sentence.inputValue()).toBe("the cat sat");
    await expect.poll(() => page.getByRole("alert").filter({ visible: true }).count()).toBe(0);
  });

  test.for([/stack-listening-[^/]*\.js/, /hovered-cell-[^/]*\.js/, /rows-menu-[^/]*\.css/, /mean-strip-[^/]*\.js/])(
    "of a part that stands in every heatmap (%s) is told once, where it can be pressed, and all of it comes back",
    async (script, { open }) => {
      const { prepare, mend } = breakage(script);
      const { page, grid } = await open({ address: "s=the+cat+sat", expects: missing, prepare });
      await grid("forget gate").waitFor();
      const alert = page.getByRole("alert").filter({ hasText: "This part of the page did not load" });
      await alert.waitFor();
      expect(await alert.count()).toBe(1);
      mend();
      await alert.getByRole("button", { name: "Try again" }).click();
      await expect.poll(() => alert.count()).toBe(0);
    },
  );

  test("of the statement is told where its button can be pressed, which brings it", async ({ open }) => {
    const { prepare, mend } = breakage(/statement-[^/]*\.css/);
    const { page } = await open({ address: "s=the+cat+sat", expects: missing, prepare });
    const again = page.getByRole("alert").getByRole("button", { name: "Try again" });
    await again.waitFor();
    mend();
    await again.click();
    await page.locator(".statement-line").waitFor();
  });

  test("and that a view's panel and its statement both need, comes back for both in one press", async ({ open }) => {
    const { prepare, mend } = breakage(/memory-desk-[^/]*\.js/);
    const { page } = await open({ address: "s=the+cat+sat", expects: missing, prepare });
    await page.getByRole("link", { name: "Memory", exact: true }).click();
    const again = page.getByRole("alert").getByRole("button", { name: "Try again" });
    await again.waitFor();
    mend();
    await again.click();
    await page.getByRole("heading", { name: "What the state after a word means" }).waitFor();
    await page.getByRole("region", { name: "Corpus" }).waitFor();
  });

  test("of what explains a number is told in its place, and not as something else; asked again, it explains", async ({
    open,
  }) => {
    const { prepare, mend } = breakage(/\/explain-[^/]*\.js/);
    const { page } = await open({ address: "s=the+cat+sat", expects: missing, prepare });
    await page
      .getByRole("region", { name: "Equations" })
      .getByRole("button", { name: /^memory / })
      .first()
      .click();
    const again = page.locator(".explainer").getByRole("button", { name: "Ask again" });
    await again.waitFor();
    expect(await page.locator(".explainer").textContent()).not.toContain("changed since");
    mend();
    await again.click();
    await page.locator(".explainer-terms").waitFor();
  });

  test("of a dialog is told in a line, and opens in one press", async ({ open }) => {
    const { prepare, mend } = breakage(/share-dialog-[^/]*\.js/);
    const { page, button } = await open({ address: "s=the+cat+sat", expects: missing, prepare });
    await button("Share").click();
    const line = page.getByRole("alert").filter({ hasText: "This dialog did not load" });
    await line.waitFor();
    mend();
    await line.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await page.getByRole("alert").filter({ visible: true }).count()).toBe(0);
  });

  test.for([
    ["that its thread is started with", /engine\.worker-[^/]*\.js/],
    ["that holds the rest of it", /\/engine-[^/]*\.js/],
  ] as const)(
    "of the engine, the one %s, is told where the numbers would stand, with a Retry that helps",
    async ([, script], { open }) => {
      const { prepare, mend } = breakage(script);
      const { page, sentence, settle, grid } = await open({
        address: "s=the+cat+sat",
        waits: false,
        expects: missing,
        prepare,
      });
      await page.getByRole("alert").filter({ hasText: "The engine stops as soon as it is started" }).waitFor();
      expect(await sentence.inputValue()).toBe("the cat sat");
      mend();
      await page.getByRole("button", { name: "Retry" }).click();
      await settle();
      await grid("cell state").waitFor();
      expect(await page.getByRole("alert").filter({ visible: true }).count()).toBe(0);
    },
  );
});

test("weights that never come leave a way out: the reader can ask again", async ({ open }) => {
  let asked = 0;
  const { page, settle } = await open({
    address: "s=the+cat+sat",
    waits: false,
    prepare: (page) =>
      page.route("**/models/story-lstm/model.safetensors", (route) => (asked++ === 0 ? undefined : route.continue())),
  });
  await page.getByText("The server has sent nothing for a while.").waitFor();
  await page.getByRole("button", { name: "Choose another model" }).waitFor();
  await page.getByRole("button", { name: "Retry" }).click();
  await settle();
  expect(asked).toBe(2);
});

describe("a browser that lacks", () => {
  const withoutWorker = [
    ["workers", () => Reflect.deleteProperty(globalThis, "Worker")],
    [
      "leave to start workers",
      () => {
        globalThis.Worker = class {
          constructor() {
            throw new DOMException("workers are forbidden here", "SecurityError");
          }
        } as unknown as typeof Worker;
      },
    ],
  ] as const;
  test.for(withoutWorker)("%s shows the sentence and says what is missing", async ([, remove], { open }) => {
    const { page, sentence } = await open({
      address: "s=the+cat+sat",
      waits: false,
      prepare: (page) => page.addInitScript(remove),
    });
    await page.getByRole("alert").filter({ hasText: "The engine cannot be started here" }).waitFor();
    expect(await sentence.inputValue()).toBe("the cat sat");
    expect(await page.locator("main").getAttribute("aria-busy")).toBe("false");
    await page.getByRole("link", { name: "Predict", exact: true }).click();
    await page.getByRole("alert").filter({ hasText: "The engine cannot be started here" }).waitFor();
  });

  const lacks = [
    ["ResizeObserver", () => Reflect.deleteProperty(globalThis, "ResizeObserver")],
    [
      "leave to write the address",
      () => {
        const refuse = () => {
          throw new DOMException("too many calls", "SecurityError");
        };
        history.replaceState = refuse;
        history.pushState = refuse;
      },
    ],
    [
      "storage",
      () => {
        Object.defineProperty(globalThis, "localStorage", {
          get: () => {
            throw new DOMException("denied", "SecurityError");
          },
        });
      },
    ],
    ["a clipboard", () => Object.defineProperty(navigator, "clipboard", { value: undefined })],
    [
      "leave to compile WebAssembly",
      () =>
        Reflect.set(WebAssembly, "Module", () => {
          throw new WebAssembly.CompileError("refused");
        }),
    ],
  ] as const;
  test.for(lacks)("%s draws the gates all the same, and the next sentence", async ([, remove], { open }) => {
    const { page, write, grid } = await open({ address: "s=the+cat+sat", prepare: (page) => page.addInitScript(remove) });
    await write("a dog ran ");
    expect(await grid("cell state").getAttribute("aria-colcount")).toBe("3");
    for (const view of ["Gradients", "Predict", "Activations", "Memory"]) {
      await page.getByRole("link", { name: view, exact: true }).click();
      await page.locator('nav a[aria-current="page"]').filter({ hasText: view }).waitFor();
    }
    expect(await page.getByRole("alert").filter({ visible: true }).count()).toBe(0);
  });
});
