import { describe, expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { createNoticeSlice } from "../../src/store/notice-slice.ts";
import type { AppState } from "../../src/store/state.ts";
import { createWing } from "../../src/store/wing.ts";

/** A wing of a small store; its script comes, or does not, when the test says so. */
function startWing() {
  const store = createStore<AppState>()(() => ({}) as AppState);
  store.setState({ view: "gates", attempt: 0, isSwapping: false, ...createNoticeSlice(store.setState, store.getState) });
  const done: string[] = [];
  const part = {
    watch: () => done.push("watched"),
    forget: () => done.push("forgotten"),
    act: (what: string) => done.push(what),
  };
  const loads: { come: () => void; fail: () => void }[] = [];
  const load = () =>
    new Promise<typeof part>((resolve, reject) => {
      loads.push({ come: () => resolve(part), fail: () => reject(new Error("no line")) });
    });
  const wing = createWing(store.setState, store.getState, {
    view: "activations",
    load,
    nothingFound: { swapped: null },
    expecting: (isSwapping) => ({ isSwapping }),
  });
  store.subscribe(wing.watch);
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { store, wing, done, loads, settled, state: store.getState };
}

describe("a wing of the store", () => {
  test("is loaded once, when its view is first shown, and says meanwhile that something is to be expected", async () => {
    const { store, loads, done, settled, state } = startWing();
    store.setState({ text: "the cat" });
    expect(loads.length).toBe(0);
    store.setState({ view: "activations" });
    store.setState({ text: "the cat sat" });
    expect(loads.length).toBe(1);
    expect(state().isSwapping).toBe(true);
    loads[0]?.come();
    await settled();
    expect(state().isSwapping).toBe(false);
    expect(done).toContain("watched");
    store.setState({ view: "gates" });
    store.setState({ view: "activations" });
    expect(loads.length).toBe(1);
  });

  test("does what was asked of it before it was there, in order, and before what is asked later", async () => {
    const { wing, loads, done, settled } = startWing();
    wing.use((part) => {
      part.act("first");
      wing.use(({ act }) => act("from within"));
    });
    wing.use(({ act }) => act("second"));
    expect(done).toEqual([]);
    loads[0]?.come();
    const opened = wing.open().then(({ act }) => act("opened"));
    await opened;
    await settled();
    wing.use(({ act }) => act("later"));
    expect(done).toEqual(["first", "from within", "second", "opened", "later"]);
    expect(loads.length).toBe(1);
  });

  test("whose script does not come says so, keeps what was asked of it, and does it when it is tried again", async () => {
    const { store, wing, loads, done, settled, state } = startWing();
    store.setState({ view: "activations" });
    wing.use(({ act }) => act("asked"));
    loads[0]?.fail();
    await settled();
    expect(state().isSwapping).toBe(false);
    expect(state().notices.map(({ problem, kind }) => [kind, problem.title])).toEqual([
      ["problem", "A part of the page did not load"],
    ]);
    expect(state().notices[0]?.problem.detail).toContain("no line");
    state().notices[0]?.ways[0]?.go();
    expect(state().isSwapping).toBe(true);
    expect(loads.length).toBe(2);
    loads[1]?.come();
    await settled();
    expect(done.filter((each) => each === "asked")).toEqual(["asked"]);
    expect(done).toContain("watched");
    expect(state().isSwapping).toBe(false);
  });

  test("whose script did not come is loaded again by the next thing that is asked of it, and by one press for all that is missing", async () => {
    const { store, wing, loads, done, settled } = startWing();
    store.setState({ view: "activations" });
    loads[0]?.fail();
    await settled();
    wing.use(({ act }) => act("asked"));
    expect(loads.length).toBe(2);
    loads[1]?.fail();
    await settled();
    store.setState({ attempt: 1 });
    expect(loads.length).toBe(3);
    loads[2]?.come();
    await settled();
    expect(done).toContain("asked");
  });

  test("has nothing found to forget before it is there, and forgets what it asked once it is", async () => {
    const { wing, loads, done, settled } = startWing();
    expect(wing.forget()).toEqual({ swapped: null });
    expect(loads.length).toBe(0);
    wing.use(() => {});
    loads[0]?.come();
    await settled();
    expect(wing.forget()).toEqual({ swapped: null });
    expect(done).toEqual(["forgotten"]);
  });
});
