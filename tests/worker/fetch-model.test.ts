import { expect, test } from "vitest";
import { fetchModel } from "../../src/worker/fetch-model.ts";
import { digestOf } from "./in-process-engine.ts";

const bytes = new Uint8Array(100);
const vocabulary = new TextEncoder().encode("[]");
/** What the page was built with: the bytes above as weights. */
const digests = { get: (path: string) => digestOf((path.endsWith(".safetensors") ? bytes : vocabulary).buffer) };

test("weights that came before the vocabulary are told when the vocabulary is there, though no more of them come", async () => {
  let sendVocabulary = (): void => undefined;
  let sendRest = (): void => undefined;
  const vocabularyAsked = new Promise<void>((resolve) => {
    sendVocabulary = resolve;
  });
  const weights = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(bytes.subarray(0, 50));
      sendRest = () => {
        controller.enqueue(bytes.subarray(50));
        controller.close();
      };
    },
  });
  const told: string[] = [];
  const fetched = fetchModel(
    "https://example.test/models/a/",
    {
      digests,
      fetch: async (address) => {
        if (address.endsWith("model.safetensors")) return new Response(weights);
        if (address.endsWith("vocab.json")) await vocabularyAsked;
        return new Response(vocabulary);
      },
    },
    (part, received, total) => told.push(`${part} ${received} of ${total}`),
  );
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(told).toEqual([]);
  sendVocabulary();
  await expect.poll(() => told.at(-1)).toBe("weights 50 of 100");
  sendRest();
  expect((await fetched).ok).toBe(true);
  expect(told.at(-1)).toBe("weights 100 of 100");
});
