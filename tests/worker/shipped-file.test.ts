import { afterEach, describe, expect, test, vi } from "vitest";
import { type Fetch, fetchShipped } from "../../src/worker/shipped-file.ts";
import { digestOf } from "./in-process-engine.ts";

afterEach(() => vi.unstubAllGlobals());

const address = new URL("https://example.test/some/path/models/a/vocab.json");
const text = (content: string) => new TextEncoder().encode(content).slice().buffer;
const whole = text('["the", "cat", "sat"]');
const digests = new Map([["models/a/vocab.json", digestOf(whole) ?? { bytes: 0, sha256: "" }]]);

/** A host that answers with these, one after the other, the last again and again; null is a broken connection. */
function hostOf(...answers: (ArrayBuffer | number | null)[]) {
  const asked: (string | undefined)[] = [];
  const fetch: Fetch = async (_, options) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] as ArrayBuffer | number | null;
    asked.push(options?.cache);
    if (answer === null) throw new TypeError("Failed to fetch");
    return typeof answer === "number" ? new Response("", { status: answer }) : new Response(answer.slice(0));
  };
  return { asked, host: { fetch, digests } };
}

async function refusalOf(...answers: (ArrayBuffer | number | null)[]) {
  const found = await fetchShipped(address, hostOf(...answers).host, "All is safe.");
  if (found.ok) throw new Error("it was taken");
  expect(found.problem.detail).toContain("All is safe.");
  return `${found.problem.title}: ${found.problem.detail}`;
}

describe("a file that ships with the page", () => {
  test("is taken where it is what the page was built with, asked for once, its bytes told", async () => {
    const { asked, host } = hostOf(whole);
    const told: string[] = [];
    const found = await fetchShipped(address, host, "", (received, total) => told.push(`${received} of ${total}`));
    expect(found).toEqual({ ok: true, value: whole });
    expect(asked).toEqual([undefined]);
    expect(told.at(-1)).toBe(`${whole.byteLength} of ${whole.byteLength}`);
  });

  test("is asked for past the cache where an old, half or missing one came from it", async () => {
    for (const stale of [text('["the", "dog", "sat"]'), whole.slice(0, 9), 404]) {
      const { asked, host } = hostOf(stale, whole);
      expect((await fetchShipped(address, host, "")).ok).toBe(true);
      expect(asked).toEqual([undefined, "reload"]);
    }
  });

  test.each([
    ["two words swapped", text('["the", "sat", "cat"]'), /not the file that belongs to this page: Its bytes are others/],
    ["a half", whole.slice(0, 9), /: 9 bytes came, 21 bytes were needed/],
    ["nothing", text(""), /: 0 bytes came, 21 bytes were needed/],
    ["a web page", text("\n <!doctype html><title>Log in"), /: A web page came in its place/],
    ["an empty object", text("{}"), /: 2 bytes came, 21 bytes were needed/],
    ["nothing but an answer", 503, /^a\/vocab\.json could not be fetched: The server answered 503/],
    ["no answer", null, /^a\/vocab\.json could not be fetched: The connection failed \(Failed to fetch\)/],
  ])("is refused, and told, where %s comes in its place", async (_, answer, message) => {
    expect(await refusalOf(answer)).toMatch(message);
  });

  test("is refused where the page was built without it", async () => {
    const { host } = hostOf(whole);
    const found = await fetchShipped(new URL("https://example.test/models/b/vocab.json"), host, "");
    expect(found.ok).toBe(false);
  });

  test("is compared all the same where the browser has no SHA-256, as on a page that came without encryption", async () => {
    vi.stubGlobal("crypto", {});
    expect((await fetchShipped(address, hostOf(whole).host, "")).ok).toBe(true);
    expect(await refusalOf(text('["the", "sat", "cat"]'))).toContain("Its bytes are others");
  });
});
