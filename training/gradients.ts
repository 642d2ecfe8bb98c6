import { parseArgs } from "node:util";
import { type ExportedStudy, writeGradients } from "../src/engine/export-gradients.ts";
import { measureJacobian } from "../src/engine/gradients/jacobian.ts";
import { finish } from "../src/engine/gradients/progress.ts";
import { runWords, studyModel } from "../src/engine/gradients/study.ts";
import { readTarget, type TargetWish } from "../src/engine/gradients/target.ts";
import type { Model } from "../src/engine/model.ts";
import { type Result, refuse, succeed } from "../src/engine/problem.ts";
import { tokenize, vocabularyOf } from "../src/engine/tokenizer.ts";
import { openShipped } from "./open-model.ts";

/** What is asked: a text, the step of the loss (the last where null), what is followed there. */
export interface GradientQuestion {
  readonly text: string;
  readonly at: number | null;
  readonly wish: TargetWish;
}

/** The gradients of a text in several models as `gatescope-gradients.json`; all follow the word that the first one follows. */
export function gatherGradients(models: readonly Model[], { text, at, wish }: GradientQuestion): Result<string> {
  const exported: ExportedStudy[] = [];
  for (const model of models) {
    const ids = Int32Array.from(tokenize(text, vocabularyOf(model)), ({ id }) => id);
    const step = at ?? ids.length;
    if (!(step >= 1 && step <= ids.length)) {
      return refuse(`Step ${step} of ${ids.length} words`, "--at counts the words from 1; without it the last is taken.");
    }
    const followed = exported[0] === undefined ? wish : wishOf(exported[0]);
    const study = studyModel(model, ids, step, followed);
    if (!study.ok) return study;
    const run = runWords(model, ids, step);
    const jacobians = model.layers.map((_, layer) => (model.cell.hasMemory ? finish(measureJacobian(run, layer, step)) : null));
    exported.push({ study: study.value, jacobians });
  }
  return succeed(writeGradients(text, exported));
}

/** Each model has its own likeliest word. */
function wishOf({ study: { word, other } }: ExportedStudy): TargetWish {
  return readTarget(other === null ? word : `${word}~${other}`);
}

/**
 * Writes the gradients of a text to standard output: `npm run gradients --silent -- "the cat sat on the" [--target floor~couch]
 * [--at 5] [model ids …] > gatescope-gradients.json`. The shipped LSTM and RNN unless models are named. What is refused is told on
 * the other output, and the command fails.
 */
export function main(argv: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { at: { type: "string" }, target: { type: "string", default: "actual" } },
  });
  const [text = "", ...ids] = positionals;
  const models = (ids.length === 0 ? ["story-lstm", "story-rnn"] : ids).map(openShipped);
  const at = values.at === undefined ? null : Number(values.at);
  const gathered = gatherGradients(models, { text, at, wish: readTarget(values.target) });
  if (gathered.ok) process.stdout.write(gathered.value);
  else {
    process.stderr.write(`${gathered.problem.title}. ${gathered.problem.detail}\n`);
    process.exitCode = 1;
  }
}
