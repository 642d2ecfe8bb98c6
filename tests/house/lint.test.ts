import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const biome = join(root, "node_modules/@biomejs/biome/bin/biome");

/** A file that breaks one rule, and what the linter must say of it. */
interface Violation {
  readonly path: string;
  readonly code: string;
  readonly rule: string;
  /** Part of the message, where the rule has several. */
  readonly says?: string;
}

const imports = (from: string): string => `import { thing } from "${from}";\nexport const used = thing;\n`;
const restricted = (path: string, from: string, says: string): Violation => ({
  path,
  code: imports(from),
  rule: "lint/style/noRestrictedImports",
  says,
});
const lines = (count: number): string => Array.from({ length: count }, (_, line) => `  total += ${line};`).join("\n");

const violations: Readonly<Record<string, Violation>> = {
  "engine imports nothing of worker": restricted("src/engine/planted-a.ts", "../worker/protocol.ts", "engine imports nothing"),
  "engine imports nothing of store": restricted(
    "src/engine/cells/planted-b.ts",
    "../../store/state.ts",
    "engine imports nothing",
  ),
  "engine imports nothing of views": restricted("src/engine/planted-c.ts", "../views/view.ts", "engine imports nothing"),
  "engine knows no React": restricted("src/engine/planted-d.ts", "react", "live in src/views alone"),
  "engine knows no D3": restricted("src/engine/planted-e.ts", "d3", "live in src/views alone"),
  "engine knows no KaTeX": restricted("src/engine/planted-f.ts", "katex", "live in src/views alone"),
  "engine knows no zustand": restricted("src/engine/planted-g.ts", "zustand/vanilla", "has no store"),
  "engine reads no files": restricted("src/engine/planted-h.ts", "node:fs", "take what the edge gives"),
  "worker imports nothing of store": restricted("src/worker/planted-a.ts", "../store/state.ts", "worker imports from engine"),
  "worker imports nothing of views": restricted("src/worker/planted-b.ts", "../views/view.ts", "worker imports from engine"),
  "worker knows no React": restricted("src/worker/planted-c.ts", "react", "live in src/views alone"),
  "store imports nothing of views": restricted("src/store/planted-a.ts", "../views/view.ts", "store imports from engine"),
  "store knows no React": restricted("src/store/planted-b.ts", "react", "live in src/views alone"),
  "store takes zustand's core, not its React binding": restricted("src/store/planted-c.ts", "zustand", "vanilla core"),
  "a view never imports another view": restricted(
    "src/views/gates/planted-a.ts",
    "../gradients/layout.ts",
    "never imports another",
  ),
  "nor from a folder inside it": restricted(
    "src/views/gates/deep/planted-b.ts",
    "../../gradients/layout.ts",
    "never imports another",
  ),
  "nor by the long way round": restricted("src/views/gates/planted-c.ts", "../../views/gradients/x.ts", "never imports another"),
  "what is shared imports no view": restricted("src/views/shared/planted-a.ts", "../gates/layout.ts", "never imports another"),
  "views do not import the frame": restricted("src/views/gates/planted-d.ts", "../../app.tsx", "the frame imports views"),
  "nor does the registry": restricted("src/views/planted-a.ts", "../app.tsx", "the frame imports views"),
  "no import cycles": {
    path: "src/engine/planted-cycle.ts",
    code: 'import { two } from "./planted-cycle-back.ts";\nexport const one = (): number => two();\n',
    rule: "lint/suspicious/noImportCycles",
  },
  "no barrels": {
    path: "src/engine/planted-barrel.ts",
    code: 'export { frameLength } from "./trace.ts";\n',
    rule: "lint/performance/noBarrelFile",
  },
  "no default exports": {
    path: "src/store/planted-default.ts",
    code: "export default function planted(): void {}\n",
    rule: "lint/style/noDefaultExport",
  },
  "files stay short": {
    path: "src/engine/planted-long-file.ts",
    code: Array.from({ length: 270 }, (_, line) => `export const line${line} = ${line};`).join("\n"),
    rule: "lint/style/noExcessiveLinesPerFile",
  },
  "functions stay short": {
    path: "src/engine/planted-long-function.ts",
    code: `export function long(): number {\n  let total = 0;\n${lines(90)}\n  return total;\n}\n`,
    rule: "lint/complexity/noExcessiveLinesPerFunction",
  },
  "file names are kebab-case": {
    path: "src/engine/plantedName.ts",
    code: "export const planted = 1;\n",
    rule: "lint/style/useFilenamingConvention",
  },
  "no any": {
    path: "src/engine/planted-any.ts",
    code: "export const planted: any = 1;\n",
    rule: "lint/suspicious/noExplicitAny",
  },
  "no object that is asked by text": {
    path: "src/engine/planted-table.ts",
    code: "const table: Readonly<Record<string, number>> = { a: 1 };\nexport const planted = (word: string) => table[word];\n",
    rule: "plugin",
    says: "take a Map",
  },
  "nor whether it has a member of that name": {
    path: "src/engine/planted-in.ts",
    code: "const table = { a: 1 };\nexport const planted = (word: string) => word in table;\n",
    rule: "plugin",
    says: "take a Map",
  },
  "no Math.random": {
    path: "src/engine/planted-random.ts",
    code: "export const planted = Math.random();\n",
    rule: "plugin",
    says: "not seeded",
  },
  "nor in brackets": {
    path: "src/engine/planted-random-brackets.ts",
    code: 'export const planted = Math["random"]();\n',
    rule: "plugin",
    says: "not seeded",
  },
  "no console": { path: "src/engine/planted-log.ts", code: "console.log(1);\nexport {};\n", rule: "lint/suspicious/noConsole" },
  "no skipped tests": {
    path: "tests/engine/planted-skip.test.ts",
    code: 'import { test } from "vitest";\ntest.skip("nothing", () => {});\n',
    rule: "lint/suspicious/noSkippedTests",
  },
  "no unused imports": {
    path: "src/engine/planted-unused.ts",
    code: 'import { frameLength } from "./trace.ts";\nexport const planted = 1;\n',
    rule: "lint/correctness/noUnusedImports",
  },
  "no assertion that something is there": {
    path: "src/engine/planted-bang.ts",
    code: "export const planted = [1][0]!;\n",
    rule: "lint/style/noNonNullAssertion",
  },
};

/** One line `::error title=RULE,file=PATH,…::MESSAGE` a finding. */
function lint(folder: string, ...options: string[]): string[] {
  const { stdout } = spawnSync(biome, ["lint", "--reporter=github", "--max-diagnostics=none", ...options, "."], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split("\n").filter((line) => line.startsWith("::"));
}

describe("each rule fires", () => {
  let copy = "";
  let findings: string[] = [];

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "gatescope-lint-"));
    for (const part of ["biome.json", "package.json", "src", "tests"]) {
      cpSync(join(root, part), join(copy, part), { recursive: true, filter: (source) => source !== join(root, "tests/golden") });
    }
    const back = 'import { one } from "./planted-cycle.ts";\nexport const two = (): number => one();\n';
    for (const { path, code } of [...Object.values(violations), { path: "src/engine/planted-cycle-back.ts", code: back }]) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), code);
    }
    findings = lint(copy, "--vcs-enabled=false");
  }, 60_000);

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test.each(Object.entries(violations))("%s", (_, { path, rule, says }) => {
    const here = findings.filter((line) => line.includes(`file=${path},`));
    expect(here.filter((line) => line.includes(`title=${rule},`) && line.includes(says ?? ""))).not.toEqual([]);
  });

  test("and none of them where nothing is wrong: only planted files are new findings", () => {
    const real = new Set(lint(root).map((line) => line.replace(/line=.*/, "")));
    const elsewhere = findings.filter((line) => !line.includes("planted") && !real.has(line.replace(/line=.*/, "")));
    expect(elsewhere).toEqual([]);
  }, 60_000);
});

test("the linter looks at every source file of the real tree", () => {
  const sources = ["src", "tests"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (path) => `${folder}/${path.replaceAll("\\", "/")}`,
      ),
    )
    .filter((path) => /\.(ts|tsx|css)$/.test(path) && !path.startsWith("tests/golden/") && !path.includes("node_modules/"));
  const { stdout } = spawnSync(biome, ["lint", "--verbose", "."], { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const missed = sources.filter((path) => !stdout.includes(path));
  expect(sources.length).toBeGreaterThan(40);
  expect(missed).toEqual([]);
}, 60_000);
