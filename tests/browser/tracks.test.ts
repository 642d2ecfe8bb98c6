import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

const quoted = "s=Lily+saw+a+dog.+“Come+here,+little+dog.”+She+ran.";

describe("rows of what the words say", () => {
  test("are chosen in the rows' menu, stand in the columns of the words, and travel in the address", async ({ open }) => {
    const { page, key } = await open({ address: quoted });
    await page.getByRole("button", { name: /^Rows: / }).click();
    await page.getByRole("checkbox", { name: "a quotation is open" }).check();
    await expect.poll(() => key("tracks")).toBe("quotation");
    const row = page.getByRole("img", { name: "a quotation is open: inside a quotation at words 6 to 12" });
    await row.waitFor();
    const bars = await row.locator("rect").all();
    const first = await bars[0]?.boundingBox();
    const cell = await page.locator(".story-plot").first().boundingBox();
    if (first == null || cell === null) throw new Error("not drawn");
    expect(bars).toHaveLength(7);
    // The sixth of the columns that the story has, to the pixel.
    expect(Math.abs(first.x - cell.x - 5 * first.width)).toBeLessThan(0.6);
    await page.getByRole("checkbox", { name: "how long a quotation has been open" }).check();
    await page.getByRole("checkbox", { name: "the bracket depth" }).check();
    expect(await page.getByRole("checkbox", { name: "a number stands there" }).isDisabled()).toBe(true);
    await page.getByRole("checkbox", { name: "a quotation is open" }).uncheck();
    await expect.poll(() => key("tracks")).toBe("quoted,depth");
    await page.goBack();
  });

  test("say of letters what letters say, and nothing of what they do not", async ({ open }) => {
    const { page } = await open({ address: "model=letters-lstm&tracks=depth,lastGender" });
    await page.getByRole("img", { name: "the bracket depth: up to 3" }).waitFor();
    await page.getByRole("img", { name: /^the last person .*: not told of these words$/ }).waitFor();
  });
});
