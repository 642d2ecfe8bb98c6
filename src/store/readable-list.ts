import type { StoreApi } from "zustand/vanilla";
import { openReadableUnits } from "../engine/analysis/readable-units.ts";
import { fetchShipped } from "../worker/shipped-file.ts";
import { describeError } from "./engine-client.ts";
import type { Readable } from "./memory-state.ts";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";

const SAFE = "The sentence and everything else are as they were. Load it again; where it stays so, reload the page.";

/** Loads the list that ships with the open model, where one does, then runs the model over its sentences. Keeps what is there already. */
export function createReadableReader(store: StoreApi<AppState>, room: Room): () => void {
  let asked: unknown = null;
  return () => {
    const { model, modelId } = store.getState();
    const sha256 = model?.config.provenance?.sha256;
    if (model === null || asked === model) return;
    asked = model;
    store.setState({ readable: null });
    const again = () => {
      asked = null;
      store.getState().loadReadable();
    };
    const isHere = () => store.getState().model === model;
    const missed: Room["missed"] = (problem) => room.missed(problem, again);
    read({ ...room, missed }, modelId, sha256, isHere, (readable) => store.setState({ readable })).catch((error) => {
      if (isHere()) missed(describeError(error));
    });
  };
}

async function read(
  { edges, engine, missed }: Room,
  modelId: string,
  sha256: string | undefined,
  isHere: () => boolean,
  tell: (readable: Readable) => void,
): Promise<void> {
  const host = await edges.memoryHost();
  if (host.digests.get(`memory/${modelId}/units.json`) === undefined) return;
  const fetched = await fetchShipped(new URL(`../memory/${modelId}/units.json`, edges.modelsBase), host, SAFE);
  const opened = fetched.ok ? openReadableUnits(new TextDecoder().decode(fetched.value), sha256) : fetched;
  if (!isHere()) return;
  if (!opened.ok) return missed(opened.problem);
  const list = opened.value;
  const courses = new Map<number, Float32Array>();
  tell({ list, courses: new Map(courses) });
  for (const text of new Set(list.units.flatMap(({ example }) => (example === null ? [] : [example.text])))) {
    const answer = await engine.corpus({ kind: "states", text, layer: list.layer });
    if (!isHere()) return;
    const states = answer?.kind === "states" ? answer.states.get(list.signal) : undefined;
    if (answer?.kind !== "states" || states === undefined) continue;
    const { length: steps } = answer.words;
    const units = states.length / steps;
    for (const { unit, example } of list.units) {
      if (example?.text !== text) continue;
      courses.set(
        unit,
        Float32Array.from({ length: steps }, (_, step) => states[step * units + unit] as number),
      );
    }
    tell({ list, courses: new Map(courses) });
  }
}
