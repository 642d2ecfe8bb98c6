import type { Request } from "./protocol.ts";

/** What the thread answers by itself; whatever else is asked is for the desk, which comes when it is needed. */
const others = ["ping", "open", "show", "run", "logits", "explain", "distributions", "speed"] as const;

/** A question about gradients, about what several models expect, or about a corpus. */
export type StudyRequest = Exclude<Request, { readonly kind: (typeof others)[number] }>;

/** Whether a request is one for the desk. */
export function isStudyRequest(request: Request): request is StudyRequest {
  return !others.some((kind) => kind === request.kind);
}
