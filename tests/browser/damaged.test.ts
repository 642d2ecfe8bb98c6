import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { describe, expect } from "vitest";
import { openBuildHost } from "./build-host.ts";
import { test } from "./gates-page.ts";

/** What a host has in place of the page's own files, by their path below the page; a number is the status of its answer. */
type Wrong = Map<string, Buffer | number>;

const words = JSON.parse(readFileSync("public/models/story-lstm/vocab.json", "utf8")) as readonly string[];
const exchanged = words.map((word) => (word === "the" ? "cat" : word === "cat" ? "the" : word));
const weights = readFileSync("public/models/story-lstm/model.safetensors");
const turned = Buffer.from(weights.map((byte, at) => (at >= 1_000_000 && at < 1_001_000 ? 255 - byte : byte)));
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const webPage = Buffer.from("<!doctype html><title>Log in</title>");

const ofModel = (name: string, bytes: Buffer): Wrong => new Map([[`models/story-lstm/${name}`, bytes]]);
const ofMemory = (name: string, bytes: Buffer | number): Wrong => new Map([[`memory/story-lstm/${name}`, bytes]]);
const ofAnother: Wrong = new Map(
  ["config.json", "vocab.json", "model.safetensors"].map((name) => [
    `models/story-lstm/${name}`,
    readFileSync(`public/models/story-rnn/${name}`),
  ]),
);

/** Answers with these for as long as they are in the map. */
const serve = (wrong: Wrong) => (page: Page) =>
  page.route(/\/(models|memory)\//, (route) => {
    const { pathname } = new URL(route.request().url());
    const found = [...wrong].find(([path]) => pathname.endsWith(`/${path}`))?.[1];
    if (found === undefined) return route.continue();
    return typeof found === "number" ? route.fulfill({ status: found }) : route.fulfill({ body: found });
  });

/** Runs a line of script in the worker before its own. */
const beforeWorker = (page: Page, line: string) =>
  page.route("**/engine.worker-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${line}\n${await response.text()}` });
  });

describe("a file of a model that is not what the page was built with is told, never drawn, and loaded again", () => {
  test.for<readonly [string, Wrong, RegExp]>([
    ["weights with other bytes", ofModel("model.safetensors", turned), /model.safetensors is not [\s\S]*Its bytes are others/],
    ["half of the weights", ofModel("model.safetensors", weights.subarray(0, 1_000_000)), /1,000,000 bytes came, 2,/],
    ["a vocabulary in reverse", ofModel("vocab.json", json([...words].reverse())), /vocab.json is not the file/],
    ["two words in each other's place", ofModel("vocab.json", json(exchanged)), /vocab.json is not the file/],
    ["a web page for the config", ofModel("config.json", webPage), /config.json is not [\s\S]*A web page came in its place/],
    ["all files of another model", ofAnother, /is not the file that belongs to this page/],
  ])("%s", async ([, files, message], { open }) => {
    const wrong = new Map(files);
    const { page, settle, grid } = await open({ address: "s=the+cat+sat", waits: false, prepare: serve(wrong) });
    await page.getByRole("alert").filter({ hasText: message }).waitFor();
    expect(await page.locator("main").getAttribute("aria-busy")).toBe("false");
    expect(await page.getByRole("list", { name: "Next words" }).count()).toBe(0);
    wrong.clear();
    await page.getByRole("button", { name: "Retry" }).click();
    await settle();
    await grid("forget gate").getByRole("gridcell").waitFor({ state: "attached" });
  });

  test("weights, on a page that came without encryption, where the browser has no SHA-256", async ({ open }) => {
    const wrong = ofModel("model.safetensors", turned);
    const { page, settle, grid } = await open({
      address: "s=the+cat+sat",
      waits: false,
      prepare: async (page) => {
        await beforeWorker(page, "Object.defineProperty(crypto, 'subtle', { value: undefined });");
        await serve(wrong)(page);
      },
    });
    await page.getByRole("alert").filter({ hasText: "Its bytes are others" }).waitFor();
    wrong.clear();
    await page.getByRole("button", { name: "Retry" }).click();
    await settle();
    await grid("forget gate").getByRole("gridcell").waitFor({ state: "attached" });
  });

  test("while another model is drawn: that one stays, with its numbers", async ({ open }) => {
    const rnn = readFileSync("public/models/story-rnn/model.safetensors");
    const wrong: Wrong = new Map([["models/story-rnn/model.safetensors", rnn.subarray(0, 5000)]]);
    const { page, button, write, exportTrace } = await open({ address: "s=the+cat+sat", prepare: serve(wrong) });
    const before = await exportTrace();
    await button("story-lstm").click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^story-rnn/ })
      .click();
    await page.getByRole("alert").filter({ hasText: "5,000 bytes came" }).waitFor();
    await button("story-lstm").waitFor();
    await write("the cat");
    await write("the cat sat");
    expect((await exportTrace()).layers).toEqual(before.layers);
  });
});

test("an old file in the browser's cache is passed by without a word", async ({ open, onTestFinished }) => {
  let asked = 0;
  const host = await openBuildHost(({ path, before, bytes, headers }, response) => {
    const isWeights = path === "models/story-lstm/model.safetensors";
    if (isWeights) asked++;
    response.writeHead(200, { ...headers, "cache-control": isWeights ? "max-age=3600" : "no-store" });
    response.end(isWeights && before === 0 ? turned : bytes);
  });
  onTestFinished(host.close);
  const { page, grid } = await open({ address: "s=the+cat+sat", under: host.address });
  await grid("forget gate").getByRole("gridcell").waitFor({ state: "attached" });
  expect(asked).toBe(2);
  expect(await page.getByRole("alert").filter({ visible: true }).count()).toBe(0);
  await page.reload();
  await grid("forget gate").getByRole("gridcell").waitFor({ state: "attached" });
  // What the second answer held is what the cache holds now.
  expect(asked).toBe(2);
});

describe("a file of Memory that is not what the page was built with is told where it is missing, and loaded again", () => {
  const address = "view=memory&s=the+cat+sat&u=154";
  const memory = JSON.parse(readFileSync("public/memory/story-lstm/memory.json", "utf8")) as Readonly<Record<string, unknown>>;
  const { map: _, ...mapless } = memory;
  const map = readFileSync("public/memory/story-lstm/map.bin");

  test.for<readonly [string, Wrong]>([
    ["memory.json without its map", ofMemory("memory.json", json(mapless))],
    ["map.bin of 255s", ofMemory("map.bin", Buffer.alloc(map.length, 255))],
    ["no map.bin", ofMemory("map.bin", 404)],
  ])("%s: the map", async ([, wrong], { open }) => {
    const { page } = await open({ address, prepare: serve(wrong), expects: /404/ });
    const alert = page.getByRole("alert").filter({ hasText: /story-lstm\/m/ });
    await alert.waitFor();
    await page.getByRole("region", { name: "Passport of unit 154" }).getByText("Low while the last person is “she”").waitFor();
    wrong.clear();
    await alert.getByRole("button", { name: "Load again" }).click();
    await page
      .getByRole("region", { name: "Map of states" })
      .getByText("6,000 contexts from text the model wrote itself")
      .waitFor();
    expect(await page.locator(".map-node").count()).toBe(3);
  });

  test.for<readonly [string, Wrong]>([
    ["an empty object", ofMemory("passports.json", json({}))],
    ["no passports.json", ofMemory("passports.json", 404)],
  ])("%s: the passport", async ([, wrong], { open }) => {
    const { page } = await open({ address, prepare: serve(wrong), expects: /404/ });
    const passport = page.getByRole("region", { name: "Passport of unit 154" });
    await passport.getByRole("alert").filter({ hasText: "story-lstm/passports.json" }).waitFor();
    await page
      .getByRole("region", { name: "Map of states" })
      .getByText("6,000 contexts from text the model wrote itself")
      .waitFor();
    wrong.clear();
    await passport.getByRole("button", { name: "Load again" }).click();
    await passport.getByText("Low while the last person is “she”").waitFor();
    expect(await passport.getByRole("alert").count()).toBe(0);
  });

  test("dream.bin of three bytes: the corpus", async ({ open }) => {
    const wrong = ofMemory("dream.bin", Buffer.from([1, 2, 3]));
    const { page } = await open({ address, prepare: serve(wrong) });
    const corpus = page.getByRole("region", { name: "Corpus" });
    await corpus.getByRole("alert").filter({ hasText: "3 bytes came, 204,800 bytes were needed" }).waitFor();
    expect(await corpus.getByText(/\d words:/).count()).toBe(0);
    wrong.clear();
    await corpus.getByRole("button", { name: "Read the dream" }).click();
    await corpus.getByRole("progressbar", { name: "Corpus read" }).waitFor();
    expect(await corpus.getByRole("alert").count()).toBe(0);
  });
});

test("a run that fails leaves no number of the sentence before, in any view, and can be tried again", async ({ open }) => {
  const { page, write, grid, settle } = await open({
    address: "s=the+cat+sat+on+the",
    prepare: (page) =>
      beforeWorker(
        page,
        `let fails = false;
         addEventListener("message", ({ data }) => { if (data.kind === "run") fails = data.ids.length === 7; });
         const post = self.postMessage.bind(self);
         self.postMessage = (message, transfer) => {
           if (fails && message.kind === "chunk") throw new Error("no memory is left");
           post(message, transfer);
         };`,
      ),
  });
  const nextWords = page.getByRole("list", { name: "Next words" });
  await nextWords.waitFor();
  await write("a dog that ran to the park");
  const alert = page.getByRole("main").getByRole("alert");
  await alert.filter({ hasText: "no memory is left" }).waitFor();
  expect(await page.locator("main").getAttribute("aria-busy")).toBe("false");
  expect(await nextWords.count()).toBe(0);
  expect(await page.getByRole("grid").count()).toBe(0);
  for (const view of ["Gradients", "Predict", "Activations", "Memory"]) {
    await page.getByRole("navigation").getByRole("link", { name: view, exact: true }).click();
    await page.getByRole("heading", { level: 1, name: new RegExp(view) }).waitFor({ state: "attached" });
    await alert.filter({ hasText: "no memory is left" }).waitFor();
    expect(await page.getByRole("region").count(), view).toBeLessThanOrEqual(1);
  }
  await page.getByRole("navigation").getByRole("link", { name: "Gates", exact: true }).click();
  await write("a dog that ran to the park .");
  await settle();
  await grid("forget gate").getByRole("gridcell").waitFor({ state: "attached" });
  expect(await alert.count()).toBe(0);
});
