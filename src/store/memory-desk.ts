import { createStore, type StoreApi } from "zustand/vanilla";
import { findCell } from "../engine/cells/registry.ts";
import { readPattern } from "../engine/corpus/pattern-text.ts";
import type { Problem } from "../worker/protocol.ts";
import { stories } from "./catalog.ts";
import { describeError } from "./engine-client.ts";
import { createFileReader, createMemoryFiles, DREAMER } from "./memory-files.ts";
import { createMemoryQuestions } from "./memory-questions.ts";
import type { MemoryDesk, MemoryFindings } from "./memory-state.ts";
import { createNameDesk } from "./name-desk.ts";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";

const VIEW = "memory";

const nothingFound: MemoryFindings = {
  corpus: null,
  progress: null,
  wordsToRead: null,
  corpusProblem: null,
  corpusNote: null,
  file: null,
  fileProblem: null,
  passports: null,
  passportsProblem: null,
  nearest: null,
  strongest: null,
  second: null,
  matched: null,
  keptCounts: new Map(),
  histogram: null,
  plane: null,
};

/** Where the corpus comes from. */
type Source = { readonly kind: "dream" } | { readonly kind: "text"; readonly name: string; readonly text: string };

/** What is read: the open model's chosen layer and signals over a source. */
interface Wanted {
  readonly key: string;
  readonly signals: readonly string[];
  readonly layer: number;
  readonly source: Source;
}

/** Reads corpus, map and passports of the open model while the view is shown, and keeps what it finds in step with the selection. */
export function createMemoryDesk(store: StoreApi<AppState>, room: Room): MemoryDesk {
  const findings = createStore<MemoryFindings>(() => nothingFound);
  const set = findings.setState;
  const files = createMemoryFiles(room);
  const readFiles = createFileReader(store, findings, files);
  const questions = createMemoryQuestions(room, findings);
  const watchNames = createNameDesk(store, room);
  let source: Source = { kind: "dream" };
  /** How often a text was opened: two of one name and length are two, and one that is read again is asked about again. */
  let openings = 0;
  let fileKey = "";
  let corpusKey = "";
  let attempt = store.getState().attempt;

  const readWanted = async (wanted: Wanted): Promise<void> => {
    const isStill = () => corpusKey === wanted.key;
    set({
      corpus: null,
      progress: 0,
      wordsToRead: null,
      corpusProblem: null,
      corpusNote: null,
      nearest: null,
      strongest: null,
      matched: null,
      keptCounts: new Map(),
      histogram: null,
      plane: null,
    });
    const found = await readCorpus(room, wanted, files.dream, (progress, wordsToRead) => {
      if (isStill()) set({ progress, wordsToRead });
    });
    if (!isStill()) return;
    set({ progress: null, ...found });
    watch();
  };

  const watch = (): void => {
    const state = store.getState();
    if (state.model === null || state.status.kind !== "ready") return;
    watchNames(state);
    if (state.view !== VIEW) return;
    if (state.attempt !== attempt) {
      attempt = state.attempt;
      // What did not come is asked for again.
      const { fileProblem, passportsProblem, corpus } = findings.getState();
      if (fileProblem !== null || passportsProblem !== null) void readFiles();
      if (corpus === null) corpusKey = "";
    }
    const sha256 = state.model.config.provenance?.sha256;
    const identity = `${state.modelId} ${sha256 ?? state.model.bytes}`;
    if (identity !== fileKey) {
      fileKey = identity;
      set({ file: null, passports: null });
      void readFiles();
    }
    const { sample, label } = state.model.config;
    const hasDream = stories.includes(state.modelId);
    // A model with words of its own has no dream to read, but may have a text of what it was trained on.
    const read =
      source.kind === "dream" && !hasDream && sample !== undefined
        ? ({ kind: "text", name: `a text as ${label} was trained on`, text: sample } as const)
        : source;
    const signals = signalsOf(state);
    const key = JSON.stringify([identity, state.layer, signals, openings]);
    if (key !== corpusKey) {
      corpusKey = key;
      if (read.kind === "dream" && !hasDream) set({ corpus: null, progress: null, corpusProblem: null, corpusNote: otherWords });
      else void readWanted({ key, signals, layer: state.layer, source: read });
    }
    questions.watch(state);
  };

  const open = (chosen: Source): void => {
    source = chosen;
    openings++;
    watch();
  };

  store.subscribe(watch);
  watch();
  return {
    findings,
    openText: (name, text) => open({ kind: "text", name, text }),
    openDream: () => open({ kind: "dream" }),
    loadFiles: () => void readFiles(),
    cancel: () => {
      void room.engine.corpus({ kind: "cancel" });
      set({ progress: null });
    },
    measure: questions.measure,
  };
}

async function readCorpus(
  { engine }: Room,
  { key, signals, layer, source }: Wanted,
  dream: () => Promise<Int32Array>,
  report: (progress: number, words: number | null) => void,
): Promise<Partial<MemoryFindings>> {
  try {
    const from =
      source.kind === "text" ? ({ kind: "text", text: source.text } as const) : ({ kind: "ids", ids: await dream() } as const);
    const words = from.kind === "ids" ? from.ids.length : null;
    report(0, words);
    const answer = await engine.corpus({ kind: "open", source: from, layer, signals }, (progress) => report(progress, words));
    if (answer?.kind !== "opened") return {};
    const isDream = source.kind === "dream";
    return { corpus: { ...answer, key, name: isDream ? `${DREAMER}’s own dream` : source.name, isDream } };
  } catch (error) {
    return { corpusProblem: describeError(error) };
  }
}

const otherWords: Problem = {
  title: "The shipped corpus is written in other words",
  detail: "This model has a vocabulary of its own: open a text file of yours to search and to measure its units.",
};

/** What is kept of the corpus: the states, and the signal of the pattern. */
function signalsOf({ model, pattern }: AppState): readonly string[] {
  const signals = findCell(model?.config.cell ?? "")?.signals ?? [];
  const states = signals.filter(({ role }) => role === "state").map(({ name }) => name);
  const wanted = pattern === null ? null : readPattern(pattern);
  const isMore = wanted !== null && !states.includes(wanted.signal) && signals.some(({ name }) => name === wanted.signal);
  return isMore ? [...states, wanted.signal] : states;
}
