import { parseArgs } from "node:util";
import type { Finding } from "./finding.ts";
import { hostileFragment } from "./fragments.ts";
import { hostileFiles } from "./lies.ts";
import { startTrial, type Trial } from "./trial.ts";

/** A page is replaced after so many trials: what it holds must not grow, and a first load is an attack too. */
const TRIALS_A_PAGE = 100;

/** Drops `count` mutated models and follows `count` addresses, from `seed` on. Returns what went wrong. */
export async function fuzz(seed: number, count: number, tell: (done: number) => void = () => {}): Promise<Finding[]> {
  const findings: Finding[] = [];
  const uncaught: string[] = [];
  const hear = (error: unknown) => uncaught.push(`uncaught: ${error instanceof Error ? error.message : String(error)}`);
  process.on("uncaughtException", hear);
  process.on("unhandledRejection", hear);
  let trial: Trial | null = null;
  const attempt = async (kind: Finding["kind"], own: number, input: string, act: (trial: Trial) => Promise<string[]>) => {
    const answer = async () => {
      trial ??= await startTrial(kind === "address" ? input : undefined);
      return act(trial);
    };
    const wrong = await answer().catch((error: unknown) => [String(error)]);
    wrong.push(...uncaught.splice(0));
    if (wrong.length > 0) findings.push({ kind, seed: own, input, wrong });
    if (wrong.length > 0 || own % TRIALS_A_PAGE === 0) {
      trial?.stop();
      trial = null;
    }
  };
  try {
    for (let own = seed; own < seed + count; own++) {
      const files = hostileFiles(own);
      await attempt("files", own, files.name, (page) => page.drop(files));
      const fragment = hostileFragment(own);
      await attempt("address", own, fragment, (page) => page.follow(fragment));
      tell(own - seed + 1);
    }
  } finally {
    (trial as Trial | null)?.stop();
    process.off("uncaughtException", hear);
    process.off("unhandledRejection", hear);
  }
  return findings;
}

/** `npm run fuzz -- --seed 7 --count 2000 --browser` */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string", default: "1" },
      count: { type: "string", default: "2000" },
      browser: { type: "boolean", default: false },
    },
  });
  const [seed, count] = [Number(values.seed), Number(values.count)];
  const tell = (done: number) => {
    if (done % 200 === 0) process.stdout.write(`${done} of ${count}\n`);
  };
  const findings = values.browser
    ? await (await import("./fuzz-browser.ts")).fuzzBrowser(seed, count, tell)
    : await fuzz(seed, count, tell);
  for (const finding of findings) process.stdout.write(`${JSON.stringify({ ...finding, input: finding.input.slice(0, 600) })}\n`);
  process.stdout.write(`${count} mutated models and ${count} addresses from seed ${seed}: ${findings.length} findings\n`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
