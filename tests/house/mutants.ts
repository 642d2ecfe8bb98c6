/*
 * Whether the tests of `tests/README.md`'s table can fail: `npm run mutants [-- WORD…]` brings back each kind of fault, one line at a time,
 * in a copy of what git knows of the project, and runs the test that holds it. A test that stays green is a finding. Words choose by kind.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Mutant {
  /** The kind of fault. */
  readonly kind: string;
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
  /** Below `tests/`. */
  readonly test: string;
}

const mutants: readonly Mutant[] = [
  {
    kind: "a file that is not what was built is taken",
    file: "src/worker/shipped-file.ts",
    from: "if (difference === null) return succeed(bytes);",
    to: "if (difference !== undefined) return succeed(bytes);",
    test: "worker/shipped-file.test.ts",
  },
  {
    kind: "a model answers before the page shows it",
    file: "src/worker/serve.ts",
    from: "const run = createRun(model.value.model, computing);",
    to: "const run = createRun(model.value.model, computing);\n    shown = run;",
    test: "hostile/replay.test.ts",
  },
  {
    kind: "a run that fails leaves what belongs to the words before",
    file: "src/store/run-failure.ts",
    from: "      ...gone,\n",
    to: "",
    test: "store/failing.test.ts",
  },
  {
    kind: "a sentence without end",
    file: "src/engine/limits.ts",
    from: "SENTENCE_WORDS = 20_000",
    to: "SENTENCE_WORDS = 2_000_000",
    test: "store/sentence-bounds.test.ts",
  },
  {
    kind: "a model of no units",
    file: "src/engine/formats/sizes.ts",
    from: "size >= 1 && size <= most",
    to: "size <= most",
    test: "engine/file-bounds.test.ts",
  },
  {
    kind: "words that are names of Object's members",
    file: "src/views/shared/word-label.ts",
    from: "inWords.get(word) ??",
    to: "(Object.fromEntries(inWords) as Record<string, string>)[word] ??",
    test: "views/shared/word-label.test.ts",
  },
  {
    kind: "a link overwrites the names of units",
    file: "src/store/name-desk.ts",
    from: "new Map(given.filter(([unit]) => !own.has(unit)))",
    to: "new Map(given)",
    test: "store/unit-names.test.ts",
  },
  {
    kind: "an engine that dies in silence is not noticed",
    file: "src/worker/spawn.ts",
    from: "stopWatching = after(GONE_MS, bury);",
    to: "stopWatching = after(GONE_MS, () => undefined);",
    test: "worker/spawn.test.ts",
  },
  {
    kind: "an engine that is started again has no model",
    file: "src/worker/restoration.ts",
    from: "if (model !== null) openFirst(",
    to: "if (model === undefined) openFirst(",
    test: "store/engine-death.test.ts",
  },
  {
    kind: "what did not load stays away",
    file: "src/views/shared/lazily.tsx",
    from: "setAttempt(attempt + 1)",
    to: "setAttempt(attempt)",
    test: "browser/missing.test.ts",
  },
  {
    kind: "a sheet that is a web page counts as loaded",
    file: "src/views/shared/lazily.tsx",
    from: "!sheet?.cssRules.length",
    to: "sheet === undefined",
    test: "browser/missing.test.ts",
  },
  {
    kind: "a list that did not come stays away",
    file: "src/store/readable-list.ts",
    from: "room.missed(problem, again)",
    to: "room.missed(problem)",
    test: "store/readable-list.test.ts",
  },
  {
    kind: "a message without end",
    file: "src/store/notice-slice.ts",
    from: "problem: boundProblem(problem)",
    to: "problem: problem.title === '' ? boundProblem(problem) : problem",
    test: "store/notices.test.ts",
  },
  {
    kind: "a browser without workers",
    file: "src/worker/spawn.ts",
    from: "const problem = refused(error);",
    to: "if (error !== null) throw error;\n      const problem = refused(error);",
    test: "worker/spawn.test.ts",
  },
  {
    kind: "a malformed address is ignored in silence",
    file: "src/store/address.ts",
    from: "    tellIgnored(read.ignored);\n",
    to: "",
    test: "store/address.test.ts",
  },
  {
    kind: "another screen's density is not seen",
    file: "src/views/shared/use-density.ts",
    from: 'query.addEventListener("change", hear);',
    to: "",
    test: "browser/surroundings.test.ts",
  },
  {
    kind: "numbers that are none are not told",
    file: "src/views/shared/use-broken-numbers.ts",
    from: "if (step === Infinity) {",
    to: "if (step !== -1) {",
    test: "browser/limits.test.ts",
  },
  {
    kind: "a heading speaks of a word that is gone",
    file: "src/store/receive.ts",
    from: "rewritten < Math.min(changed, state.steps) ?",
    to: "rewritten < 0 ?",
    test: "browser/reading.test.ts",
  },
  {
    kind: "Tab writes into a sentence that nobody began",
    file: "src/views/shared/use-sentence-editing.ts",
    from: "ghost !== null && editing.isFocused && editing.hasBegun",
    to: "ghost !== null && editing.isFocused",
    test: "browser/frame.test.ts",
  },
  {
    kind: "an early key is lost",
    file: "src/views/shared/use-shortcuts.ts",
    from: 'for (const event of takeEarly("keydown"))',
    to: 'for (const event of takeEarly("keydown").slice(99))',
    test: "browser/loading.test.ts",
  },
  {
    kind: "an early press is lost",
    file: "src/views/shared/axis-pointer.tsx",
    from: 'for (const event of takeEarly("pointerdown"))',
    to: 'for (const event of takeEarly("pointerdown").slice(99))',
    test: "browser/loading.test.ts",
  },
  {
    kind: "Escape does nothing where the focus is elsewhere",
    file: "src/views/shared/unknown-word.tsx",
    from: "  useEscapeAnywhere(onClose);\n",
    to: "  useEscapeAnywhere(() => undefined);\n",
    test: "browser/escape.test.ts",
  },
  {
    kind: "digits that nobody can use",
    file: "src/views/shared/printed-sum.ts",
    from: "MOST_DECIMALS = 3",
    to: "MOST_DECIMALS = 7",
    test: "views/shared/printed-sum.test.ts",
  },
  {
    kind: "colours of another sentence's range",
    file: "src/store/settle.ts",
    from: 'ask("everything");\n    },',
    to: "},",
    test: "store/settling.test.ts",
  },
  {
    kind: "old curves under new labels",
    file: "src/store/gradient-slice.ts",
    from: "expecting: (areStudiesStale) => ({ areStudiesStale })",
    to: "expecting: () => ({})",
    test: "store/gradient-states.test.ts",
  },
  {
    kind: "a unit that jumps while one types",
    file: "src/store/settle.ts",
    from: 'ask("bounds"));',
    to: 'ask("everything"));',
    test: "store/settling.test.ts",
  },
  {
    kind: "forced colours paint the sentence twice",
    file: "src/views/shared/forced-colors.css",
    from: "  .sentence-input {\n    forced-color-adjust: none;\n",
    to: "  .sentence-input {\n",
    test: "browser/page.test.ts",
  },
  {
    kind: "a covered number is told by its colour",
    file: "src/views/gates/stack.css",
    from: ".pinned-ring[data-covered] {\n  background: var(--bg);\n}\n",
    to: "",
    test: "browser/hidden-answers.test.ts",
  },
  {
    kind: "a covered number is copied",
    file: "src/views/gates/rows-menu.tsx",
    from: "tellsCovered(state, signal, { unit, step })",
    to: "tellsCovered(state, signal, { unit: -1 - unit, step })",
    test: "browser/hidden-answers.test.ts",
  },
  {
    kind: "a covered number is told by Activations",
    file: "src/views/activations/at-pin.tsx",
    from: '{isCovered ? "?" : printed}',
    to: "{printed}",
    test: "browser/hidden-answers.test.ts",
  },
];

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
