import { describe, expect } from "vitest";
import { heldSince } from "../../src/engine/analysis/hold.ts";
import type { Hold } from "../../src/engine/analysis/hold-spread.ts";
import { ledgerOfUnit, ledgerShares } from "../../src/engine/analysis/write-ledger.ts";
import { nearestContexts } from "../../src/engine/corpus/nearest.ts";
import { valueAt, viewSignal } from "../../src/engine/trace.ts";
import { formatHold } from "../../src/views/memory/hold-layout.ts";
import { test } from "./gates-page.ts";
import { address, corpus, run } from "./memory-numbers.ts";
import { shortDream } from "./short-dream.ts";

describe("the view Memory", () => {
  test("lays the sentence on the map, lists the nearest contexts as the engine finds them in Node, and opens one", async ({
    open,
  }) => {
    const { page, sentence } = await open({ address, prepare: shortDream });
    const map = page.getByRole("region", { name: "Map of states" });
    await map.getByRole("img", { name: /7 words of the sentence as a path/ }).waitFor();
    await expect.poll(() => page.locator(".map-node").count()).toBe(7);
    await map.getByText("6,000 contexts from text the model wrote itself").waitFor();
    const items = page.getByRole("list", { name: "Nearest contexts, the nearest first" }).getByRole("listitem");
    await items.first().waitFor();
    const view = viewSignal(run().trace(), 0, "hiddenState");
    const state = Float32Array.from({ length: view.units }, (_, unit) => valueAt(view, 7, unit));
    const coded = corpus().signals.get("hiddenState");
    if (coded === undefined) throw new Error("no hidden states");
    const wanted = nearestContexts(coded, state, 9, { from: 20 });
    const found = await items.evaluateAll((all) => all.map((item) => item.querySelector(".context-value")?.textContent));
    expect(found).toEqual(wanted.map(({ cosine }) => cosine.toFixed(2)));
    const first = (await items.first().locator("b").textContent()) ?? "";
    await items.first().getByRole("button").click();
    await expect.poll(async () => (await sentence.inputValue()).endsWith(first)).toBe(true);
  });

  test("switches to the cell state, marks the points by a class without a hue, and keeps both in the address", async ({
    open,
  }) => {
    const { page, key } = await open({ address, prepare: shortDream });
    await page.getByRole("radio", { name: "cell state" }).check();
    await page.getByRole("heading", { name: /^Cell states/ }).waitFor();
    await expect.poll(() => key("state")).toBe("cellState");
    await page.getByRole("combobox", { name: "Mark points by" }).selectOption({ label: "quotation marks" });
    const inside = page.getByRole("list", { name: "Marks: quotation marks" }).getByRole("button", { name: "inside quotes" });
    await inside.click();
    await expect.poll(() => inside.getAttribute("aria-pressed")).toBe("true");
    await expect.poll(() => key("colour")).toBe("quotes");
  });

  test("shows a second sentence as a path of its own", async ({ open }) => {
    const { page, key } = await open({ address, prepare: shortDream });
    await page.getByRole("textbox", { name: "Text to place beside it" }).fill("the dog ran");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".map-node[data-second]").count()).toBe(3);
    await expect.poll(() => key("s2")).toBe("the dog ran");
    await page.getByRole("button", { name: "Without it" }).click();
    await expect.poll(() => page.locator(".map-node[data-second]").count()).toBe(0);
  });

  test("tells who wrote what the unit holds: parts that add up to C, and shares that add up to 100 %", async ({ open }) => {
    const { page, key } = await open({ address, prepare: shortDream });
    await page.getByRole("radio", { name: "Who wrote it" }).check();
    await expect.poll(() => key("memory")).toBe("ledger");
    const trace = run().trace();
    const { parts, steps } = ledgerOfUnit(trace, 0, 154);
    const held = valueAt(viewSignal(trace, 0, "cellState"), 7, 154);
    const rows = page.locator(".ledger .gain-row");
    await rows
      .nth(1)
      .getByText(`= ${held < 0 ? "−" : "+"}${Math.abs(held).toFixed(2)}`, { exact: true })
      .waitFor();
    const printedHolds = await page.locator(".ledger .gain-row", { hasText: "Held for" }).locator(".gain-cell").allTextContents();
    expect(printedHolds.map(Number)).toEqual(Array.from({ length: 7 }, (_, k) => heldSince(trace, 0, 154, k + 1)?.words));
    const shares = ledgerShares(trace, 0);
    const printed = await rows.last().locator(".gain-cell").allTextContents();
    const start = Number((await rows.last().locator(".gain-name span").textContent())?.match(/start (\d+)%/)?.[1]);
    expect(printed.reduce((sum, share) => sum + Number.parseInt(share, 10), start)).toBe(100);
    expect(Math.abs(Number.parseInt(printed[6] ?? "", 10) - 100 * (shares.parts[7 * 8 + 7] as number))).toBeLessThan(1);
    await page.locator(".ledger").getByRole("button", { name: "Table" }).click();
    const cat = page.getByRole("row", { name: /^2 cat/ });
    const written = parts[7 * (steps + 1) + 2] as number;
    expect(await cat.getByRole("cell").last().textContent()).toBe(`${written < 0 ? "−" : "+"}${Math.abs(written).toFixed(4)}`);
  });

  test("is a passport for each unit: hold, gates, what it follows with its score, its worth beside chance; and the reader's name", async ({
    open,
  }) => {
    const { page, key } = await open({ address, prepare: shortDream });
    const passport = page.getByRole("region", { name: "Passport of unit 154" });
    const life = formatHold(corpus().holds?.ninetieth[154] as Hold, "word");
    await expect.poll(() => passport.locator("dl > div", { hasText: "in the corpus" }).locator("dd").textContent()).toBe(life);
    await passport.getByText("Low while the last person is “she”").waitFor();
    await passport.getByText(/Without it the model is \d\.\d% worse/).waitFor();
    await passport.getByRole("button", { name: "All scores" }).click();
    await page
      .getByRole("dialog")
      .getByRole("row", { name: /gender of the last name/ })
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: "Name of unit 154" }).fill("he or she");
    await page.keyboard.press("Enter");
    await expect.poll(() => key("names")).toBe("154:he or she");
    await page.getByRole("region", { name: "Named units" }).getByRole("button", { name: "154 he or she" }).waitFor();
  });

  test("speaks of the RNN without a ledger or holds, lays it on a map of its own, and finds its contexts all the same", async ({
    open,
  }) => {
    const { page } = await open({ address: `${address}&model=story-rnn`, prepare: shortDream });
    await page.getByRole("region", { name: "Map of states" }).getByText("2,000 places in story-lstm’s own dream").waitFor();
    await page.getByRole("img", { name: /7 words of the sentence as a path/ }).waitFor();
    await page.getByRole("list", { name: "Nearest contexts, the nearest first" }).getByRole("listitem").first().waitFor();
    await page.getByRole("radio", { name: "Who wrote it" }).check();
    await page.getByText("no memory that one gate keeps").waitFor();
    expect(await page.getByRole("region", { name: "Hold of every unit" }).count()).toBe(0);
  });

  test("loads nothing of its own before it is opened", async ({ open }) => {
    const asked: string[] = [];
    const { page } = await open({
      prepare: async (own) => {
        own.on("request", (request) => asked.push(request.url()));
      },
    });
    // The list of units that can be read is Gates' too.
    const own = () => asked.filter((url) => /memory|dream\.bin|passports/.test(url) && !/units\.json$/.test(url));
    expect(own()).toEqual([]);
    await page.getByRole("link", { name: "Memory" }).click();
    await page
      .getByRole("list", { name: "Nearest contexts, the nearest first" })
      .getByRole("listitem")
      .first()
      .waitFor({ timeout: 60_000 });
    expect(own().length).toBeGreaterThanOrEqual(5);
  });
});
