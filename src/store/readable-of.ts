import type { ModelInfo } from "../worker/protocol.ts";
import type { Readable } from "./memory-state.ts";

/** Whether a list was made of this model, which a hash of its weights tells where there is one, and its name where there is none. */
export function isListOf({ list }: Readable, { config }: Pick<ModelInfo, "config">): boolean {
  return list.model === config.id && list.sha256 === (config.provenance?.sha256 ?? "");
}
