import { quoted } from "../shared/quoted.ts";
import { useApp } from "../shared/use-app.ts";
import { shareReaching } from "./layout.ts";
import { formatShare } from "./numbers.ts";
import { lookedAt } from "./reach-facts.ts";
import type { Verdict } from "./reach-verdicts.ts";
import { useRowChart, useStepName } from "./use-chart.ts";
import { useLines } from "./use-lines.ts";

/** What is left of this sentence's gradient at the pinned word, and what speaks against it; without a line before it is computed. */
export function useSentenceVerdict(): Pick<Verdict, "note"> & { readonly line: string | null } {
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
  return {
    line: at > 1 ? `At ${quoted(nameOf(step))}, ${at - step} back, of the gradient is left: ${said.join(", ")}.` : null,
    note:
      before === "nothing"
        ? "Read from nothing: the first words are not like those inside a text."
        : `Read after ${carried} words of the model’s own story. ${isReversed ? "Here the RNN has more: one sentence decides nothing, see Across texts." : "Whether this is so in general: Across texts."}`,
  };
}
