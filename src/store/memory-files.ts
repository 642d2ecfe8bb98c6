import type { StoreApi } from "zustand/vanilla";
import { openMemory } from "../engine/corpus/memory-file.ts";
import { openPassports } from "../engine/corpus/passports.ts";
import type { Problem } from "../worker/protocol.ts";
import type { MemoryFindings } from "./memory-state.ts";
import type { Room } from "./room.ts";

/** The model whose dream, map and passports ship. */
export const DREAMER = "story-lstm";

export const filesGone: Problem = {
  title: "The files of this view could not be fetched",
  detail: "The sentence and its ledger are as they were. Reload the page to try again.",
};

/** The files of the view, fetched when they are asked for. */
export interface MemoryFiles {
  /** Ids of the words that the model has dreamt; null where they cannot be had. */
  readonly dream: () => Promise<Int32Array | null>;
  /** Map and passports, into the findings; what does not belong to the weights is refused. */
  readonly read: (sha256: string | undefined) => Promise<void>;
}

export function createMemoryFiles({ edges }: Room, findings: StoreApi<MemoryFindings>): MemoryFiles {
  const base = new URL(`../memory/${DREAMER}/`, edges.modelsBase);
  const fetchFile = (name: string) => edges.fetchBytes(new URL(name, base).href);
  let dreamt: Promise<Int32Array | null> | null = null;
  return {
    dream: () => {
      dreamt ??= fetchFile("dream.bin").then((bytes) => {
        // What did not come is fetched again when it is asked for again.
        if (bytes === null) dreamt = null;
        return bytes === null ? null : readIds(bytes);
      });
      return dreamt;
    },
    read: async (sha256) => {
      const [json, map, passports] = await Promise.all(["memory.json", "map.bin", "passports.json"].map(fetchFile));
      const file = json == null || map == null ? null : openMemory(decode(json), map, sha256);
      const passes = passports == null ? null : openPassports(decode(passports), sha256);
      const refused = [file, passes].find((each) => each?.ok === false);
      findings.setState({
        file: file?.ok === true ? file.value : null,
        passports: passes?.ok === true ? passes.value : null,
        fileProblem: refused?.ok === false ? refused.problem : file === null || passes === null ? filesGone : null,
      });
    },
  };
}

function readIds(bytes: ArrayBuffer): Int32Array {
  const view = new DataView(bytes);
  return Int32Array.from({ length: Math.floor(bytes.byteLength / 2) }, (_, k) => view.getUint16(2 * k, true));
}

function decode(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes);
}
