import { expect, test } from "vitest";
import { allFeatures } from "../../src/engine/analysis/features/all-features.ts";
import { trackIds } from "../../src/store/tracks.ts";

test("the rows that an address may name are the features that there are", () => {
  expect([...trackIds]).toEqual(allFeatures.map(({ id }) => id));
});
