import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder = "";

/** Runs test files in a folder of their own; the last line of the output and the exit status. */
function run(files: Readonly<Record<string, string>>): { last: string; status: number | null } {
  const place = mkdtempSync(join(folder, "run-"));
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"), "junction");
  writeFileSync(join(place, "package.json"), '{ "type": "module" }');
  for (const [name, code] of Object.entries(files)) writeFileSync(join(place, name), `import { test } from "vitest";\n${code}`);
  const reporter = join(root, "tests/house/closing-line.ts");
  const { VITEST: _inside, VITEST_WORKER_ID: _worker, VITEST_POOL_ID: _pool, ...environment } = process.env;
  const { stdout, status } = spawnSync(
    process.execPath,
    [join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", place, "--reporter=default", `--reporter=${reporter}`],
    { cwd: place, env: environment, encoding: "utf8" },
  );
  return { last: stdout.trimEnd().split("\n").at(-1) ?? "", status };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gatescope-closing-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the last line counts what passed and what failed", () => {
  const outcome = run({
    "a.test.ts": 'test("one", () => {});\ntest("two", () => {});\ntest("three", () => { throw new Error("no"); });',
  });
  expect(outcome).toEqual({ last: "2 passed, 1 failed", status: 1 });
}, 30_000);

test("a file that cannot be read counts as a failure", () => {
  const outcome = run({ "a.test.ts": 'test("one", () => {});', "b.test.ts": 'import "./missing.ts";' });
  expect(outcome).toEqual({ last: "1 passed, 1 failed", status: 1 });
}, 30_000);

test("an error that nothing caught counts as a failure", () => {
  const outcome = run({
    "a.test.ts":
      'test("one", async () => {\n  void Promise.reject(new Error("lost"));\n  await new Promise((resolve) => setTimeout(resolve, 50));\n});',
  });
  expect(outcome).toEqual({ last: "1 passed, 1 failed", status: 1 });
}, 30_000);

test("when all is well it says so", () => {
  expect(run({ "a.test.ts": 'test("one", () => {});' })).toEqual({ last: "1 passed, 0 failed", status: 0 });
}, 30_000);
