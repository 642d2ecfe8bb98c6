import type { StoreApi } from "zustand/vanilla";
import { findCell } from "../engine/cells/registry.ts";
import { readPattern } from "../engine/corpus/pattern-text.ts";
import { createRandom } from "../engine/random.ts";
import { viewSignal } from "../engine/trace.ts";
import type { CorpusAnswer, CorpusQuestion } from "../worker/corpus-protocol.ts";
import { ProblemError } from "./engine-client.ts";
import { createLatest } from "./latest.ts";
import { DREAMER } from "./memory-files.ts";
import type { Corpus, MemoryFindings } from "./memory-state.ts";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";

const NEAREST = 15;
const STRONGEST = 6;
/** Words on either side of a strong one. */
const AROUND = 5;

/** What stands where there is no answer to a kind of question. */
const unfound = {
  nearest: { nearest: null },
  strongest: { strongest: null },
  states: { second: null },
  match: { matched: null },
  histogram: { histogram: null },
  plane: { plane: null },
  open: {},
  cancel: {},
  read: {},
} satisfies Readonly<Record<CorpusQuestion["kind"], Partial<MemoryFindings>>>;

/** Keeps what is found in the corpus in step with the selection. */
export interface MemoryQuestions {
  readonly watch: (state: AppState) => void;
  readonly measure: (signal: string, units: readonly number[]) => void;
}

/** One question of a kind at a time; what is asked again is not computed again. */
export function createMemoryQuestions(room: Room, findings: StoreApi<MemoryFindings>): MemoryQuestions {
  const { engine, buffer } = room;
  const set = findings.setState;
  const ask = async (question: CorpusQuestion): Promise<CorpusAnswer | null> => {
    try {
      return await engine.corpus(question);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      room.missed(error.problem);
      return null;
    }
  };
  const lines = new Map<CorpusQuestion["kind"], (key: string, question: CorpusQuestion) => void>();
  /** A line for each kind, so that a slow answer of one holds up no other. */
  const askLatest = (key: string, question: CorpusQuestion) => {
    const line =
      lines.get(question.kind) ?? createLatest(async (own: string, asked: CorpusQuestion) => keep(await ask(asked), asked, own));
    lines.set(question.kind, line);
    line(key, question);
  };
  const keep = (answer: CorpusAnswer | null, question: CorpusQuestion, key: string): void => {
    // What was found before belongs to another question.
    if (answer === null) set(unfound[question.kind]);
    if (answer?.kind === "nearest") set({ nearest: answer.contexts });
    if (answer?.kind === "strongest" && question.kind === "strongest") {
      set({ strongest: { ...answer, unit: question.unit, randomUnit: question.other } });
    }
    if (answer?.kind === "states") set({ second: answer.words.length === 0 ? null : answer });
    if (answer?.kind === "match") set({ matched: { ...answer, pattern: key.slice(key.lastIndexOf(" ") + 1) } });
    if (answer?.kind === "plane" && question.kind === "plane") set({ plane: { ...answer.plane, signal: question.signal } });
    if (answer?.kind === "histogram") set({ histogram: { ...answer, key } });
  };

  const counting = new Set<string>();
  /** Of a kept pattern; one of a signal that is not kept of the corpus has no count until it is looked for. */
  const count = async (text: string, corpus: string, attempt: number): Promise<void> => {
    const pattern = readPattern(text);
    const key = `${corpus} ${attempt} ${text}`;
    if (pattern === null || counting.has(key)) return;
    counting.add(key);
    const answer = await ask({ kind: "match", pattern });
    const { keptCounts, corpus: now } = findings.getState();
    if (answer?.kind !== "match" || now?.key !== corpus) return;
    const { total, expected } = answer.matches;
    set({ keptCounts: new Map([...keptCounts, [text, { total, expected }]]) });
  };

  return {
    watch: (state) => {
      const {
        text,
        second,
        layer,
        unit,
        step,
        isBusy,
        version,
        pattern,
        keptPatterns,
        modelId,
        runProblem,
        attempt,
        memoryPart,
      } = state;
      if (runProblem !== null) set(unfound.nearest);
      if (second !== null) askLatest(JSON.stringify([second, layer, modelId, attempt]), { kind: "states", text: second, layer });
      const { corpus } = findings.getState();
      if (corpus === null) return;
      const signal = contextSignal(state);
      if (memoryPart === "map" && !hasShippedMap(modelId, corpus)) {
        askLatest(JSON.stringify([corpus.key, signal, attempt]), { kind: "plane", signal });
      }
      const own = isBusy ? null : stateAt(buffer, state, signal);
      if (own !== null) {
        const key = JSON.stringify([corpus.key, signal, step, text, version, attempt]);
        askLatest(key, { kind: "nearest", signal, state: own, count: NEAREST });
      }
      if (unit < corpus.units) {
        const other = Math.floor(createRandom(unit + 1)() * corpus.units);
        const asked = { kind: "strongest", signal: memorySignal(state), unit, other, count: STRONGEST, around: AROUND } as const;
        askLatest(JSON.stringify([corpus.key, asked, attempt]), asked);
      }
      const wanted = pattern === null ? null : readPattern(pattern);
      if (wanted?.conditions.every((each) => each.unit < corpus.units) === true) {
        askLatest(`${corpus.key} ${attempt} ${pattern}`, { kind: "match", pattern: wanted });
      }
      for (const kept of keptPatterns.values()) void count(kept, corpus.key, attempt);
    },
    measure: (signal, units) => {
      if (findings.getState().corpus !== null) askLatest(JSON.stringify([signal, units]), { kind: "histogram", signal, units });
    },
  };
}

/** Whether the map that ships is one of what is open: it is of one model over its own dream. */
export function hasShippedMap(modelId: string, corpus: Pick<Corpus, "isDream"> | null): boolean {
  return modelId === DREAMER && corpus?.isDream !== false;
}

/** The state that contexts are near by; a cell without C has h alone. */
export function contextSignal({ model, contextState }: Pick<AppState, "model" | "contextState">): string {
  const signals = findCell(model?.config.cell ?? "")?.signals ?? [];
  return signals.some(({ name }) => name === contextState) ? contextState : "hiddenState";
}

/** The signal that carries a unit's memory. */
export function memorySignal({ model }: Pick<AppState, "model">): string {
  return findCell(model?.config.cell ?? "")?.signals.find(({ role }) => role === "state")?.name ?? "hiddenState";
}

/** The state at the pinned word (H); null before it is computed. */
function stateAt(buffer: Room["buffer"], { step, layer }: AppState, signal: string): Float32Array | null {
  const trace = buffer.trace();
  if (trace === null || step < 1 || step > trace.steps || !trace.layout.signals.some(({ name }) => name === signal)) return null;
  const { values, offset, stepStride, units } = viewSignal(trace, layer, signal);
  const from = offset + step * stepStride;
  return values.slice(from, from + units);
}
