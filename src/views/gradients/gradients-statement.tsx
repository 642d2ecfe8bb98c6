import { Fragment } from "react";
import { Numeral } from "../shared/numeral.tsx";
import { Statement } from "../shared/statement.tsx";
import { useApp } from "../shared/use-app.ts";
import { shareReaching } from "./layout.ts";
import { formatShare } from "./numbers.ts";
import { lookedAt } from "./reach-facts.ts";
import { verdictOf } from "./reach-verdicts.ts";
import { useRowChart, useStepName } from "./use-chart.ts";
import { useLines } from "./use-lines.ts";
import { useReachCurves } from "./use-reach.ts";
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
  const verdict = verdictOf(asks, useReachCurves());
  return (
    <Statement
      view="Gradients"
      title={titles[asks]}
      line={verdict !== null && <InLooks text={verdict.line} />}
      note={verdict === null ? "Being measured on this device." : <InLooks text={verdict.note} />}
    />
  );
}

function OfSentence() {
  const { step: pinned } = useRowChart();
  const nameOf = useStepName();
  const lines = useLines();
  const before = useApp((state) => state.before);
  const carried = useApp((state) => [...state.carried.values()][0]?.length ?? 0);
  const at = lines[0]?.log10.length ?? 0;
  const step = lookedAt(pinned, at);
  const said = lines
    .filter(({ look }) => look === "cell" || look === "plain")
    .map((line) => `*${line.look}|${formatShare(shareReaching(line, step) ?? Number.NaN)}* at ${line.model} ${line.letter}`);
  const [ofCell, ofPlain] = ["cell", "plain"].map((look) => {
    const line = lines.find((each) => each.look === look);
    return line === undefined ? null : shareReaching(line, step);
  });
  const isReversed = ofCell != null && ofPlain != null && ofPlain > ofCell;
  return (
    <Statement
      view="Gradients"
      title={titles.sentence}
      line={at > 1 && <InLooks text={`At “${nameOf(step)}”, ${at - step} back, of the gradient is left: ${said.join(", ")}.`} />}
      note={
        before === "nothing"
          ? "Read from nothing: the first words are not like those inside a text."
          : `Read after ${carried} words of the model’s own story. ${isReversed ? "Here the RNN has more: one sentence decides nothing, see Across texts." : "Whether this is so in general: Across texts."}`
      }
      link={<Why />}
    />
  );
}

/** Text with `*look|number*` as numbers in the colour of what they are of. */
function InLooks({ text }: { readonly text: string }) {
  return text.split("*").map((part, place) => {
    const [look, number] = part.split("|");
    return place % 2 === 0 || number === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence are told apart by their place alone
      <Fragment key={place}>{part}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <b key={place} className="in-look" data-look={look}>
        <Numeral text={number} />
      </b>
    );
  });
}
