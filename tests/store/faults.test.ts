import { isDeepStrictEqual } from "node:util";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { chooseKernels } from "../../src/engine/kernels/choose.ts";
import { sha256 } from "../../src/engine/sha-256.ts";
import { createTestEngine, type Faults, type TestEngine } from "../worker/in-process-engine.ts";
import { makeTinyModel, tinyWords } from "../worker/tiny-model.ts";
import { recordedUse, whatIsShown } from "./recorded-use.ts";
import { createTestClock, startTestApp, type TestApp, type TestClock, tinyModels } from "./test-app.ts";

const dream = Uint16Array.from({ length: 120 }, (_, k) => 2 + ((k * k + 5 * k) % (tinyWords.length - 2)));
const files = new Map([["memory/story-lstm/dream.bin", dream.buffer as ArrayBuffer]]);

const models = new Map([
  ...tinyModels,
  ["story-stateless", makeTinyModel({ id: "story-stateless", cell: "rnn", seed: 3, units: 5 })],
]);

/** Looks at the messages that wait before nothing is under way. */
const QUIET_TURNS = 3;
/** Times that a reader presses what is offered before it counts as no way on. */
const PRESSES = 4;

/** What goes wrong with the n-th message of the page, with the n-th of the engine, with the n-th file, with the n-th thread. */
const faults = {
  toEngine: ["refused", "lost", "breaks", "ends"],
  toPage: ["unsendable", "lost", "unreadable"],
  fetch: ["fails"],
  start: ["refused"],
} as const;
type Place = keyof typeof faults;
interface Fault {
  readonly place: Place;
  readonly kind: string;
  /** From 1. */
  readonly n: number;
}

interface Use {
  readonly app: TestApp;
  readonly engine: TestEngine;
  readonly watch: TestClock;
  /** How often each place was passed. */
  readonly passed: Record<Place, number>;
  /** What was said there, in order. */
  readonly said: Record<Place, string[]>;
}

function begin(fault: Fault | null): Use {
  const watch = createTestClock();
  const passed: Record<Place, number> = { toEngine: 0, toPage: 0, fetch: 0, start: 0 };
  const said: Record<Place, string[]> = { toEngine: [], toPage: [], fetch: [], start: [] };
  const strikes = (place: Place, kind = ""): string | null => {
    passed[place]++;
    said[place].push(kind);
    return fault?.place === place && fault.n === passed[place] ? fault.kind : null;
  };
  let unsendable = false;
  const engine = createTestEngine(models, {
    after: watch.after,
    delayMs: 0,
    cannotSend: (reply) => {
      const kind = strikes("toPage", reply.kind);
      unsendable = kind === "unsendable";
      lastToPage = kind;
      return unsendable;
    },
    faults: {
      toEngine: (request) => {
        const kind = strikes("toEngine", request.kind);
        // What has no answer and is lost without a trace cannot be noticed; a browser says that it could not be read.
        if (kind === "lost" && request.kind === "show") return "unreadable";
        return kind as ReturnType<NonNullable<Faults["toEngine"]>>;
      },
      toPage: () => (unsendable ? null : (lastToPage as ReturnType<NonNullable<Faults["toPage"]>>)),
      fetch: () => strikes("fetch") !== null,
      start: () => strikes("start") !== null,
    },
  });
  let lastToPage: string | null = null;
  return { app: startTestApp({ engine, files }), engine, watch, passed, said };
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Waits until nothing is under way; where the engine owes an answer and nothing moves, time goes on. */
async function settle({ app, engine, watch, passed }: Use): Promise<void> {
  let changes = 0;
  const leave = app.store.subscribe(() => changes++);
  const activity = () => changes + engine.deferred() + passed.toEngine + passed.toPage + passed.fetch + passed.start;
  for (let waits = 0; ; waits++) {
    if (waits > 200) throw new Error("the page never comes to rest");
    for (let quiet = 0, seen = -1; quiet < QUIET_TURNS; ) {
      await turn();
      quiet = activity() === seen ? quiet + 1 : 0;
      seen = activity();
    }
    if (watch.waits() > 0) watch.advance(5000);
    else if (app.clock.waits() > 0) app.clock.advance(1000);
    else break;
  }
  leave();
}

/** What a reader presses who sees that something is missing; null where all is well. `again` does once more what was done. */
async function wayOn({ state }: TestApp, failure: unknown, again: () => unknown): Promise<(() => unknown) | null> {
  const { notices, status, runProblem, studyFailure, view, dismiss, askAgain, retryStudies, openMemory } = state();
  const problem = notices.find(({ kind }) => kind === "problem");
  if (problem !== undefined) {
    dismiss(problem.id);
    return problem.ways[0]?.go ?? again;
  }
  if (status.kind === "failed" || runProblem !== null) return askAgain;
  if (studyFailure !== null) {
    return () => {
      retryStudies();
      return again();
    };
  }
  const { corpusProblem } = view === "memory" ? (await openMemory()).findings.getState() : { corpusProblem: null };
  if (corpusProblem !== null) return askAgain;
  return failure === null ? null : again;
}

/** What is shown after a step, by name. */
type Shown = Readonly<Record<string, unknown>>;

/** The first step after which something else is shown, and what; null where all is the same. */
function differences(shown: readonly Shown[], wanted: readonly Shown[]): string | null {
  for (const [at, step] of wanted.entries()) {
    const keys = Object.keys(step).filter((key) => !isDeepStrictEqual(shown[at]?.[key], step[key]));
    if (keys.length > 0) return `after “${step["name"]}” other ${keys.join(", ")}`;
  }
  return null;
}

/** Uses the page from beginning to end, as a reader who presses what is offered; what is shown after every step. */
async function readThrough(use: Use): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  for (const { name, act } of recordedUse) {
    lookMs = name === "measure the speed" ? 100 : 0.5;
    let told: unknown = null;
    let failure: unknown = null;
    const attempt = async () => {
      failure = null;
      try {
        told = await act(use.app);
      } catch (error) {
        failure = error;
      }
    };
    let go: (() => unknown) | null = attempt;
    for (let presses = 0; go !== null; presses++) {
      if (presses > PRESSES) throw new Error(`${name}: what is offered does not help`, { cause: failure });
      const done = Promise.resolve(go()).then(() => true);
      await settle(use);
      // What a step waits for may need time to go on.
      await Promise.race([done, turn().then(() => settle(use))]);
      go = await wayOn(use.app, failure, attempt);
    }
    shown.push({ name, told, ...(await whatIsShown(use.app)) });
  }
  return shown;
}

/** What is loaded when it is first asked for takes the time that it takes; a use of the page is counted in turns. So all of it is there before. */
const lazy = import.meta.glob(["../../src/{store,worker,engine}/*.ts", "!../../src/worker/engine.worker.ts"]);
beforeAll(async () => {
  await Promise.all([chooseKernels(), ...Object.values(lazy).map((load) => load())]);
}, 60_000);

/** What the machine's own clock says would let messages come and go: here each look at it takes the same time. */
let lookMs = 0.5;
beforeEach(() => {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += lookMs;
    return now;
  });
  // What another thread computes comes when it comes.
  vi.spyOn(crypto.subtle, "digest").mockImplementation(async (_name, bytes) => {
    const hex = sha256(new Uint8Array(bytes as ArrayBuffer));
    return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).buffer;
  });
});
afterEach(() => vi.restoreAllMocks());

async function run(fault: Fault | null): Promise<Pick<Use, "passed" | "said"> & { readonly shown: readonly Shown[] }> {
  const use = begin(fault);
  try {
    return { shown: await readThrough(use), passed: use.passed, said: use.said };
  } finally {
    use.app.stop();
  }
}

/** The kinds of fault take turns, and each strikes the first message of every kind. */
function everyFault(place: Place, said: readonly string[]): readonly Pick<Fault, "n" | "kind">[] {
  const kinds: readonly string[] = faults[place];
  return said.flatMap((what, at) =>
    kinds.filter((_, turn) => (at + 1) % kinds.length === turn || said.indexOf(what) === at).map((kind) => ({ n: at + 1, kind })),
  );
}

describe("whatever fails, a whole use of the page ends as it does undisturbed", () => {
  let undisturbed: Awaited<ReturnType<typeof run>>;

  test("which is the same twice", async () => {
    undisturbed = await run(null);
    const { shown, passed } = undisturbed;
    expect(await run(null)).toMatchObject({ shown, passed });
    for (const place of Object.keys(faults) as Place[]) expect(undisturbed.passed[place]).toBeGreaterThan(0);
  });

  test.each(Object.keys(faults) as Place[])("%s", { timeout: 0 }, async (place) => {
    const found: string[] = [];
    for (const { n, kind } of everyFault(place, undisturbed.said[place])) {
      try {
        const { shown } = await run({ place, kind, n });
        const differing = differences(shown, undisturbed.shown);
        if (differing !== null) found.push(`${place} ${n} ${kind}: ${differing}`);
      } catch (error) {
        found.push(`${place} ${n} ${kind}: ${String(error)}`);
      }
    }
    expect(found).toEqual([]);
  });
});
