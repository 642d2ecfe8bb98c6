import { useEffect } from "react";
import type { ReadableUnit, ReadFeature } from "../../engine/analysis/readable-units.ts";
import type { Readable } from "../../store/memory-state.ts";
import { isListOf } from "../../store/readable-of.ts";
import { useApp } from "./use-app.ts";

/** The units of the open model that can be read; asks for them. Null where there is no list. */
export function useReadable(): Readable | null {
  const readable = useApp((state) => state.readable);
  const model = useApp((state) => state.model);
  const load = useApp((state) => state.loadReadable);
  useEffect(() => {
    if (model !== null) load();
  }, [model, load]);
  return readable !== null && model !== null && isListOf(readable, model) ? readable : null;
}

/** A unit that can be read, with what it follows. */
export interface Read {
  readonly unit: ReadableUnit;
  readonly feature: ReadFeature;
}

/** All of them, the first of every feature before the others. */
export function readsOf({ list }: Readable): readonly Read[] {
  const reads = list.units.flatMap((unit) => {
    const feature = list.features.find(({ id }) => id === unit.feature);
    return feature === undefined ? [] : [{ unit, feature }];
  });
  const isFirst = ({ unit }: Read, at: number) => reads.findIndex((other) => other.unit.feature === unit.feature) === at;
  return [...reads.filter(isFirst), ...reads.filter((read, at) => !isFirst(read, at))];
}

/** What can be read of the pinned unit; null where nothing can. */
export function usePinnedRead(): Read | null {
  const readable = useReadable();
  const unit = useApp((state) => state.unit);
  const layer = useApp((state) => state.layer);
  if (readable === null || layer !== readable.list.layer) return null;
  return readsOf(readable).find((read) => read.unit.unit === unit) ?? null;
}
