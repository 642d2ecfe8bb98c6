import { findCell } from "../engine/cells/registry.ts";
import { createVocabulary } from "../engine/tokenizer.ts";
import type { TraceLayout } from "../engine/trace.ts";
import type { ModelInfo, ModelSource, NamedBytes, Problem } from "../worker/protocol.ts";
import { shippedModels } from "./catalog.ts";
import { describeError, type ReadyModel } from "./engine-client.ts";
import { record } from "./history.ts";
import { readText } from "./reading.ts";
import { followTokens } from "./receive.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { RunParts } from "./run-slice.ts";
import { clampSelection } from "./selection.ts";
import { extentOf } from "./selection-slice.ts";
import { boundSentence } from "./sentence-bounds.ts";
import type { AppState, ModelEntry, ModelSlice } from "./state.ts";

/** What the rest of the store asks of the models. */
export interface Models {
  readonly slice: ModelSlice;
  /** Loads a model without a decision of the reader behind it. */
  readonly load: (id: string) => void;
}

/** Which model is shown, which one is on its way. */
export function createModels(set: SetState, get: GetState, room: Room, parts: RunParts): Models {
  /** Files of opened models by id. */
  const files = new Map<string, readonly NamedBytes[]>();
  /** Entry of the model that is drawn. */
  let shownId: string | null = null;
  let attempt = 0;

  const sourceOf = (id: string): ModelSource => {
    const own = files.get(id);
    return own === undefined ? { kind: "shipped", id, base: baseOf(id, room.edges) } : { kind: "files", files: own };
  };

  const show = (id: string, ready: ReadyModel, entries: readonly ModelEntry[]): void => {
    const isFirst = shownId === null;
    const take = prepareModel(set, get, room, parts, { id, info: ready.model, entries, isSame: shownId === id });
    // Nothing below fails: the engine shows the model that the page shows.
    ready.show();
    shownId = id;
    take();
    parts.settler.request();
    if (isFirst) void measureOthers(set, get, room.edges);
  };

  const load = async (id: string): Promise<void> => {
    const mine = ++attempt;
    const { model, tokens } = get();
    // A sentence that waits for its first model is on its way to its numbers.
    const waiting = model === null ? { isBusy: tokens.length > 0 } : {};
    set({ modelId: id, status: { kind: "loading", part: "vocabulary", received: 0, total: 0 }, ...waiting });
    try {
      const ready = await room.engine.open(sourceOf(id), (progress) => {
        if (mine === attempt) set({ status: { ...progress, kind: "loading" } });
      });
      if (mine !== attempt) return;
      const entries = get().entries.map((entry) => (entry.id === id ? { ...entry, bytes: ready.model.bytes } : entry));
      show(id, ready, entries);
    } catch (error) {
      if (mine === attempt) fallBack(id, describeError(error));
    }
  };

  const fallBack = (id: string, problem: Problem): void => {
    const first = get().entries[0]?.id;
    if (shownId !== null && shownId !== id) {
      get().notify("problem", problem);
      set({ modelId: shownId, status: { kind: "ready" } });
    } else if (first !== undefined && first !== id) {
      get().notify("problem", problem);
      void load(first);
    } else {
      giveUp(problem);
    }
  };

  const giveUp = (problem: Problem): void => {
    set({ status: { kind: "failed", problem } });
    parts.fail(problem);
  };

  const openFiles = async (chosen: readonly NamedBytes[]): Promise<void> => {
    const mine = ++attempt;
    const { modelId, status } = get();
    try {
      const ready = await room.engine.open({ kind: "files", files: chosen }, () => {});
      if (mine !== attempt) return;
      const { config, found: note, bytes, notes } = ready.model;
      const id = freeId(config.id, get().entries);
      show(id, ready, [...get().entries, { id, label: config.label, note, origin: "opened", bytes }]);
      files.set(id, chosen);
      if (notes.length > 0) get().notify("info", { title: `${config.label} is open`, detail: notes.join(" ") });
    } catch (error) {
      const problem = describeError(error);
      if (mine !== attempt) return;
      get().notify("problem", problem);
      // What was on its way when the file came goes on.
      if (status.kind === "loading") void load(modelId);
    }
  };

  return {
    slice: {
      entries: shippedModels,
      modelId: shippedModels[0]?.id ?? "",
      status: { kind: "loading", part: "vocabulary", received: 0, total: 0 },
      model: null,
      vocabulary: null,
      chooseModel: (id) => {
        if (!get().entries.some((entry) => entry.id === id)) return;
        const { modelId, status, model, runProblem } = get();
        if (id === modelId && status.kind !== "failed" && model !== null && runProblem === null) return;
        room.draft();
        void load(id).then(room.commit);
      },
      openFiles: (chosen) => {
        room.draft();
        void openFiles(chosen).then(room.commit);
      },
      retryModel: () => void load(get().modelId),
    },
    load: (id) => void load(id),
  };
}

/** Absolute address of the folder of a shipped model, with a slash at its end. */
function baseOf(id: string, { modelsBase }: Room["edges"]): string {
  return new URL(`${encodeURIComponent(id)}/`, modelsBase).href;
}

/** The sizes of the models that have not been loaded, for the menu. Asked when the first one is there: nothing competes with it. */
async function measureOthers(set: SetState, get: GetState, edges: Room["edges"]): Promise<void> {
  for (const { id, bytes } of get().entries) {
    if (bytes > 0) continue;
    const size = await edges.measureBytes(new URL("model.safetensors", baseOf(id, edges)).href);
    const sized = (entry: ModelEntry) => (entry.id === id && entry.bytes === 0 ? { ...entry, bytes: size } : entry);
    if (size > 0) set((state) => ({ entries: state.entries.map(sized) }));
  }
}

interface Shown {
  readonly id: string;
  readonly info: ModelInfo;
  readonly entries: readonly ModelEntry[];
  /** The model that is drawn already, opened again: its columns stay until they are written over by equal ones. */
  readonly isSame: boolean;
}

/**
 * Makes ready to put a model in the place of the one before, and returns what does so: its vocabulary reads the sentence anew, its trace
 * starts from nothing. @throws where there is no room for it; nothing has changed then.
 */
function prepareModel(
  set: SetState,
  get: GetState,
  room: Room,
  parts: RunParts,
  { id, info, entries, isSame }: Shown,
): () => void {
  const cell = findCell(info.config.cell);
  if (cell === undefined) throw new TypeError(`no cell ${info.config.cell}`);
  const before = get();
  const { config, words } = info;
  const vocabulary = createVocabulary(words, config.vocabulary, config.unknown);
  const layout: TraceLayout = { layers: config.layers, signals: cell.signals, units: config.units };
  const { text, tokens, problem } = boundSentence(before.text, layout, (given) => readText(given, vocabulary));
  const loaded: AppState = {
    ...before,
    entries,
    modelId: id,
    status: { kind: "ready" },
    model: info,
    vocabulary,
    text,
    tokens: [],
    steps: isSame ? before.steps : 0,
    version: before.version + 1,
    changedFrom: 1,
    isBusy: false,
    runProblem: null,
    unitOrder: isSame ? before.unitOrder : Array.from({ length: config.units }, (_, unit) => unit),
    bounds: isSame ? before.bounds : new Map(),
  };
  // The last of what may fail.
  if (!isSame) room.buffer.reset(layout);
  return () => {
    parts.fresh.steps = 0;
    if (parts.writing.history !== null) {
      parts.writing.history = record(parts.writing.history, text, room.edges.clock.now(), false);
    }
    const { change, send } = followTokens(loaded, tokens, { room, ...parts });
    const forgotten = parts.expectations.keepOnly(-1);
    set({ ...loaded, tokens, ...change, ...forgotten, ...clampSelection(before, extentOf({ tokens, model: info })) });
    if (problem !== null) get().notify("info", problem);
    send();
  };
}

function freeId(id: string, entries: readonly ModelEntry[]): string {
  const isTaken = (candidate: string) => entries.some((entry) => entry.id === candidate);
  let free = id;
  for (let n = 2; isTaken(free); n++) free = `${id}-${n}`;
  return free;
}
