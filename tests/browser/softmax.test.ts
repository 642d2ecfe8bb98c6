import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

const address = "view=activations&s=the+cat+sat+on+the+mat&t=3&u=7";

describe("softmax in the view Activations", () => {
  test("turns all logits into probabilities that add up to 1, however they are moved", async ({ open }) => {
    const { page } = await open({ address });
    const softmax = page.getByRole("region", { name: "Softmax" });
    const bars = softmax.getByRole("slider", { name: /^Logit of/ });
    const shares = async () =>
      (await softmax.locator("b").allTextContents()).map((share) => (share.includes("·10") ? 0 : Number.parseFloat(share)));
    await bars.first().waitFor();
    const before = await shares();
    const sum = (all: readonly number[]) => all.reduce((total, share) => total + share, 0);
    // Five and all the others, as printed.
    expect(before.length).toBe(6);
    expect(Math.abs(sum(before) - 100)).toBeLessThan(1.5);
    // By the keyboard.
    await bars.nth(4).focus();
    const curve = softmax.getByRole("img", { name: /by its own logit/ });
    const named = (await bars.nth(4).getAttribute("aria-label"))?.replace("Logit of ", "") ?? "";
    await expect.poll(() => curve.getAttribute("aria-label")).toContain(`Probability of ${named} by`);
    const value = async () => Number(await bars.nth(4).getAttribute("aria-valuenow"));
    const own = await value();
    await page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await value()) - own).toBeCloseTo(0.1, 1);
    await page.keyboard.press("PageUp");
    await expect.poll(async () => (await value()) - own).toBeCloseTo(1.1, 1);
    await page.keyboard.press("End");
    await expect.poll(async () => (await shares())[4]).toBeGreaterThan(90);
    expect(Math.abs(sum(await shares()) - 100)).toBeLessThan(1.5);
    await softmax.getByText("Sum 1.00").waitFor();
    await softmax.getByRole("button", { name: "The model’s own logits" }).click();
    await expect.poll(shares).toEqual(before);
    // By the pointer: the bar ends where it is let go, the others give way.
    const track = await bars.first().locator(".logit-track").boundingBox();
    if (track === null) throw new Error("no bar");
    const y = track.y + track.height / 2;
    await page.mouse.move(track.x + (track.width * (before[0] ?? 0)) / 100, y);
    await page.mouse.down();
    await page.mouse.move(track.x + track.width * 0.75, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => Math.abs(((await shares())[0] ?? 0) - 75)).toBeLessThan(1.5);
    expect(Math.abs(sum(await shares()) - 100)).toBeLessThan(1.5);
    await bars.first().dblclick();
    await expect.poll(shares).toEqual(before);
  });
});
