import type { NamedBytes } from "../engine/formats/format.ts";
import { type Result, succeed } from "../engine/problem.ts";

/** What a file is that ships with the page, as it was when the page was built. */
export interface Digest {
  readonly bytes: number;
  /** In hexadecimal, small letters. */
  readonly sha256: string;
}

/** By path below the page, `models/story-lstm/vocab.json`. They come with the scripts, so that no file vouches for itself. */
export type Digests = Pick<ReadonlyMap<string, Digest>, "get">;

/** The network, as far as it is needed. `reload` goes past the browser's cache. */
export type Fetch = (address: string, options?: { readonly cache: "reload" }) => Promise<Response>;

/** Where the page's files come from, and what they are to be. */
export interface Host {
  readonly fetch: Fetch;
  readonly digests: Digests;
  /** Files of a model that is part of the page; null for none of that name. */
  readonly small?: (id: string) => Promise<readonly NamedBytes[] | null>;
}

/** Directories of a file below the page: `models/story-lstm`. */
const DEPTH = 2;

/**
 * Fetches a file that ships with the page and compares it with what the page was built with; where it is another one (damaged, half,
 * old, swapped, a web page in its place), once more past the browser's cache. `tell` hears of bytes as they come, `safe` ends a refusal:
 * what is still safe, and what to do.
 */
export async function fetchShipped(
  address: URL,
  { fetch, digests }: Host,
  safe: string,
  tell: (received: number, total: number) => void = () => {},
): Promise<Result<ArrayBuffer>> {
  const places = address.pathname.split("/").map(decodeURIComponent);
  const name = places.slice(-DEPTH).join("/");
  const needed = digests.get(places.slice(-1 - DEPTH).join("/"));
  const total = needed?.bytes ?? 0;

  const attempt = async (options?: { readonly cache: "reload" }): Promise<Result<ArrayBuffer>> => {
    const response = await fetch(address.href, options);
    if (!response.ok) return missing(`${name} could not be fetched`, `The server answered ${response.status}. ${safe}`);
    const bytes = await readAll(response, (received) => tell(Math.min(received, total), total));
    const difference = await describeDifference(bytes, needed);
    if (difference === null) return succeed(bytes);
    return missing(
      `${name} is not the file that belongs to this page`,
      `${difference}. It was asked for again past the browser’s cache, and is not used. ${safe}`,
    );
  };

  try {
    const first = await attempt();
    return first.ok ? first : await attempt({ cache: "reload" });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return missing(`${name} could not be fetched`, `The connection failed (${why}). ${safe}`);
  }
}

/** The network may be well again, and the server be done with being renewed. */
function missing(title: string, detail: string): Result<never> {
  return { ok: false, problem: { title, detail, mayPass: true } };
}

/** What came in place of what was needed; null where it is just that. */
async function describeDifference(bytes: ArrayBuffer, needed: Digest | undefined): Promise<string | null> {
  if (needed === undefined) return "This version of the page knows of no such file";
  const found = await digest(bytes);
  if (found === needed.sha256) return null;
  if (/^\s*</.test(new TextDecoder().decode(bytes.slice(0, 64)))) return "A web page came in its place";
  const count = (n: number) => `${n.toLocaleString("en")} ${n === 1 ? "byte" : "bytes"}`;
  if (bytes.byteLength !== needed.bytes) return `${count(bytes.byteLength)} came, ${count(needed.bytes)} were needed`;
  const short = (sha256: string) => `${sha256.slice(0, 8)}…`;
  return `Its bytes are others than were needed (SHA-256 ${short(found)} found, ${short(needed.sha256)} needed): it was damaged on the way, or is of another version`;
}

async function digest(bytes: ArrayBuffer): Promise<string> {
  // Browsers have it in secure contexts alone; a page on the local network is none.
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  if (subtle === undefined) return (await import("../engine/sha-256.ts")).sha256(new Uint8Array(bytes));
  const found = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
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
