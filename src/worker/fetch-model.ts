import type { NamedBytes } from "../engine/formats/format.ts";
import { type Result, succeed } from "../engine/problem.ts";
import { fetchShipped, type Host } from "./shipped-file.ts";

/** Bytes of a part that have come, of so many. */
export type ReportProgress = (part: "vocabulary" | "weights", received: number, total: number) => void;

const SAFE =
  "The sentence is safe. Try again, or choose another model; where it stays so, reload the page: there may be a newer version of it.";

/**
 * Fetches the three files of a shipped model from its folder `base` (absolute, with a slash at its end), all at once; one that is not
 * as the page was built with is refused. A model that is part of the page comes from there. Progress is in real bytes; that of the weights is told when the vocabulary is there.
 */
export async function fetchModel(base: string, host: Host, report: ReportProgress): Promise<Result<readonly NamedBytes[]>> {
  const id = decodeURIComponent(base.split("/").at(-2) as string);
  const small = host.digests.get(`models/${id}/config.json`) === undefined ? await host.small?.(id) : null;
  if (small != null) return succeed(small);
  let hasVocabulary = false;
  /** Bytes of the weights that came before the vocabulary was there. */
  let waiting: readonly [received: number, total: number] | null = null;
  const load = async (name: string, tell: (received: number, total: number) => void): Promise<Result<NamedBytes>> => {
    const file = await fetchShipped(new URL(name, base), host, SAFE, tell);
    return file.ok ? succeed({ name, bytes: file.value }) : file;
  };
  const files = await Promise.all([
    load("config.json", () => {}),
    load("vocab.json", (received, total) => {
      hasVocabulary = received >= total;
      report("vocabulary", received, total);
      if (!hasVocabulary || waiting === null) return;
      report("weights", ...waiting);
      waiting = null;
    }),
    load("model.safetensors", (received, total) => {
      if (hasVocabulary) report("weights", received, total);
      else waiting = [received, total];
    }),
  ]);
  const found: NamedBytes[] = [];
  for (const file of files) {
    if (!file.ok) return file;
    found.push(file.value);
  }
  return succeed(found);
}
