import type { Reporter, TestModule } from "vitest/node";

/** What a run of tests came to. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Counts tests; a file that fails outside its tests (a broken import, a failing hook) and an error that nothing caught are failures too. */
export function countOutcome(modules: readonly TestModule[], uncaughtErrors: number): Outcome {
  let passed = 0;
  let failed = uncaughtErrors;
  for (const module of modules) {
    const tests = [...module.children.allTests()];
    const failures = tests.filter((test) => test.result().state === "failed").length;
    passed += tests.filter((test) => test.result().state === "passed").length;
    failed += module.state() === "failed" && failures === 0 ? 1 : failures;
  }
  return { passed, failed };
}

/** Ends the output of a test run with the plain line `N passed, N failed`, as the last thing before the process ends. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], uncaughtErrors: readonly unknown[]): void {
    const { passed, failed } = countOutcome(modules, uncaughtErrors.length);
    process.once("exit", () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
