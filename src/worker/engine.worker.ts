import { modelDigests } from "virtual:digests";
import { createDefer, endpointOf, type Postable } from "./endpoints.ts";
import { createPatientFetch } from "./patient-fetch.ts";
import type { Reply, Request } from "./protocol.ts";
import { serve } from "./serve.ts";
import { afterTimeout } from "./timers.ts";

// What cannot be read cannot be answered: the page starts another engine and asks again.
self.addEventListener("messageerror", () => {
  throw new TypeError("a message of the page could not be read");
});

serve(endpointOf<Reply, Request>(self as Postable), {
  fetch: createPatientFetch(fetch, afterTimeout),
  digests: modelDigests,
  small: async (id) => (await import("./small-models.ts")).readSmallModel(id),
  defer: createDefer(),
});
