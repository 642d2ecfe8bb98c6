import type { StoreApi } from "zustand/vanilla";
import { mostActing } from "../engine/analysis/acting-unit.ts";
import { allFeatures } from "../engine/analysis/features/all-features.ts";
import { openReadableUnits, type ReadableUnits } from "../engine/analysis/readable-units.ts";
import { type Result, succeed } from "../engine/problem.ts";
import { fetchShipped } from "../worker/shipped-file.ts";
import { describeError } from "./engine-client.ts";
import type { MemorySlice } from "./memory-state.ts";
import { isListOf } from "./readable-of.ts";
import type { Room } from "./room.ts";
import { isTold, tellFeature } from "./sentence-feature.ts";
import type { AppState } from "./state.ts";

const SAFE = "The sentence and everything else are as they were. Load it again; where it stays so, reload the page.";

type ReadableReader = Pick<MemorySlice, "loadReadable" | "readUnits" | "forgetReadUnits">;

/** Loads the list that ships with the open model, or makes one of a text, then runs the model over its sentences. Keeps what is there. */
export function createReadableReader(store: StoreApi<AppState>, room: Room): ReadableReader {
  /** What the last list was asked of: a newer one goes before it. */
  let asked: unknown = null;

  /** One list at a time; what an older one still finds is left out. `again` is what Try again does. */
  const begin = async (key: unknown, find: () => Promise<Result<ReadableUnits | null>>, again: () => void, isOwn: boolean) => {
    asked = key;
    const { model } = store.getState();
    const isHere = () => asked === key && store.getState().model === model;
    try {
      const found = await find();
      if (!isHere()) return;
      store.setState({ readingUnits: null });
      if (!found.ok) return room.missed(found.problem, again);
      if (found.value !== null) await follow(store, room, { list: found.value, isOwn }, isHere);
    } catch (error) {
      if (!isHere()) return;
      store.setState({ readingUnits: null });
      room.missed(describeError(error), again);
    }
  };
  const score = (text: string | null, name: string, word: string | null) => async (): Promise<Result<ReadableUnits | null>> => {
    const key = asked;
    store.setState({ readingUnits: 0 });
    const question = { kind: "read", text, name, word, layer: store.getState().layer } as const;
    const answer = await room.engine.corpus(question, (readingUnits) => {
      if (asked === key) store.setState({ readingUnits });
    });
    return succeed(answer?.kind === "read" ? answer.list : null);
  };
  const loadReadable = (): void => {
    const { model, modelId } = store.getState();
    if (model === null || (Array.isArray(asked) && asked[0] === model)) return;
    store.setState({ readable: null, readingUnits: null });
    const again = () => {
      asked = null;
      store.getState().loadReadable();
    };
    const { sample, label } = model.config;
    const find = async () =>
      (await fetchList(room, modelId, model.config.provenance?.sha256 ?? "")) ??
      (sample === undefined ? succeed(null) : await score(sample, `a text as ${label} was trained on`, null)());
    void begin([model], find, again, false);
  };
  // Where the reader has chosen no unit, the page shows one that says something of this sentence: decided anew when the units are put in
  // order. A feature that is the same at every word says nothing of it.
  const choose = (state: AppState, before: AppState): void => {
    const { unitOrder, readable, unitIsAutomatic, model, layer } = state;
    if (!unitIsAutomatic || readable === null || model === null || !isListOf(readable, model)) return;
    if (unitOrder !== before.unitOrder || readable.list !== before.readable?.list) {
      const trace = room.buffer.trace();
      const units = readable.list.units.flatMap(({ unit, feature }) => {
        const own = allFeatures.find(({ id }) => id === feature);
        return own === undefined || isTold(tellFeature(own, state)) ? [unit] : [];
      });
      const unit = trace === null || layer !== readable.list.layer ? null : mostActing(trace, layer, units);
      if (unit !== null) store.setState({ unit });
    }
  };
  store.subscribe(choose);
  return {
    loadReadable,
    readUnits: (name, word) => {
      const { model } = store.getState();
      if (model === null) return;
      void begin([model, name, word], score(null, name, word), () => store.getState().readUnits(name, word), true);
    },
    forgetReadUnits: () => {
      asked = null;
      loadReadable();
    },
  };
}

/** The list that ships with a model; null where none does. */
async function fetchList({ edges }: Room, modelId: string, sha256: string): Promise<Result<ReadableUnits> | null> {
  const host = await edges.memoryHost();
  if (host.digests.get(`memory/${modelId}/units.json`) === undefined) return null;
  const fetched = await fetchShipped(new URL(`../memory/${modelId}/units.json`, edges.modelsBase), host, SAFE);
  return fetched.ok ? openReadableUnits(new TextDecoder().decode(fetched.value), sha256) : fetched;
}

/** Shows the list at once, and the states of its units over their sentences as they are computed. */
async function follow(
  store: StoreApi<AppState>,
  { engine }: Room,
  { list, isOwn }: { readonly list: ReadableUnits; readonly isOwn: boolean },
  isHere: () => boolean,
): Promise<void> {
  const courses = new Map<number, Float32Array>();
  const tell = () => store.setState({ readable: { list, courses: new Map(courses), isOwn } });
  tell();
  for (const text of new Set(list.units.flatMap(({ example }) => (example === null ? [] : [example.text])))) {
    const answer = await engine.corpus({ kind: "states", text, layer: list.layer });
    if (!isHere()) return;
    const states = answer?.kind === "states" ? answer.states.get(list.signal) : undefined;
    if (answer?.kind !== "states" || states === undefined) continue;
    const { length: steps } = answer.words;
    const units = states.length / steps;
    for (const { unit, example } of list.units) {
      if (example?.text !== text) continue;
      courses.set(
        unit,
        Float32Array.from({ length: steps }, (_, step) => states[step * units + unit] as number),
      );
    }
    tell();
  }
}
