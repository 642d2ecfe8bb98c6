/*
 * Whether the tests of `tests/README.md`'s table can fail: `npm run mutants [-- WORD…]` brings back each kind of fault, one line at a time,
 * in a copy of what git knows of the project, and runs the test that holds it. A test that stays green is a finding. Words choose by kind.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mutants } from "./mutant-list.ts";

export function main(words: readonly string[]): void {
  const chosen = mutants.filter(({ kind }) => words.length === 0 || words.some((word) => kind.includes(word)));
  const copy = mkdtempSync(join(tmpdir(), "gatescope-mutants-"));
  let alive = 0;
  try {
    execFileSync("git", ["checkout-index", "--all", `--prefix=${copy}/`]);
    symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
    for (const { kind, file, from, to, test } of chosen) {
      const path = join(copy, file);
      const source = readFileSync(path, "utf8");
      if (source.split(from).length !== 2) throw new Error(`${file} does not hold “${from}” once`);
      writeFileSync(
        path,
        source.replace(from, () => to),
      );
      const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", join("tests", test), "--bail=1"], {
        cwd: copy,
        stdio: "ignore",
      });
      writeFileSync(path, source);
      if (status === 0) alive++;
      process.stdout.write(`${status === 0 ? "ALIVE" : "dies "}  ${kind}: ${test}\n`);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  process.stdout.write(`${chosen.length} mutants, ${alive} alive\n`);
  process.exitCode = alive === 0 ? 0 : 1;
}
