import { Statement } from "../shared/statement.tsx";
import { useApp } from "../shared/use-app.ts";
import { InLooks } from "./in-looks.tsx";
import { sayUnmeasured, verdictOf } from "./reach-verdicts.ts";
import { useReach, useReachCurves } from "./use-reach.ts";
import { useSentenceVerdict } from "./use-sentence-verdict.ts";
import { Why } from "./why.tsx";

const titles = {
  sentence: "What still reaches a word of this sentence?",
  across: "What still reaches a word far back?",
  replaced: "How long does one other word matter?",
  fresh: "What decides how far it reaches?",
} as const;

/** The question, what was measured of it in computed numbers, and what speaks against it. */
export function QuestionStatement() {
  const asks = useApp((state) => state.asks);
  return asks === "sentence" ? <OfSentence /> : <OfMany />;
}

function OfMany() {
  const asks = useApp((state) => state.asks);
  const verdict = verdictOf(asks, useReachCurves(asks));
  const reach = useReach(asks);
  return (
    <Statement
      view="Gradients"
      title={titles[asks]}
      line={verdict !== null && <InLooks text={verdict.line} />}
      note={verdict === null ? sayUnmeasured(reach) : <InLooks text={verdict.note} />}
    />
  );
}

function OfSentence() {
  const verdict = useSentenceVerdict();
  return (
    <Statement
      view="Gradients"
      title={titles.sentence}
      line={verdict.line !== null && <InLooks text={verdict.line} />}
      note={verdict.note}
      link={<Why />}
    />
  );
}
