import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Elements that text is typed into, with their attributes. */
const field = /<(?:textarea|input(?=\s+type="(?:text|search)"))\s[\s\S]*?\/>/g;

test("every text field of the views has a longest text, is read alone, or is the sentence, which is bounded as it is typed", () => {
  const files = readdirSync("src/views", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
  const fields = files.flatMap((file) =>
    [...readFileSync(`src/views/${file}`, "utf8").matchAll(field)].map(([text]) => ({ file, text })),
  );
  expect(fields.length).toBeGreaterThanOrEqual(10);
  const unbounded = fields.filter(
    ({ file, text }) => !/\bmaxLength=|\breadOnly\b/.test(text) && !file.endsWith("sentence-axis.tsx"),
  );
  expect(unbounded).toEqual([]);
});
