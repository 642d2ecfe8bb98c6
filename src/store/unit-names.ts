import type { Memory } from "./edges.ts";

/** Names of units that the reader gave, kept in the browser for each model. What is broken there is as good as nothing. */
export function readNames(memory: Memory, modelId: string): ReadonlyMap<number, string> {
  try {
    const kept: unknown = JSON.parse(memory.read(keyOf(modelId)) ?? "[]");
    const pairs = Array.isArray(kept) ? kept : [];
    return new Map(
      pairs.filter((pair): pair is [number, string] => Number.isInteger(pair?.[0]) && typeof pair?.[1] === "string"),
    );
  } catch {
    return new Map();
  }
}

export function writeNames(memory: Memory, modelId: string, names: ReadonlyMap<number, string>): void {
  memory.write(keyOf(modelId), names.size === 0 ? null : JSON.stringify([...names]));
}

function keyOf(modelId: string): string {
  return `unit-names ${modelId}`;
}
