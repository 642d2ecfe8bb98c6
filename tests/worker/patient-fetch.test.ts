import { expect, test } from "vitest";
import { createPatientFetch } from "../../src/worker/patient-fetch.ts";
import { createTestClock } from "../store/test-app.ts";

/** A network whose one answer is written by the test; it ends as soon as it is called off. */
function slowNetwork() {
  let body: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      body = controller;
    },
  });
  return {
    send: (...bytes: number[]) => body?.enqueue(Uint8Array.from(bytes)),
    end: () => body?.close(),
    fetch: (_address: string, { signal }: RequestInit) => {
      signal?.addEventListener("abort", () => body?.error(signal.reason));
      return Promise.resolve(new Response(stream, { headers: { "Content-Length": "3" } }));
    },
  };
}

test("a server that never answers fails in the end", async () => {
  const clock = createTestClock();
  const fetch = createPatientFetch(
    (_address, { signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
    clock.after,
  );
  const answer = fetch("https://example.test/weights");
  clock.advance(29_999);
  clock.advance(1);
  await expect(answer).rejects.toThrow("no byte came for 30 seconds");
  expect(clock.waits()).toBe(0);
});

test("one that stops in the middle fails as well; one that is only slow comes whole, with its headers", async () => {
  for (const stops of [true, false]) {
    const clock = createTestClock();
    const network = slowNetwork();
    const response = await createPatientFetch(network.fetch, clock.after)("https://example.test/weights");
    const bytes = response.arrayBuffer();
    bytes.catch(() => undefined);
    for (let byte = 1; byte <= 3; byte++) {
      network.send(byte);
      await new Promise((resolve) => setTimeout(resolve, 1));
      clock.advance(29_000);
    }
    if (stops) {
      clock.advance(1000);
      await expect(bytes).rejects.toThrow("no byte came");
    } else {
      network.end();
      expect([...new Uint8Array(await bytes)]).toEqual([1, 2, 3]);
      expect(response.headers.get("Content-Length")).toBe("3");
      expect(clock.waits()).toBe(0);
    }
  }
});
