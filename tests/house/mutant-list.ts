import { viewMutants } from "./view-mutants.ts";

/** One line a kind of fault of `tests/README.md`'s table: what is changed, and the test that must turn red. */
export interface Mutant {
  /** The kind of fault. */
  readonly kind: string;
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
  /** Below `tests/`. */
  readonly test: string;
}

/** Engine, worker and store first, then the views. */
export const mutants: readonly Mutant[] = [
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
    test: "worker/serve.test.ts",
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
    kind: "a heading speaks of a word that is gone",
    file: "src/store/receive.ts",
    from: "rewritten < Math.min(changed, state.steps) ?",
    to: "rewritten < 0 ?",
    test: "browser/reading.test.ts",
  },
  {
    kind: "colours of another sentence's range",
    file: "src/store/settle.ts",
    from: 'ask("everything");\n    },',
    to: "},",
    test: "store/settling.test.ts",
  },
  {
    kind: "a view that is on its way looks as if it had nothing",
    file: "src/store/gradient-slice.ts",
    from: "expecting: (areStudiesStale) => ({ areStudiesStale })",
    to: "expecting: () => ({})",
    test: "store/gradient-states.test.ts",
  },
  {
    kind: "old curves under new labels",
    file: "src/store/gradient-studies.ts",
    from: "(areStudiesStale) => set({ areStudiesStale })",
    to: "() => undefined",
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
    kind: "the page opens on a unit that means nothing",
    file: "src/store/address-door.ts",
    from: "    store.getState().pin(moment);\n",
    to: "",
    test: "store/address.test.ts",
  },
  {
    kind: "the first example cannot be linked to",
    file: "src/store/address.ts",
    from: 'return fragment === "" ?',
    to: 'return fragment === "?" ?',
    test: "store/address.test.ts",
  },
  ...viewMutants,
];
