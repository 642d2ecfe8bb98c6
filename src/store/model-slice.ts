import { findCell } from "../engine/cells/registry.ts";
import { createVocabulary } from "../engine/tokenizer.ts";
import type { TraceLayout } from "../engine/trace.ts";
import type { ModelInfo, ModelSource, NamedBytes, Problem } from "../worker/protocol.ts";
import { shippedModels } from "./catalog.ts";
import { ProblemError } from "./engine-client.ts";
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
  /** The engine has been started anew: opens the model again and computes the sentence again. */
  readonly reopen: () => void;
}

/** Which model is shown, which one is on its way. */
export function createModels(set: SetState, get: GetState, room: Room, parts: RunParts): Models {
  /** Files of opened models by id: they outlive a dead worker. */
  const files = new Map<string, readonly NamedBytes[]>();
  /** Entry of the model that is drawn. */
  let shownId: string | null = null;
  let attempt = 0;
  /** An engine that was started anew has no model, whatever is drawn. */
  let isEngineEmpty = true;

  const baseOf = (id: string) => new URL(`${encodeURIComponent(id)}/`, room.edges.modelsBase).href;
  const weightsOf = (id: string) => new URL("model.safetensors", baseOf(id)).href;
  const sourceOf = (id: string): ModelSource => {
    const own = files.get(id);
    return own === undefined ? { kind: "shipped", id, base: baseOf(id) } : { kind: "files", files: own };
  };

  const show = (id: string, info: ModelInfo, entries: readonly ModelEntry[]): void => {
    const isFirst = shownId === null;
    const send = takeModel(set, get, room, parts, { id, info, entries, isSame: shownId === id });
    shownId = id;
    isEngineEmpty = false;
    send();
    parts.settler.request();
    if (isFirst) void measureOthers();
  };

  /** The sizes of the models that have not been loaded, for the menu. Asked when the first one is there: nothing competes with it. */
  const measureOthers = async (): Promise<void> => {
    for (const { id, bytes } of get().entries) {
      if (bytes > 0) continue;
      const size = await room.edges.measureBytes(weightsOf(id));
      const sized = (entry: ModelEntry) => (entry.id === id && entry.bytes === 0 ? { ...entry, bytes: size } : entry);
      if (size > 0) set((state) => ({ entries: state.entries.map(sized) }));
    }
  };

  const load = async (id: string): Promise<void> => {
    const mine = ++attempt;
    const { model, tokens } = get();
    // A sentence that waits for its first model is on its way to its numbers.
    const waiting = model === null ? { isBusy: tokens.length > 0 } : {};
    set({ modelId: id, status: { kind: "loading", part: "vocabulary", received: 0, total: 0 }, ...waiting });
    try {
      const info = await room.engine.open(sourceOf(id), (progress) => {
        if (mine === attempt) set({ status: { ...progress, kind: "loading" } });
      });
      if (mine !== attempt) return;
      const entries = get().entries.map((entry) => (entry.id === id ? { ...entry, bytes: info.bytes } : entry));
      show(id, info, entries);
    } catch (error) {
      if (mine === attempt) fallBack(id, problemOf(error));
    }
  };

  const fallBack = (id: string, problem: Problem): void => {
    const first = get().entries[0]?.id;
    if (shownId !== null && shownId !== id) {
      get().notify("problem", problem);
      if (isEngineEmpty) void load(shownId);
      else set({ modelId: shownId, status: { kind: "ready" } });
    } else if (first !== undefined && first !== id) {
      get().notify("problem", problem);
      void load(first);
    } else {
      set({ status: { kind: "failed", problem }, isBusy: false });
    }
  };

  const openFiles = async (chosen: readonly NamedBytes[]): Promise<void> => {
    const mine = ++attempt;
    const { modelId, status } = get();
    try {
      const info = await room.engine.open({ kind: "files", files: chosen }, () => {});
      if (mine !== attempt) return;
      const id = freeId(info.config.id, get().entries);
      files.set(id, chosen);
      const entry: ModelEntry = { id, label: info.config.label, note: info.found, origin: "opened", bytes: info.bytes };
      show(id, info, [...get().entries, entry]);
    } catch (error) {
      const problem = problemOf(error);
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
        if (id === get().modelId && get().status.kind !== "failed" && get().model !== null) return;
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
    reopen: () => {
      isEngineEmpty = true;
      void load(get().modelId);
    },
  };
}

interface Shown {
  readonly id: string;
  readonly info: ModelInfo;
  readonly entries: readonly ModelEntry[];
  /** The model that is drawn already, opened again: its columns stay until they are written over by equal ones. */
  readonly isSame: boolean;
}

/** Puts a model in the place of the one before: its vocabulary reads the sentence anew, its trace starts from nothing. */
function takeModel(set: SetState, get: GetState, room: Room, parts: RunParts, { id, info, entries, isSame }: Shown): () => void {
  const cell = findCell(info.config.cell);
  if (cell === undefined) throw new TypeError(`no cell ${info.config.cell}`);
  const before = get();
  const { config, words } = info;
  const vocabulary = createVocabulary(words, config.vocabulary, config.unknown);
  const layout: TraceLayout = { layers: config.layers, signals: cell.signals, units: config.units };
  const { text, tokens, problem } = boundSentence(before.text, layout, (given) => readText(given, vocabulary));
  if (parts.writing.history !== null) {
    parts.writing.history = record(parts.writing.history, text, room.edges.clock.now(), false);
  }
  if (!isSame) room.buffer.reset(layout);
  parts.fresh.steps = 0;
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
    unitOrder: isSame ? before.unitOrder : Array.from({ length: config.units }, (_, unit) => unit),
    bounds: isSame ? before.bounds : new Map(),
  };
  const { change, send } = followTokens(loaded, tokens, { room, ...parts });
  const forgotten = parts.expectations.keepOnly(-1);
  set({ ...loaded, tokens, ...change, ...forgotten, ...clampSelection(before, extentOf({ tokens, model: info })) });
  if (problem !== null) get().notify("info", problem);
  return send;
}

function freeId(id: string, entries: readonly ModelEntry[]): string {
  const isTaken = (candidate: string) => entries.some((entry) => entry.id === candidate);
  let free = id;
  for (let n = 2; isTaken(free); n++) free = `${id}-${n}`;
  return free;
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  throw error;
}
