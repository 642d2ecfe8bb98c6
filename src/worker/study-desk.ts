import { assertNever } from "../engine/assert-never.ts";
import { loadedOnce } from "../engine/loaded-once.ts";
import type { Model } from "../engine/model.ts";
import type { Endpoint, Reply, Request } from "./protocol.ts";
import type { Host } from "./shipped-file.ts";
import type { Studies } from "./studies.ts";
import type { StudyRequest } from "./study-kinds.ts";

/** Answers questions about gradients and expectations; what computes them is loaded with the first. A newer study or prediction makes everything before it stale. */
export function createStudyDesk(
  endpoint: Endpoint<Reply, Request>,
  { defer, ...host }: Host & { readonly defer: (task: () => void) => void },
  openModel: () => Model | null,
): (request: StudyRequest) => Promise<void> {
  let newest = 0;
  const load = loadedOnce(
    (): Promise<Studies> =>
      import("./studies.ts").then(({ createStudies }) =>
        createStudies({ ...host, rest: () => new Promise((resolve) => defer(resolve)), openModel }),
      ),
  );

  return async (asked) => {
    const { kind, request } = asked;
    if (kind === "study" || kind === "predict" || kind === "swap") newest = request;
    const mine = newest;
    const isStale = () => mine !== newest;
    const studies = await load();
    if (kind === "sample") {
      return endpoint.send({ kind: "sampled", request, drawn: await studies.predictions.sample(asked.draw) });
    }
    if (kind === "corpus") {
      const answered = await studies.corpus.answer(asked.question, (done) => endpoint.send({ kind: "advanced", request, done }));
      return answered.ok
        ? endpoint.send({ kind, request, answer: answered.value })
        : endpoint.send({ kind: "failed", request, problem: answered.problem });
    }
    if (kind === "swap") {
      return endpoint.send({ kind: "swapped", request, study: await studies.predictions.swap(asked.text, asked.swap, isStale) });
    }
    if (kind === "predict") {
      return endpoint.send({ kind: "predicted", request, answers: await studies.predictions.predict(asked.question, isStale) });
    }
    const report = (done: number) => endpoint.send({ kind: "advanced", request, done });
    if (kind === "reach") {
      // What is measured depends on no sentence, and is a piece of a second: who leaves it asks for no next one.
      const answer = await studies.reach(asked.question, { isStale: () => false, report });
      return endpoint.send({ kind: "reached", request, answer });
    }
    const { question } = asked;
    const { study, spectra, jacobians, check, attribute, wordGradients, preset, survey, frames } = studies;
    switch (kind) {
      case "study":
        return endpoint.send({ kind: "studied", request, answers: await study(question, { isStale, report }) });
      case "spectra":
        return endpoint.send({ kind, request, spectra: await spectra(question, asked.layer, isStale) });
      case "jacobians":
        return endpoint.send({ kind, request, norms: await jacobians(question, asked.layer, { isStale, report }) });
      case "check":
        return endpoint.send({ kind: "checked", request, checks: await check(question, { isStale, report }) });
      case "wordGradients":
        return endpoint.send({ kind, request, gradients: await wordGradients(question, isStale) });
      case "attribute":
        return endpoint.send({ kind: "attributed", request, attributions: await attribute(question, { isStale, report }) });
      case "preset":
        return endpoint.send({ kind: "presetFound", request, found: await preset(question, asked.preset, { isStale, report }) });
      case "survey":
        return endpoint.send({ kind: "surveyed", request, surveys: await survey(question, asked.texts, { isStale, report }) });
      case "replace":
        return endpoint.send({ kind: "replaced", request, replaced: await studies.replace(question, { isStale, report }) });
      case "frames": {
        const found = await frames(question, isStale);
        return endpoint.send({ kind, request, frames: found }, found === null ? [] : [found.values.buffer as ArrayBuffer]);
      }
      default:
        return assertNever(kind);
    }
  };
}
