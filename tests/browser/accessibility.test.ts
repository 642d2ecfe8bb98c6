import type { BrowserContextOptions, Page } from "playwright";
import { describe, expect } from "vitest";
import { axeFindings as findings } from "./axe.ts";
import { type GatesPage, type OpenOptions, test } from "./gates-page.ts";

/** A state of the page: how it is opened, and what is done to reach it. */
interface PageState {
  readonly options?: OpenOptions;
  readonly reach?: (gates: GatesPage) => Promise<unknown>;
}

const weights = "**/models/story-lstm/model.safetensors";
const never = (page: Page): Promise<unknown> => page.route(weights, () => new Promise(() => undefined));

const states: Readonly<Record<string, PageState>> = {
  loaded: { options: { address: "s=the+cat+sat+on+the&t=3&stage=update" } },
  loading: {
    options: { waits: false, prepare: never },
    reach: ({ sentence }) => sentence.waitFor(),
  },
  "a failed load": {
    options: {
      waits: false,
      expects: /Failed to load resource/,
      prepare: (page) => page.route(weights, (route) => route.abort()),
    },
    reach: ({ page }) => page.getByRole("alert").waitFor(),
  },
  empty: { options: { address: "s=the" }, reach: ({ sentence }) => sentence.fill("") },
  "an unknown word": {
    options: { address: "s=the+chaire+sat" },
    reach: async ({ page, choose }) => {
      await choose("chaire");
      await page.getByRole("group", { name: "Unknown word" }).waitFor();
    },
  },
  "the model menu": {
    reach: async ({ page, button }) => {
      await button("story-lstm").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  "a refused file": {
    reach: async ({ page, openFiles }) => {
      await openFiles("story-lstm", [{ name: "broken.safetensors", buffer: Buffer.from("not a model") }]);
      await page.getByRole("alert").waitFor();
    },
  },
  "the share dialog": {
    reach: async ({ page, button }) => {
      await button("Share").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  "the keyboard dialog": {
    reach: async ({ page, button }) => {
      await button("Keyboard").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  "how to read this": {
    options: { address: "guide=2" },
    reach: ({ page }) => page.getByRole("dialog", { name: "How to read this" }).waitFor(),
  },
  "the gallery of models": {
    reach: async ({ page, button }) => {
      await button("story-lstm").click();
      await page.getByRole("dialog", { name: "Models" }).waitFor();
    },
  },
  "a network that reads letters": { options: { address: "model=letters-lstm" } },
  "a network of four units in Memory": {
    options: { address: "model=keep&view=memory&memory=ledger" },
    reach: ({ page }) => page.getByRole("region", { name: "Score units" }).waitFor(),
  },
  "a map of a network's own text": {
    options: { address: "model=letters-lstm&view=memory" },
    reach: ({ page }) => page.getByRole("region", { name: "Map of states" }).locator(".map-node").first().waitFor(),
  },
  "units on over chosen words": {
    options: { address: "model=letters-lstm&view=memory&memory=match&t=20" },
    reach: async ({ page }) => {
      await page.getByRole("button", { name: /^Units on over/ }).click();
      await page.locator(".span-unit").first().waitFor();
    },
  },
  "the four questions side by side": {
    options: { address: "model=keep&view=gradients&asks=across" },
    reach: ({ page }) =>
      page.getByRole("region", { name: "Before learning" }).locator(".in-look").first().waitFor({ timeout: 60_000 }),
  },
  "a line about a malformed address": { options: { address: "s=the+cat&rows=7" } },
  "a long sentence": { options: { address: `s=${Array.from({ length: 50 }, () => "the cat").join("+")}` } },
  "the stateless model": { options: { address: "s=the+cat&model=story-stateless" } },
  projector: { reach: ({ button }) => button("Projector").click() },
  gradients: {
    options: { address: "view=gradients&s=the+cat+sat+on+the&t=2&weights=random&units=24" },
    reach: ({ page }) => page.getByRole("img", { name: /eigenvalues/ }).waitFor(),
  },
  "which words mattered": {
    options: { address: "view=gradients&s=the+cat+sat&target=floor~couch" },
    reach: async ({ page }) => {
      await page.getByRole("radio", { name: "Which words mattered" }).check();
      await page.locator(".gain-cell").first().waitFor();
    },
  },
  "other words in each word's place": {
    options: { address: "view=gradients&s=the+cat+sat&under=words&by=replaced" },
    reach: ({ page }) =>
      page
        .getByText(/^\d tried$/)
        .first()
        .waitFor(),
  },
  "gradients of a long text": {
    options: { address: "view=gradients&s=the+cat&len=200&weights=random&units=16" },
    reach: ({ page }) => page.getByRole("slider", { name: "Word of the long text" }).waitFor(),
  },
  "gradients of many sentences": {
    options: { address: "view=gradients&s=the+cat&many=the+cat+sat%0Athe+mat&under=signals" },
    reach: async ({ page }) => {
      await page.locator(".norm-band").first().waitFor();
      await page.getByRole("grid", { name: "gradient of cell state" }).waitFor();
    },
  },
  "a gradient that would break a training run": {
    options: { address: "view=gradients&s=the+cat+sat+on+the&len=500&rec=4" },
    reach: ({ page }) => page.getByText("NaN in training").waitFor({ timeout: 30_000 }),
  },
  "the list of sentences": {
    options: { address: "view=gradients&s=the+cat" },
    reach: async ({ page }) => {
      await page.getByRole("button", { name: "Many sentences" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  "the table of a swapped function": {
    options: { address: "view=activations&s=the+cat+sat&fn=forgetGate:relu" },
    reach: async ({ page }) => {
      await page.getByRole("region", { name: "Another function" }).getByRole("button", { name: "Table" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  "logits that were moved": {
    options: { address: "view=activations&s=the+cat+sat&model=story-rnn" },
    reach: async ({ page }) => {
      await page
        .getByRole("slider", { name: /^Logit of/ })
        .first()
        .focus();
      await page.keyboard.press("PageUp");
      await page.getByRole("button", { name: "The model’s own logits" }).waitFor();
    },
  },
  activations: {
    options: { address: "view=activations&s=the+cat+sat&fn=forgetGate:relu" },
    reach: ({ page }) => page.getByText(/At the last word the state is/).waitFor(),
  },
  predict: {
    options: { address: "view=predict&s=the+cat+sat+on+the+couch&t=5&s2=the+dog+sat+on+the+couch" },
    reach: async ({ page, button }) => {
      await page.locator(".gain-cell").first().waitFor();
      await button("Sample 5 words").click();
      await page.locator(".branch-word").first().waitFor();
      await expect.poll(() => button("Sample 5 words").isEnabled()).toBe(true);
    },
  },
  "the map of meaning": {
    options: { address: "view=memory&s=the+cat+sat+on+the&u=154&s2=the+dog+sat&colour=quotes&names=154:she" },
    reach: ({ page }) => page.locator(".strong-context").first().waitFor({ timeout: 60_000 }),
  },
  "the write ledger": {
    options: { address: "view=memory&memory=ledger&s=the+cat+sat+on+the&u=154" },
    reach: ({ page }) => page.locator(".ledger .gain-cell").first().waitFor(),
  },
  "select and match": {
    options: {
      address: "view=memory&memory=match&s=the+cat+sat&pattern=cellState_1_2_0_129l92h_129l&kept=mine:cellState_1_1_0_129l",
    },
    reach: ({ page }) => page.getByText(/places of 102,400/).waitFor({ timeout: 60_000 }),
  },
  "the table of gradients": {
    options: { address: "view=gradients&s=the+cat+sat+on+the" },
    reach: async ({ page }) => {
      await page.getByRole("region", { name: "Gradient norm" }).getByRole("button", { name: "Table" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
};

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Each state is reached once, then looked at in both themes. */
async function expectNothingFound(
  { options, reach }: PageState,
  open: (options: OpenOptions) => Promise<GatesPage>,
): Promise<void> {
  const gates = await open({ ...options, context: { ...options?.context, reducedMotion: "reduce", colorScheme: "light" } });
  await reach?.(gates);
  expect(await findings(gates.page)).toEqual([]);
  await gates.page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await findings(gates.page)).toEqual([]);
}

describe("axe finds nothing, light and dark", () => {
  test.for(Object.entries(states))("%s", ([, state], { open }) => expectNothingFound(state, open));
});

/** Controls that the phone folds into its menu are audited at full size. */
const onAPhone = [
  "loaded",
  "loading",
  "a failed load",
  "empty",
  "an unknown word",
  "a long sentence",
  "the stateless model",
  "gradients",
  "gradients of a long text",
  "gradients of many sentences",
  "predict",
  "activations",
  "the map of meaning",
  "the write ledger",
  "select and match",
  "units on over chosen words",
  "the four questions side by side",
] as const;

describe("axe finds nothing on a phone, light and dark", () => {
  test.for(onAPhone)("%s", (name, { open }) => {
    const state = states[name];
    return expectNothingFound({ ...state, options: { ...state?.options, context: phone } }, open);
  });
});
