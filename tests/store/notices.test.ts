import { expect, test } from "vitest";
import { DETAIL_LETTERS, TENSOR_ROWS, TITLE_LETTERS } from "../../src/engine/limits.ts";
import { startTestApp } from "./test-app.ts";

const tensor = (fits: boolean, name = "a") => ({ name, found: "[1]", needed: "[2]", fits });

test("a notice is as long as a reader can scroll through, up to the limit whole and no further", async () => {
  const app = startTestApp();
  await app.rest();
  const { notify } = app.state();
  const latest = () => app.state().notices.at(-1)?.problem;

  notify("problem", { title: "t".repeat(TITLE_LETTERS), detail: "d".repeat(DETAIL_LETTERS) }, { about: "it" });
  expect(latest()).toEqual({ title: "t".repeat(TITLE_LETTERS), detail: "d".repeat(DETAIL_LETTERS) });

  notify("problem", { title: "t".repeat(TITLE_LETTERS + 1), detail: "d".repeat(DETAIL_LETTERS + 1) }, { about: "it" });
  expect(latest()?.title.length).toBeLessThanOrEqual(TITLE_LETTERS);
  expect(latest()?.detail.length).toBeLessThanOrEqual(DETAIL_LETTERS);
  app.stop();
});

test("of a file's tensors the first are listed, those that do not fit before all others, their names cut", async () => {
  const app = startTestApp();
  await app.rest();
  const fitting = Array.from({ length: TENSOR_ROWS }, () => tensor(true));
  const tensors = [...fitting, tensor(false, "n".repeat(TITLE_LETTERS + 1))];
  app.state().notify("problem", { title: "", detail: "", tensors });
  const listed = app.state().notices.at(-1)?.problem.tensors ?? [];
  expect(listed).toHaveLength(TENSOR_ROWS);
  expect(listed[0]?.fits).toBe(false);
  expect(listed[0]?.name.length).toBeLessThanOrEqual(TITLE_LETTERS);
  app.stop();
});
