import type { Request } from "./protocol.ts";

const kinds = [
  "study",
  "spectra",
  "jacobians",
  "check",
  "attribute",
  "wordGradients",
  "preset",
  "survey",
  "frames",
  "predict",
  "sample",
  "swap",
  "corpus",
] as const;

/** A question about gradients, about what several models expect, or about a corpus. */
export type StudyRequest = Extract<Request, { readonly kind: (typeof kinds)[number] }>;

/** Whether a request is one for the desk. */
export function isStudyRequest(request: Request): request is StudyRequest {
  return kinds.some((kind) => kind === request.kind);
}
