import type { ModelInfo, ModelSource, NamedBytes } from "../worker/protocol.ts";
import type { GetState, Room, SetState } from "./room.ts";

type OwnSource = Extract<ModelSource, { kind: "files" }>;

/** Models of the reader's own files, which outlive a dead worker. */
export interface OpenedModels {
  /** Where a model comes from: its own files, or the folder of a shipped one. */
  readonly sourceOf: (id: string) => ModelSource;
  /** Files that are opened for the first time: the engine gives the model a name that none in the menu has. */
  readonly firstSource: (files: readonly NamedBytes[]) => OwnSource;
  /** Keeps the files of a model that was opened, under its name. */
  readonly keep: (source: OwnSource, info: ModelInfo) => void;
  readonly has: (id: string) => boolean;
  /** Takes a model out of the menu and lets go of its files. */
  readonly forget: (id: string) => void;
}

export function createOpenedModels(set: SetState, get: GetState, { edges }: Pick<Room, "edges">): OpenedModels {
  const sources = new Map<string, OwnSource>();
  return {
    sourceOf: (id) => sources.get(id) ?? { kind: "shipped", id, base: baseOf(id, edges) },
    firstSource: (files) => ({ kind: "files", files, others: get().entries.map(({ id, label }) => ({ id, label })), name: null }),
    keep: (source, { config: { id, label } }) => {
      sources.set(id, { ...source, others: [], name: { id, label } });
    },
    has: (id) => sources.has(id),
    forget: (id) => {
      sources.delete(id);
      set((state) => ({ entries: state.entries.filter((entry) => entry.id !== id) }));
    },
  };
}

/** Absolute address of the folder of a shipped model, with a slash at its end. */
export function baseOf(id: string, { modelsBase }: Room["edges"]): string {
  return new URL(`${encodeURIComponent(id)}/`, modelsBase).href;
}
