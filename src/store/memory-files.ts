import type { StoreApi } from "zustand/vanilla";
import { type MemoryFile, openMemory } from "../engine/corpus/memory-file.ts";
import { openPassports, type Passports } from "../engine/corpus/passports.ts";
import type { Result } from "../engine/problem.ts";
import type { Problem } from "../worker/protocol.ts";
import { fetchShipped } from "../worker/shipped-file.ts";
import { describeError, ProblemError } from "./engine-client.ts";
import type { MemoryFindings } from "./memory-state.ts";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";

/** The model whose dream, map and passports ship. */
export const DREAMER = "story-lstm";

const SAFE =
  "The sentence and everything else of the view are as they were. Load it again; where it stays so, reload the page: there may be a newer version of it.";

/** The files of the view, fetched when they are asked for, as they were when the page was built or not at all. */
export interface MemoryFiles {
  /** Ids of the words that the model has dreamt; fetched once. @throws ProblemError */
  readonly dream: () => Promise<Int32Array>;
  /** The map of the model with these weights. */
  readonly map: (sha256: string | undefined) => Promise<Result<MemoryFile>>;
  /** The passports of its units. */
  readonly passports: (sha256: string | undefined) => Promise<Result<Passports>>;
}

export function createMemoryFiles({ edges }: Room): MemoryFiles {
  const base = new URL(`../memory/${DREAMER}/`, edges.modelsBase);
  /** @throws ProblemError */
  const fetchFile = async (name: string): Promise<ArrayBuffer> => {
    const fetched = await fetchShipped(new URL(name, base), await edges.memoryHost(), SAFE);
    if (!fetched.ok) throw new ProblemError(fetched.problem);
    return fetched.value;
  };
  let dreamt: Int32Array | null = null;
  return {
    dream: async () => {
      dreamt ??= readIds(await fetchFile("dream.bin"));
      return dreamt;
    },
    map: (sha256) =>
      settle(async () => {
        const [json, map] = await Promise.all(["memory.json", "map.bin"].map(fetchFile));
        return openMemory(decode(json as ArrayBuffer), map as ArrayBuffer, sha256);
      }),
    passports: (sha256) => settle(async () => openPassports(decode(await fetchFile("passports.json")), sha256)),
  };
}

/** Reads map and passports of the open model, where they are not there, into the findings: each comes, or does not, by itself. */
export function createFileReader(
  store: StoreApi<AppState>,
  findings: StoreApi<MemoryFindings>,
  files: MemoryFiles,
): () => Promise<void> {
  return async () => {
    findings.setState({ fileProblem: null, passportsProblem: null });
    const { modelId, model } = store.getState();
    if (modelId !== DREAMER) return;
    const sha256 = model?.config.provenance?.sha256;
    const take = <Value>(
      found: Result<Value>,
      put: (value: Value | null, problem: Problem | null) => Partial<MemoryFindings>,
    ) => {
      // Another model may have been opened meanwhile.
      if (store.getState().modelId === modelId) findings.setState(found.ok ? put(found.value, null) : put(null, found.problem));
    };
    const { file, passports } = findings.getState();
    await Promise.all([
      file ?? files.map(sha256).then((found) => take(found, (value, fileProblem) => ({ file: value, fileProblem }))),
      passports ??
        files
          .passports(sha256)
          .then((found) => take(found, (value, problem) => ({ passports: value, passportsProblem: problem }))),
    ]);
  };
}

/** Whatever goes wrong becomes a refusal. */
async function settle<Value>(read: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await read();
  } catch (error) {
    return { ok: false, problem: describeError(error) };
  }
}

function readIds(bytes: ArrayBuffer): Int32Array {
  const view = new DataView(bytes);
  return Int32Array.from({ length: Math.floor(bytes.byteLength / 2) }, (_, k) => view.getUint16(2 * k, true));
}

function decode(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes);
}
