import type { Page } from "playwright";
import { describe, expect, inject } from "vitest";
import { opening } from "../../src/store/opening.ts";
import { lstmGrids, test } from "./gates-page.ts";
import { openSlowHost } from "./slow-host.ts";

const weights = "**/models/story-lstm/model.safetensors";

/** Holds every request for the weights until it is let go. */
async function stall(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(weights, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

describe("a first visit", () => {
  test("shows a sentence with the gates of a trained model at once", async ({ open }) => {
    const { page, sentence, grid } = await open();
    const words = (await sentence.inputValue()).match(/[\w']+|[^\s\w]/g)?.length ?? 0;
    expect(words).toBeGreaterThan(3);
    for (const name of lstmGrids) {
      await grid(name).waitFor();
      expect(Number(await grid(name).getAttribute("aria-colcount"))).toBe(words);
      expect(Number(await grid(name).getAttribute("aria-rowcount"))).toBeGreaterThan(0);
      await grid(name).getByRole("gridcell").waitFor({ state: "attached" });
    }
    await page.getByRole("region", { name: "Equations" }).waitFor();
    await page.getByRole("region", { name: "Cell" }).waitFor();
    await page.getByRole("region", { name: "Next word" }).waitFor();
    expect(await page.getByRole("list", { name: "Next words" }).getByRole("listitem").count()).toBeGreaterThanOrEqual(10);
    expect(await page.getByRole("status").filter({ hasText: "story-lstm ready" }).count()).toBeGreaterThan(0);
    await page.getByRole("navigation").getByRole("link", { name: "Gates", exact: true }).waitFor();
  });

  test("opens on a unit that holds, and Play shows from the first word on how that came", async ({ open }) => {
    const { page, button, key } = await open();
    await page
      .locator(".statement-line")
      .filter({ hasText: `Unit ${opening.unit} ` })
      .waitFor();
    await page.getByText(/^held for \d+ words$/).waitFor();
    await button("Play").click();
    // It was at the twentieth word.
    await expect.poll(() => key("t")).toMatch(/^[1-9]$/);
    await button("Pause").click();
  });

  test("has one filled Play, at the statement, that shows once how the unit is written, and then leaves it to the transport", async ({
    open,
  }) => {
    const { page, button } = await open();
    const fill = () => button("Play").evaluate((each) => getComputedStyle(each).backgroundColor);
    const ring = await fill();
    await button("Play from the first word").click();
    await page.getByText(`step ${opening.written}, ${opening.halts[0]}`).waitFor();
    await page.getByText(`step ${opening.written + 1}, ${opening.stage}`).waitFor();
    await button("Pause").click();
    expect(await button("Play from the first word").count()).toBe(0);
    expect(await fill()).not.toBe(ring);
  });

  test("works below a path of a host as it does at its root", async ({ open }) => {
    const { page, grid, exportTrace } = await open({ under: "subPath", address: "s=the+cat+sat" });
    expect(page.url()).toContain("/some/path/");
    await grid("cell state").waitFor();
    expect((await exportTrace()).tokens.map((token) => token.text)).toEqual(["the", "cat", "sat"]);
  });

  test("the sentence is there before the model, with the bytes that have come", async ({ open, onTestFinished }) => {
    const host = await openSlowHost();
    onTestFinished(host.close);
    const { page, sentence, grid, settle } = await open({ address: "s=the+cat+sat+on+the", waits: false, under: host.address });
    await sentence.waitFor();
    expect(await sentence.inputValue()).toBe("the cat sat on the");
    await page.getByText(/^[\d.]+ of [\d.]+ MB$/).waitFor();
    await page.getByText("Weights 50%").waitFor();
    await page.getByRole("status").filter({ hasText: "Loading story-lstm, 50%" }).waitFor({ state: "attached" });
    expect(await page.locator("main").getAttribute("aria-busy")).toBe("true");
    host.release();
    await settle();
    await grid("cell state").waitFor();
  });

  test("the page is painted while the weights are still on their way", async ({ open }) => {
    let release = (): void => undefined;
    const { page } = await open({
      waits: false,
      prepare: async (page) => {
        release = await stall(page);
      },
    });
    const paints = (): Promise<number> => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length);
    await expect.poll(paints).toBe(1);
    release();
  });

  test("typing works before the model is there, and is computed when it comes", async ({ open }) => {
    let release = (): void => undefined;
    const { sentence, settle, exportTrace } = await open({
      address: "s=the",
      waits: false,
      prepare: async (page) => {
        release = await stall(page);
      },
    });
    await sentence.fill("a dog ran ");
    release();
    await settle();
    expect((await exportTrace()).tokens.map((token) => token.text)).toEqual(["a", "dog", "ran"]);
  });
});

describe("a failed load", () => {
  test("says so, keeps the sentence, and loads on a retry", async ({ open }) => {
    let isBroken = true;
    const { page, sentence, settle, grid } = await open({
      address: "s=the+cat+sat",
      waits: false,
      expects: /Failed to load resource|net::ERR/,
      prepare: (page) => page.route(weights, (route) => (isBroken ? route.abort() : route.continue())),
    });
    await page.getByRole("alert").waitFor();
    expect(await sentence.inputValue()).toBe("the cat sat");
    isBroken = false;
    await page
      .getByRole("button", { name: /again|retry/i })
      .first()
      .click();
    await settle();
    await grid("forget gate").getByRole("gridcell").waitFor({ state: "attached" });
    await expect.poll(() => page.getByRole("alert").filter({ visible: true }).count()).toBe(0);
  });

  test("a model that is not on the server is a failure, not an endless wait", async ({ open }) => {
    const { page } = await open({
      waits: false,
      expects: /404|Failed to load resource/,
      prepare: (page) => page.route("**/models/story-lstm/**", (route) => route.fulfill({ status: 404, body: "not here" })),
    });
    await page.getByRole("alert").waitFor();
    expect(await page.locator("main").getAttribute("aria-busy")).toBe("false");
  });
});

describe("a browser that lacks something", () => {
  test("without JavaScript the page says what it needs", async ({ open }) => {
    const { page } = await open({ waits: false, context: { javaScriptEnabled: false } });
    await page
      .getByText(/JavaScript/)
      .first()
      .waitFor();
  });

  test("without WebAssembly the gates are computed all the same", async ({ open }) => {
    const { exportTrace } = await open({
      address: "s=the+cat",
      prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly")),
    });
    expect((await exportTrace()).layers[0]?.["cellState"]).toHaveLength(2);
  });
});

test("the built page carries the content security policy", async ({ open }) => {
  const { page } = await open({ waits: false });
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toContain("'unsafe-eval'");
  const answer = await page.request.get(`${inject("atRoot")}models/no-such-model/config.json`);
  expect(answer.status()).toBe(404);
});

describe("before what listens to it has come", () => {
  const early: readonly (readonly [string, (page: Page) => Promise<unknown>, string])[] = [
    ["a key", (page) => page.keyboard.press("Shift+ArrowLeft"), "5"],
    [
      "a press on a word",
      async (page) => {
        const word = await page.locator(".axis-word").first().boundingBox();
        if (word === null) throw new Error("no word is drawn");
        await page.mouse.click(word.x + word.width / 2, word.y + word.height / 2);
      },
      "1",
    ],
  ];
  test.for(early)("%s is not lost", async ([, act, step], { open }) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let held = 0;
    const { page, grid, key } = await open({
      address: "s=the+cat+sat+on+the+mat&t=6&stage=update",
      waits: false,
      prepare: (page) =>
        page.route(/(handling|axis-pointer)-[^/]*\.js/, async (route) => {
          held++;
          await released;
          await route.continue();
        }),
    });
    await grid("cell state").waitFor();
    await expect.poll(() => held).toBe(2);
    await act(page);
    expect(key("t")).toBe("6");
    release();
    await expect.poll(() => key("t")).toBe(step);
  });
});
