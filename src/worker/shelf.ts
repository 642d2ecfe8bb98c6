import type { Model } from "../engine/model.ts";
import { openFiles } from "../engine/open-files.ts";
import { type Result, refuse, succeed } from "../engine/problem.ts";
import { fetchModel } from "./fetch-model.ts";
import type { StudyModel } from "./protocol.ts";
import type { Host } from "./shipped-file.ts";

/** The open model, or shipped ones: fetched when they are first asked for, and kept. */
export function createShelf(
  room: Host & {
    /** The model that is open. */
    readonly openModel: () => Model | null;
  },
): (wanted: StudyModel) => Promise<Result<Model>> {
  /** Shipped models by the address of their folder, as far as they were asked for. */
  const shipped = new Map<string, Promise<Result<Model>>>();

  return async ({ base }) => {
    if (base === null) {
      const model = room.openModel();
      return model === null ? refuse("No model is open", "Open one, then its gradients are computed.") : succeed(model);
    }
    const loading = shipped.get(base) ?? load(base, room);
    shipped.set(base, loading);
    const loaded = await loading;
    // One that failed is fetched again when it is asked for again.
    if (!loaded.ok) shipped.delete(base);
    return loaded;
  };
}

async function load(base: string, host: Host): Promise<Result<Model>> {
  const files = await fetchModel(base, host, () => {});
  if (!files.ok) return files;
  const opened = openFiles(files.value);
  return opened.ok ? succeed(opened.value.model) : opened;
}
