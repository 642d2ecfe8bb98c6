import type { NamedBytes } from "../engine/formats/format.ts";
import { type Result, refuse, succeed } from "../engine/problem.ts";

/** Bytes of a part that have come; `total` is 0 where the server does not say it. */
export type ReportProgress = (part: "vocabulary" | "weights", received: number, total: number) => void;

/** The network, as far as it is needed. */
export type Fetch = (address: string) => Promise<Response>;

/**
 * Fetches the three files of a shipped model from its folder `base` (absolute, with a slash at its end), all at once. Progress is
 * in real bytes; that of the weights is told when the vocabulary is there.
 */
export async function fetchModel(base: string, fetch: Fetch, report: ReportProgress): Promise<Result<readonly NamedBytes[]>> {
  let hasVocabulary = false;
  /** Bytes of the weights that came before the vocabulary was there. */
  let waiting: readonly [received: number, total: number] | null = null;
  const load = (name: string, tell: (received: number, total: number) => void) => fetchFile(base, name, fetch, tell);
  const files = await Promise.all([
    load("config.json", () => {}),
    load("vocab.json", (received, total) => {
      // The last bytes are told twice: as they come, and as the whole.
      if (hasVocabulary) return;
      hasVocabulary = total > 0 && received >= total;
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

async function fetchFile(
  base: string,
  name: string,
  fetch: Fetch,
  tell: (received: number, total: number) => void,
): Promise<Result<NamedBytes>> {
  const address = new URL(name, base);
  const refused = (why: string) =>
    refuse(
      `${address.pathname.split("/").slice(-2).join("/")} could not be fetched`,
      `${why}. Whatever was loaded before is still there; try again, or choose another model.`,
    );
  try {
    const response = await fetch(address.href);
    if (!response.ok) return refused(`The server answered ${response.status}`);
    // A compressed answer states its compressed length, which says nothing about the bytes to come.
    const isPlain = response.headers.get("Content-Encoding") === null;
    const total = isPlain ? Number(response.headers.get("Content-Length") ?? 0) : 0;
    const bytes = await readAll(response, (received) => tell(received, total));
    tell(bytes.byteLength, bytes.byteLength);
    return succeed({ name, bytes });
  } catch (error) {
    return refused(`The connection failed (${error instanceof Error ? error.message : String(error)})`);
  }
}

async function readAll(response: Response, tell: (received: number) => void): Promise<ArrayBuffer> {
  if (response.body === null) return response.arrayBuffer();
  const parts: Uint8Array[] = [];
  let received = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    received += next.value.byteLength;
    tell(received);
  }
  const whole = new Uint8Array(received);
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.byteLength;
  }
  return whole.buffer;
}
