import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostileAddresses, hostileModels, hostileTexts } from "./cases.ts";
import { fuzz } from "./fuzz.ts";
import { lies } from "./lies.ts";
import { startTrial, type Trial } from "./trial.ts";

let trial: Trial;
beforeAll(async () => {
  trial = await startTrial();
});
afterAll(() => trial.stop());

describe("whatever broke the page once does so no more", () => {
  test.each(hostileAddresses)("an address with $name", async ({ make }) => {
    expect(await trial.follow(make())).toEqual([]);
  });

  test.each(hostileAddresses)("a first visit with $name", async ({ make }) => {
    const first = await startTrial(make());
    expect(await first.type("the cat")).toEqual([]);
    first.stop();
  });

  test.each(hostileTexts)("a text of $name", async ({ make }) => {
    expect(await trial.type(make())).toEqual([]);
  });

  test.each(hostileModels)("a file with $name", async ({ make }) => {
    expect(await trial.drop(make())).toEqual([]);
  });
});

test("forty mutated models and forty addresses find nothing, as two thousand of each do with npm run fuzz", async () => {
  expect(Object.keys(lies).length).toBeGreaterThanOrEqual(25);
  expect(await fuzz(1, 40)).toEqual([]);
});
