import { studyModelSlowly } from "../engine/gradients/study.ts";
import { readTarget, type TargetWish } from "../engine/gradients/target.ts";
import type { Kernels } from "../engine/kernels/kernels.ts";
import { finish, type Paced } from "./paced.ts";
import { type Preparation, spellCarried } from "./preparation.ts";
import type { StudyAnswer, StudyQuestion } from "./protocol.ts";
import type { Subject } from "./subjects.ts";

/** The study of every model, or why it has none; null where it became stale. */
export async function studyEach(
  question: StudyQuestion,
  watch: Paced,
  choosing: () => Promise<Kernels>,
  prepare: Preparation["prepare"],
): Promise<readonly StudyAnswer[] | null> {
  const answers: StudyAnswer[] = [];
  const wish = readTarget(question.target);
  const kernels = await choosing();
  for (const [place, wanted] of question.models.entries()) {
    const subject = await prepare(question, wanted, watch.isStale);
    await watch.rest();
    if (watch.isStale()) return null;
    if (!subject.ok) {
      answers.push({ kind: "problem", id: wanted.id, problem: subject.problem });
      continue;
    }
    const report = (done: number) => watch.report((place + done) / question.models.length);
    const result = await finish(studySubject(subject.value, wish, kernels), { ...watch, report });
    if (result === null) return null;
    answers.push(
      result.ok
        ? { kind: "study", study: result.value, carried: spellCarried(subject.value) }
        : { kind: "problem", id: wanted.id, problem: result.problem },
    );
  }
  return answers;
}

/** Texts from this length on pay for laying a changed model out for the kernels; shorter ones are computed in float64. */
const LONG = 64;

function studySubject({ model, ids, at }: Subject, wish: TargetWish, kernels: Kernels) {
  return studyModelSlowly(model, ids, at, wish, at >= LONG ? kernels : null);
}
