import { createDefer, endpointOf, type Postable } from "./endpoints.ts";
import type { Reply, Request } from "./protocol.ts";
import { serve } from "./serve.ts";

serve(endpointOf<Reply, Request>(self as Postable), { fetch: (address) => fetch(address), defer: createDefer() });
