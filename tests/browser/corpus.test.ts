import { describe, expect } from "vitest";
import { readText } from "../../src/engine/analysis/features/read-text.ts";
import { spanThreshold, unitsAt, unitsOver } from "../../src/engine/analysis/span-units.ts";
import { matchPattern } from "../../src/engine/corpus/matching.ts";
import { readPattern } from "../../src/engine/corpus/pattern-text.ts";
import { countOf } from "../../src/engine/count-of.ts";
import { finish } from "../../src/engine/gradients/progress.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { viewSignal } from "../../src/engine/trace.ts";
import { formatCount } from "../../src/views/shared/format.ts";
import { dreamKernels } from "../../training/dream.ts";
import { openSmall } from "../engine/files.ts";
import { test } from "./gates-page.ts";
import { address, corpus, run } from "./memory-numbers.ts";
import { shortDream } from "./short-dream.ts";

describe("the corpus of the view Memory", () => {
  test("matches a pattern that is chosen by number, says what chance would give, and gives the matches as CSV", async ({
    open,
  }) => {
    const { page, key } = await open({ address, prepare: shortDream });
    await page.getByRole("radio", { name: "Select and match" }).check();
    await page.getByRole("textbox", { name: "Units of the pattern" }).fill("154, 92");
    await page.getByRole("button", { name: "Find matches" }).click();
    await expect.poll(() => key("pattern")).toMatch(/^cellState_/);
    const pattern = readPattern(key("pattern") ?? "");
    const coded = corpus().signals.get("cellState");
    if (pattern === null || coded === undefined) throw new Error("no pattern");
    expect(pattern.conditions.map(({ unit }) => unit).sort((a, b) => a - b)).toEqual(
      [92, 154].filter((unit) => pattern.conditions.some((each) => each.unit === unit)),
    );
    const { total } = matchPattern(coded, { role: "state" }, pattern);
    await page
      .getByRole("region", { name: "Matches" })
      .getByText(`${formatCount(total)} places of 6,000`)
      .waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Matches as CSV" }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString().trim().split("\n");
    expect(lines).toHaveLength(total + 1);
    await page.getByRole("textbox", { name: "Name of the pattern" }).fill("mine");
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await page
      .getByRole("table", { name: "Kept patterns" })
      .getByRole("row", { name: new RegExp(`^mine ${formatCount(total)}`) })
      .waitFor();
    await expect.poll(() => key("kept")).toMatch(/^mine:cellState_/);
  });

  test("takes a pattern from a rectangle that is dragged over the heatmap, in any signal", async ({ open }) => {
    const { page, key } = await open({ address: `${address}&memory=match`, prepare: shortDream });
    await page.getByRole("combobox", { name: "Signal" }).selectOption({ label: "forget gate" });
    const box = await page.locator(".brush-grid").boundingBox();
    if (box === null) throw new Error("no heatmap");
    const column = box.width / 7;
    await page.mouse.move(box.x + 2.5 * column, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + 3.5 * column, box.y + 34, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => key("pattern")).toMatch(/^forgetGate_[\d.]+_3_0_(\d+[hl]){3}_(\d+[hl]){3}$/);
    expect(await page.getByRole("spinbutton", { name: "First word of the pattern" }).inputValue()).toBe("3");
    await page
      .getByRole("region", { name: "Matches" })
      .getByText(/places of 6,000/)
      .waitFor();
    const slider = page.getByRole("slider", { name: "Open above" });
    const before = key("pattern");
    await slider.focus();
    await page.keyboard.press("PageUp");
    await expect.poll(() => key("pattern")).not.toBe(before);
  });

  test("finds the units that are on over chosen words and silent around them, pins one, and follows the threshold", async ({
    open,
  }) => {
    const { page, key } = await open({ address: `${address}&memory=match`, prepare: shortDream });
    await page.getByRole("spinbutton", { name: "First word of the pattern" }).fill("3");
    await page.getByRole("spinbutton", { name: "Last word of the pattern" }).fill("4");
    await page.getByRole("button", { name: "Units on over words 3 to 4 alone" }).press("Enter");
    const found = unitsOver(viewSignal(run().trace(), 0, "cellState"), { from: 3, to: 4 });
    const at = spanThreshold(found);
    if (at === null) throw new Error("no unit parts these words");
    const shown = unitsAt(found, at);
    const section = page.getByRole("region", { name: "Units on over these words alone" });
    await section.getByText(`${countOf(shown.length, "unit")}: on over words 3 to 4, silent at the 4 words`).waitFor();
    const printed = shown.slice(0, 12).map(({ unit, side }) => `${side > 0 ? "+" : "−"}${unit}`);
    expect(await section.getByRole("listitem").getByRole("button").allTextContents()).toEqual(printed);
    await expect.poll(() => key("pattern")).toMatch(new RegExp(`^cellState_${at}_`));
    await page
      .getByRole("region", { name: "Matches" })
      .getByText(/places of 6,000/)
      .waitFor();
    const first = shown[0]?.unit as number;
    await section.getByRole("button", { name: `Unit ${first}, ${shown[0]?.side === 1 ? "above" : "below"} zero` }).click();
    await expect.poll(() => key("u")).toBe(String(first));
    await page.getByRole("slider", { name: "Active above ±" }).press("Home");
    await section.getByText(countOf(unitsAt(found, 0.01).length, "unit"), { exact: false }).waitFor();
    // Over the whole sentence nothing is around.
    await page.getByRole("spinbutton", { name: "First word of the pattern" }).fill("1");
    await page.getByRole("spinbutton", { name: "Last word of the pattern" }).fill("7");
    await page.getByRole("button", { name: "Units on over words 1 to 7 alone" }).click();
    await section.getByText("None: no unit differs").waitFor();
  });

  test("scores the units of a small network over the reader's own text, as the engine does in Node, and goes back", async ({
    open,
  }) => {
    const own = Array.from({ length: 60 }, (_, k) => `{"cat": [${k % 10}, "tea cup"], "id": {"sun": ${(7 * k) % 10}}}\n`).join(
      "",
    );
    const { page } = await open({ address: "model=letters-lstm&view=memory" });
    const list = page.getByRole("list", { name: "Units you can read" });
    await list.waitFor();
    const shipped = await list.textContent();
    await page
      .locator('input[type="file"][aria-label="Open a text"]')
      .setInputFiles({ name: "own.json", mimeType: "text/plain", buffer: Buffer.from(own) });
    const scoring = page.getByRole("region", { name: "Score units" });
    await page.getByRole("region", { name: "Corpus" }).getByText("own.json").waitFor();
    await scoring.getByRole("textbox").fill("[");
    await scoring.getByRole("button", { name: "Score units" }).click();
    await scoring.getByText("of own.json, measured on").waitFor({ timeout: 60_000 });
    const letters = openSmall("letters-lstm");
    const ids = Int32Array.from(tokenize(own, vocabularyOf(letters)), ({ id }) => id);
    const wanted = finish(readText(letters, ids, { layer: 0, name: "own.json", word: "[" }, dreamKernels));
    const scores = wanted?.units.map(({ unit, score }) => `${unit} ${score.toFixed(3).replace(/^0/, "")}`).sort();
    const more = page.getByRole("region", { name: "Units that can be read" }).getByRole("button", { name: /^All \d+$/ });
    if ((await more.count()) > 0) await more.click();
    const rows = await list.locator(".units-score").allTextContents();
    expect(rows.map((row) => row.replace(/, \S+ /, " ")).sort()).toEqual(scores);
    await scoring.getByRole("button", { name: "Back to the first list" }).click();
    await expect.poll(() => list.textContent()).toBe(shipped);
  });

  test("reads the reader's own text with progress, and says what is wrong with one that has no words", async ({ open }) => {
    const { page } = await open({ address, prepare: shortDream });
    const choice = page.getByRole("region", { name: "Corpus" });
    await choice.getByText("story-lstm’s own dream").waitFor();
    // A field far down a column does not let the page's frame be scrolled away.
    const frameTop = page.locator(".app").evaluate((app) => {
      app.scrollTop = 300;
      return app.scrollTop;
    });
    expect(await frameTop).toBe(0);
    const give = (name: string, body: string) =>
      page
        .locator('input[type="file"][aria-label="Open a text"]')
        .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(body) });
    await give("mine.txt", "The cat sat on the mat. The dog sat on the couch. ".repeat(40));
    await choice.getByText("mine.txt").waitFor();
    await choice.getByText("560 words").waitFor();
    // The map is of that text too, and a point of it speaks of its own words.
    const map = page.getByRole("region", { name: "Map of states" });
    await map.getByText("540 places in mine.txt").waitFor();
    await page.locator(".map-node").first().waitFor();
    await give("empty.txt", " ");
    await choice.getByRole("alert").getByText("There are no words in this text").waitFor();
    await choice.getByRole("button", { name: "Read the dream" }).click();
    await choice.getByText("story-lstm’s own dream").waitFor();
    // Stopped on its way, a text is gone, and can be opened again.
    const long = "The cat sat on the mat. The dog sat on the couch. ".repeat(20_000);
    await give("long.txt", long);
    await choice.getByRole("button", { name: "Stop" }).click();
    await choice.getByRole("button", { name: "Read the dream" }).waitFor();
    await page.getByRole("region", { name: "Contexts and units" }).getByText("No corpus is open.").first().waitFor();
    await give("long.txt", long);
    await choice.getByText(/\d+% of the text is read/).waitFor();
    await choice.getByRole("button", { name: "Stop" }).click();
    await choice.getByRole("button", { name: "Read the dream" }).click();
    await choice.getByText("story-lstm’s own dream").waitFor();
  });
});
