import type { StoreApi } from "zustand/vanilla";
import type { ReadableUnits } from "../engine/analysis/readable-units.ts";
import type { MemoryFile } from "../engine/corpus/memory-file.ts";
import type { Passports } from "../engine/corpus/passports.ts";
import type { CorpusPlane } from "../engine/corpus/plane.ts";
import type { AnswerTo } from "../worker/corpus-protocol.ts";
import type { Problem } from "../worker/protocol.ts";

/** The parts of the view Memory. */
export const memoryParts = ["map", "ledger", "match"] as const;
export type MemoryPart = (typeof memoryParts)[number];

/** The state that a context is known by. */
export const contextStates = ["hiddenState", "cellState"] as const;
export type ContextState = (typeof contextStates)[number];

/** Properties that colour the points of the map: `point-colours.tsx` of the view has them all. */
export const pointColours = ["position", "quotes", "number", "gender", "end", "next"] as const;

/** A corpus that has been read. */
export interface Corpus extends AnswerTo<"opened"> {
  /** Tells it from those before. */
  readonly key: string;
  /** `its own dream`, or the name of the reader's file. */
  readonly name: string;
  readonly isDream: boolean;
}

/** What Memory has found so far. */
export interface MemoryFindings {
  readonly corpus: Corpus | null;
  /** How much of a corpus is read, 0 … 1; null while none is. */
  readonly progress: number | null;
  /** Words of the corpus that is read; null where they are not counted yet. */
  readonly wordsToRead: number | null;
  readonly corpusProblem: Problem | null;
  /** Why there is no corpus although nothing went wrong. */
  readonly corpusNote: Problem | null;
  /** The map and the passports of the open model; null where it has none, or they have not come, or could not. */
  readonly file: MemoryFile | null;
  readonly fileProblem: Problem | null;
  readonly passports: Passports | null;
  readonly passportsProblem: Problem | null;
  readonly nearest: AnswerTo<"nearest">["contexts"] | null;
  readonly strongest: (AnswerTo<"strongest"> & { readonly unit: number; readonly randomUnit: number }) | null;
  /** States of the second sentence, by signal (T, H). */
  readonly second: AnswerTo<"states"> | null;
  readonly matched: (AnswerTo<"match"> & { readonly pattern: string }) | null;
  /** Of kept patterns: how many are found, and how many chance would give. */
  readonly keptCounts: ReadonlyMap<string, { readonly total: number; readonly expected: number }>;
  readonly histogram: (AnswerTo<"histogram"> & { readonly key: string }) | null;
  /** The open corpus as a map, where no other is shown. */
  readonly plane: (CorpusPlane & { readonly signal: string }) | null;
}

/** What Memory has found, and what can be asked of it. Loaded with the view. */
export interface MemoryDesk {
  readonly findings: StoreApi<MemoryFindings>;
  /** Reads the reader's own text. */
  readonly openText: (name: string, text: string) => void;
  /** Goes back to the model's own dream; loads it again where it could not be had. */
  readonly openDream: () => void;
  /** Loads map or passports again where they could not be had. */
  readonly loadFiles: () => void;
  /** Stops reading. */
  readonly cancel: () => void;
  /** Asks how often units have which values; the answer comes among the findings. */
  readonly measure: (signal: string, units: readonly number[]) => void;
}

/** Units of the open model that can be read. */
export interface Readable {
  readonly list: ReadableUnits;
  /** The state of a unit over the sentence that shows it (T), by unit: they come one after the other. */
  readonly courses: ReadonlyMap<number, Float32Array>;
  /** Made on this page from a text; else the list that ships. */
  readonly isOwn: boolean;
}

/** What the view Memory shows. What it has found stands in its desk, which is loaded with it. */
export interface MemorySlice {
  readonly memoryPart: MemoryPart;
  /** The state on the map, and the one that contexts are near by. */
  readonly contextState: ContextState;
  /** Property that colours the points of the map; null: none. */
  readonly colouredBy: string | null;
  /** Names that the reader gave to units of the open model. Empty until the desk is there. */
  readonly unitNames: ReadonlyMap<number, string>;
  /** Names of the address, until the desk has put them beside the reader's own; null: none. */
  readonly linkedNames: { readonly modelId: string; readonly names: ReadonlyMap<number, string> } | null;
  /** The pattern that is looked for, as the address writes it; null: none. */
  readonly pattern: string | null;
  /** Patterns that are kept, by the reader's name for them. */
  readonly keptPatterns: ReadonlyMap<string, string>;
  /** Units that can be read, and how they go over the sentences that show them; null where no list of the open model has come. */
  readonly readable: Readable | null;
  /** How much of a text has been read for such a list, 0 … 1; null while none is. */
  readonly readingUnits: number | null;
  /** Asks for that list: what ships with the open model, or what its sample gives. */
  readonly loadReadable: () => void;
  /** Makes a list from the open corpus, with a word of the reader's choice or none. What it cannot be made from is told. */
  readonly readUnits: (name: string, word: string | null) => void;
  /** Goes back from a list of the reader's own to what `loadReadable` gives. */
  readonly forgetReadUnits: () => void;
  /** `isCommit: false` while dragging or typing (no history entry). */
  readonly remember: (
    change: Partial<Pick<MemorySlice, "memoryPart" | "contextState" | "colouredBy" | "unitNames" | "pattern" | "keptPatterns">>,
    options?: { readonly isCommit?: boolean },
  ) => void;
  /** Loads the desk; the same one every time. */
  readonly openMemory: () => Promise<MemoryDesk>;
}
