import { describe, expect } from "vitest";
import { finish } from "../../src/engine/gradients/progress.ts";
import { studyModel } from "../../src/engine/gradients/study.ts";
import { chooseKernels } from "../../src/engine/kernels/choose.ts";
import { carryIn } from "../../src/engine/reach/carried-in.ts";
import { beginnings } from "../../src/engine/reach/fresh.ts";
import { openingOf, ownText, ownTexts } from "../../src/engine/reach/own-story.ts";
import { studyBeginning, studyReplaced, studyText } from "../../src/engine/reach/study-reach.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import type { GradientAsks } from "../../src/store/gradient-state.ts";
import { curvesOf } from "../../src/views/gradients/reach-curves.ts";
import { verdictOf } from "../../src/views/gradients/reach-verdicts.ts";
import type { ReachAnswer } from "../../src/worker/protocol.ts";
import { test } from "./gates-page.ts";
import { address, openShipped, printed, readTable, text } from "./gradient-numbers.ts";

const ids = ["story-lstm", "story-rnn"] as const;
const names = new Map([
  ["story-lstm", "LSTM"],
  ["story-rnn", "RNN"],
]);

/** What the engine measures in Node, as the page puts it in words. */
async function verdictInNode(asks: Exclude<GradientAsks, "sentence">) {
  const kernels = await chooseKernels();
  const [writer, ...others] = ids.map(openShipped);
  if (writer === undefined) throw new Error("no writer");
  const models = [writer, ...others];
  const texts = Array.from({ length: ownTexts.texts }, (_, place) => place);
  const pieces: readonly ReachAnswer[] =
    asks === "fresh"
      ? beginnings.map((beginning) => ({ kind: asks, share: finish(studyBeginning(beginning, 1, kernels)) }))
      : texts.map((place) =>
          asks === "across"
            ? { kind: asks, writer: "", shares: models.map((model) => finish(studyText(writer, model, place, 0, kernels))) }
            : {
                kind: asks,
                writer: "",
                remainders: models.map((model) => finish(studyReplaced(writer, model, place, 0, kernels))),
              },
        );
  const verdict = verdictOf(asks, curvesOf({ asks, models: ids, pieces }, names, new Set(["story-lstm"])));
  return verdict?.line.replaceAll(/\*\w+\|(.*?)\*/g, "$1");
}

/** What a listener hears of an element. Runs in the page. */
const spoken = (element: Element): string | null => {
  const copy = element.cloneNode(true) as HTMLElement;
  for (const drawn of copy.querySelectorAll("[aria-hidden=true]")) drawn.remove();
  return copy.textContent;
};

describe("the four questions of the view Gradients", () => {
  test("are gone through by keyboard, each with the numbers that the engine measures in Node", async ({ open }) => {
    const { page, key } = await open({ address });
    await page.getByRole("radio", { name: "This sentence" }).focus();
    const line = page.locator(".statement-line");
    for (const asks of ["across", "replaced", "fresh"] as const) {
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => key("asks")).toBe(asks);
      await page.getByText(/^measured in [\d.]+ s$/).waitFor({ timeout: 60_000 });
      expect(await line.evaluate(spoken)).toBe(await verdictInNode(asks));
    }
    await page.getByRole("button", { name: "Vanish" }).click();
    await page.getByText(/^Recurrent weights times \d/).waitFor({ timeout: 60_000 });
  });

  test("stand beside each other: the others with their own numbers, of which one press asks", async ({ open }) => {
    const { page, key } = await open({ address: `${address}&asks=across` });
    const other = (name: string) => page.getByRole("region", { name, exact: true });
    for (const [name, asks] of [
      ["One word replaced", "replaced"],
      ["Before learning", "fresh"],
    ] as const) {
      const verdict = other(name).locator("> p").first();
      await verdict.locator(".in-look").first().waitFor({ timeout: 60_000 });
      await expect.poll(() => other(name).locator(".reach-line").count()).toBeGreaterThanOrEqual(2);
      // Pieces are still being measured until the sentence says what all of them give.
      await expect.poll(() => verdict.evaluate(spoken), { timeout: 60_000 }).toBe(await verdictInNode(asks));
    }
    expect(await other("Across texts").count()).toBe(0);
    await other("This sentence").getByText("of the gradient is left").waitFor();
    await other("Before learning").getByRole("button").click();
    await expect.poll(() => key("asks")).toBe("fresh");
    // What stood small is large at once.
    await page.getByText(/^measured in [\d.]+ s$/).waitFor();
    await other("Across texts").getByText("is left at LSTM C").waitFor();
    await page.goBack();
    await expect.poll(() => key("asks")).toBe("across");
  });

  test("say on a phone too how much is measured, over how many sentences, and how far back it is looked at", async ({ open }) => {
    const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page } = await open({ address: `${address}&asks=fresh`, context });
    await page.getByText(/^\d+% measured$|^measured in [\d.]+ s$/).waitFor();
    await page.getByText(/^measured in [\d.]+ s$/).waitFor({ timeout: 60_000 });
    const slider = await page.locator(".reach-foot .slider").boundingBox();
    const words = await page.locator(".reach-foot .norm-foot-name").boundingBox();
    if (slider === null || words === null) throw new Error("the chart has no foot");
    expect(slider.y + slider.height / 2 + 1, "the slider's track ends above its words").toBeLessThanOrEqual(words.y);
    await page.evaluate(() => {
      window.location.hash = "#view=gradients&s=the+cat&many=the+cat+sat%0Athe+mat";
    });
    await page.getByText(/mean of 2 sentences$/).waitFor();
  });

  test("reads the sentence after a story, says why, and from nothing where the reader wants it", async ({ open }) => {
    const gates = await open({ address: address.replace("before=nothing&", "") });
    const { page, key } = gates;
    await page.getByRole("img", { name: /Norm of the gradient/ }).waitFor();
    const kernels = await chooseKernels();
    const [writer] = ids.map(openShipped);
    if (writer === undefined) throw new Error("no writer");
    const opening = openingOf(finish(ownText(writer, 0, kernels)), writer);
    const wanted = ids.flatMap((id) => {
      const model = carryIn(openShipped(id), opening, kernels);
      const typed = Int32Array.from(tokenize(text, vocabularyOf(model)), (token) => token.id);
      const study = studyModel(model, typed, typed.length, { kind: "actual" });
      if (!study.ok) throw new Error(study.problem.title);
      return study.value.layers.flatMap(({ cell, hidden }) => (cell === null ? [hidden.log10] : [cell.log10, hidden.log10]));
    });
    expect(await readTable(gates)).toEqual(printed(wanted));
    await page.getByText(`Read after ${opening.length} words of the model’s own story.`, { exact: false }).waitFor();
    await page.getByRole("button", { name: "Why", exact: true }).click();
    await page.getByText(/^Mean forget gate with the state carried in/).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("switch", { name: "from nothing" }).check();
    await expect.poll(() => key("before")).toBe("nothing");
    await page.getByText("Read from nothing", { exact: false }).waitFor();
  });
});
