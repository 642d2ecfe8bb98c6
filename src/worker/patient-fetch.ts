import type { Fetch } from "./shipped-file.ts";
import type { After } from "./timers.ts";

/** A server that has not sent a byte for so long is given up. */
const SILENT_MS = 30_000;

/** As `fetch`, but what never answers, or stops in the middle, fails in the end: whoever waits can ask again. */
export function createPatientFetch(fetch: (address: string, init: RequestInit) => Promise<Response>, after: After): Fetch {
  return async (address, options) => {
    const controller = new AbortController();
    let callOff = () => {};
    const wait = () => {
      callOff();
      callOff = after(SILENT_MS, () => controller.abort(new Error(`no byte came for ${SILENT_MS / 1000} seconds`)));
    };
    wait();
    try {
      const response = await fetch(address, { ...options, signal: controller.signal });
      if (response.body === null) return response;
      const heard = new TransformStream<Uint8Array, Uint8Array>({
        transform: (bytes, stream) => {
          wait();
          stream.enqueue(bytes);
        },
        flush: () => callOff(),
      });
      const { status, statusText, headers } = response;
      return new Response(response.body.pipeThrough(heard), { status, statusText, headers });
    } catch (error) {
      callOff();
      throw error;
    }
  };
}
