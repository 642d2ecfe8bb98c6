import { createApp, type RunningApp } from "../../src/store/app.ts";
import type { AddressBar, Clock, Edges, Memory } from "../../src/store/edges.ts";
import type { AppState } from "../../src/store/state.ts";
import type { Host } from "../../src/worker/shipped-file.ts";
import { createTestEngine, digestOf, modelsBase, type TestEngine, until } from "../worker/in-process-engine.ts";
import { makeTinyModel } from "../worker/tiny-model.ts";

/** A clock that moves when told, from one task that is due to the next: what a task puts off may be due in the same move. */
export interface TestClock extends Clock {
  readonly advance: (ms: number) => void;
  /** Tasks that are still to be run. */
  readonly waits: () => number;
}

export function createTestClock(): TestClock {
  let now = 0;
  let tasks: { at: number; task: () => void }[] = [];
  return {
    now: () => now,
    after: (delayMs, task) => {
      const entry = { at: now + delayMs, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((other) => other !== entry);
      };
    },
    waits: () => tasks.length,
    advance: (ms) => {
      const end = now + ms;
      const next = () => tasks.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      for (let due = next(); due !== undefined; due = next()) {
        const reached = due;
        now = reached.at;
        tasks = tasks.filter((other) => other !== reached);
        reached.task();
      }
      now = end;
    },
  };
}

/** A history of fragments as a browser keeps it. */
export interface TestAddress extends AddressBar {
  readonly entries: () => readonly string[];
  readonly go: (by: number) => void;
  readonly replaced: () => number;
}

export function createTestAddress(fragment: string): TestAddress {
  const entries = [fragment];
  let at = 0;
  let replaced = 0;
  const listeners = new Set<() => void>();
  return {
    read: () => entries[at] as string,
    replace: (next) => {
      entries[at] = next;
      replaced++;
    },
    push: (next) => {
      entries.splice(++at, Infinity, next);
    },
    listen: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    entries: () => entries,
    replaced: () => replaced,
    go: (by) => {
      at += by;
      for (const changed of listeners) changed();
    },
  };
}

export interface TestApp extends RunningApp {
  readonly engine: TestEngine;
  readonly clock: TestClock;
  readonly address: TestAddress;
  readonly state: () => AppState;
  /** Waits until the trace of the whole sentence is there. */
  readonly rest: () => Promise<void>;
}

/** The models of the tests stand in for the shipped ones, under their ids. */
export const tinyModels = new Map([
  ["story-lstm", makeTinyModel({ id: "story-lstm", cell: "lstm", seed: 1 })],
  ["story-rnn", makeTinyModel({ id: "story-rnn", cell: "rnn", seed: 2, units: 6 })],
]);

const remembersNothing: Memory = { read: () => null, write: () => {} };

/** The whole page without its views, over a real MessageChannel, with tiny random models. Stop it in the end. */
export function startTestApp({
  fragment = "#s=the+cat+sat",
  engine = createTestEngine(tinyModels),
  memory = remembersNothing,
  files = new Map(),
  served = files,
}: {
  readonly fragment?: string;
  readonly engine?: TestEngine;
  readonly memory?: Memory;
  /** The files of Memory that the page was built with, by path below it. */
  readonly files?: ReadonlyMap<string, ArrayBuffer>;
  /** What the host has in their place. */
  readonly served?: ReadonlyMap<string, ArrayBuffer>;
} = {}): TestApp {
  const clock = createTestClock();
  const address = createTestAddress(fragment);
  const views = {
    views: ["gates", "memory", "gradients", "predict", "activations"],
    stageless: ["gradients", "predict", "activations", "memory"],
  };
  const memoryHost = async (): Promise<Host> => ({
    fetch: async (wanted) => {
      const bytes = served.get(wanted.replace(new URL("..", modelsBase).href, ""));
      return bytes === undefined ? new Response("not found", { status: 404 }) : new Response(bytes.slice(0));
    },
    digests: { get: (path) => digestOf(files.get(path)) },
  });
  const edges: Edges = { spawn: engine.spawn, modelsBase, clock, address, memory, memoryHost, ...views };
  const app = createApp(edges);
  const state = () => app.store.getState();
  return {
    ...app,
    engine,
    clock,
    address,
    state,
    rest: () =>
      until(() => state().status.kind === "ready" && !state().isBusy && state().steps === state().tokens.length, "rest"),
  };
}
