import { modelDigests } from "virtual:digests";
import { createDefer, endpointOf, type Postable } from "./endpoints.ts";
import type { Reply, Request } from "./protocol.ts";
import { serve } from "./serve.ts";

serve(endpointOf<Reply, Request>(self as Postable), {
  fetch: (address, options) => fetch(address, options),
  digests: modelDigests,
  defer: createDefer(),
});
