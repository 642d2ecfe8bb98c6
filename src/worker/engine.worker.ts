import { modelDigests } from "virtual:digests";
import { createDefer, endpointOf, type Postable } from "./endpoints.ts";
import type { Reply, Request } from "./protocol.ts";
import { serve } from "./serve.ts";

// What cannot be read cannot be answered: the page starts another engine and asks again.
self.addEventListener("messageerror", () => {
  throw new TypeError("a message of the page could not be read");
});

serve(endpointOf<Reply, Request>(self as Postable), {
  fetch: (address, options) => fetch(address, options),
  digests: modelDigests,
  defer: createDefer(),
});
