import { findCell } from "../engine/cells/registry.ts";
import { createVocabulary } from "../engine/tokenizer.ts";
import type { TraceLayout } from "../engine/trace.ts";
import type { ModelInfo, NamedBytes, Problem } from "../worker/protocol.ts";
import { relativesOf, shippedModels } from "./catalog.ts";
import { describeError, type ReadyModel } from "./engine-client.ts";
import { record } from "./history.ts";
import type { ModelEntry, ModelSlice, Opening } from "./model-state.ts";
import { createOpenedModels } from "./opened-models.ts";
import { readText } from "./reading.ts";
import { followTokens } from "./receive.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { RunParts } from "./run-slice.ts";
import { clampSelection } from "./selection.ts";
import { extentOf } from "./selection-slice.ts";
import { boundSentence, tellCut } from "./sentence-bounds.ts";
import type { AppState } from "./state.ts";

/** What the rest of the store asks of the models. */
export interface Models {
  readonly slice: ModelSlice;
  /** Loads a model without a decision of the reader behind it. */
  readonly load: (id: string) => void;
}

/** Before the first model is there. */
const nothingLoaded = {
  entries: shippedModels,
  modelId: shippedModels[0]?.id ?? "",
  status: { kind: "loading", part: "vocabulary", received: 0, total: 0 },
  model: null,
  vocabulary: null,
} satisfies Partial<AppState>;

/** Whether a model of the menu is to be loaded when it is chosen: another one, or the one that failed. */
function isChoice({ entries, modelId, status, model, runProblem }: AppState, id: string): boolean {
  const isThere = id === modelId && status.kind !== "failed" && model !== null && runProblem === null;
  return !isThere && entries.some((entry) => entry.id === id);
}

/** The moment that a chosen model comes with: where the words of the one before are not its own. */
function openingOf({ entries, modelId }: AppState, id: string): Opening | undefined {
  const before = relativesOf({ entries, modelId });
  return before === relativesOf({ entries, modelId: id }) ? undefined : entries.find((entry) => entry.id === id)?.opens;
}

/** Which model is shown, which one is on its way. */
export function createModels(set: SetState, get: GetState, room: Room, parts: RunParts): Models {
  const own = createOpenedModels(set, get, room);
  /** Entry of the model that is drawn. */
  let shownId: string | null = null;
  let attempt = 0;

  const show = (id: string, ready: ReadyModel, entries: readonly ModelEntry[], opens?: Opening): void => {
    const take = prepareModel(set, get, room, parts, {
      ...{ id, info: ready.model, entries, isSame: shownId === id, given: opens?.text },
    });
    // Nothing below fails: the engine shows the model that the page shows.
    ready.show();
    shownId = id;
    take();
    if (opens !== undefined) {
      set({ unitIsAutomatic: true, stage: "" });
      get().pin({ ...opens, isCommit: false });
    }
    parts.settler.request();
  };

  const load = async (id: string, opens?: Opening): Promise<void> => {
    const mine = ++attempt;
    const { model, tokens } = get();
    // A sentence that waits for its first model is on its way to its numbers.
    const waiting = model === null ? { isBusy: tokens.length > 0 } : {};
    set({ modelId: id, status: { kind: "loading", part: "vocabulary", received: 0, total: 0 }, ...waiting });
    try {
      const ready = await room.engine.open(own.sourceOf(id), (progress) => {
        if (mine === attempt) set({ status: { ...progress, kind: "loading" } });
      });
      if (mine !== attempt) return;
      const entries = get().entries.map((entry) => (entry.id === id ? { ...entry, bytes: ready.model.bytes } : entry));
      show(id, ready, entries, opens);
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
      const source = own.firstSource(chosen);
      const ready = await room.engine.open(source, () => {});
      if (mine !== attempt) return;
      const { config, found: note, bytes, doubts, notes } = ready.model;
      const { id, label } = config;
      show(id, ready, [...get().entries, { id, label, note, origin: "opened", bytes }]);
      own.keep(source, ready.model);
      const told = [...doubts, ...notes];
      if (told.length > 0) {
        get().notify(doubts.length > 0 ? "doubt" : "info", { title: `${label} is open`, detail: told.join(" ") });
      }
    } catch (error) {
      const problem = describeError(error);
      if (mine !== attempt) return;
      get().notify("problem", problem);
      // What was on its way when the file came goes on.
      if (status.kind === "loading") void load(modelId);
    }
  };

  /** One that is shown gives way to a shipped one first: where that fails, it stays. */
  const closeModel = async (id: string): Promise<void> => {
    const first = shippedModels[0]?.id ?? "";
    if (get().modelId === id) await load(first);
    if (get().modelId === id || shownId === id) return;
    own.forget(id);
  };

  return {
    slice: {
      ...nothingLoaded,
      chooseModel: (id) => {
        if (!isChoice(get(), id)) return;
        room.draft();
        void load(id, openingOf(get(), id)).then(room.commit);
      },
      openFiles: (chosen) => {
        room.draft();
        void openFiles(chosen).then(room.commit);
      },
      closeModel: (id) => {
        if (!own.has(id)) return;
        room.draft();
        void closeModel(id).then(room.commit);
      },
      retryModel: () => void load(get().modelId),
    },
    load: (id) => void load(id),
  };
}

interface Shown {
  readonly id: string;
  readonly info: ModelInfo;
  readonly entries: readonly ModelEntry[];
  /** The model that is drawn already, opened again: its columns stay until they are written over by equal ones. */
  readonly isSame: boolean;
  /** The sentence that comes with it; undefined: the one that stands there. */
  readonly given: string | undefined;
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
  { id, info, entries, isSame, given }: Shown,
): () => void {
  const cell = findCell(info.config.cell);
  if (cell === undefined) throw new TypeError(`no cell ${info.config.cell}`);
  const before = get();
  const { config, words } = info;
  const vocabulary = createVocabulary(words, config.vocabulary, config.unknown);
  const layout: TraceLayout = { layers: config.layers, signals: cell.signals, units: config.units };
  const { text, tokens, problem } = boundSentence(given ?? before.text, layout, (given) => readText(given, vocabulary));
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
    tellCut(problem, get().notify);
    send();
  };
}
