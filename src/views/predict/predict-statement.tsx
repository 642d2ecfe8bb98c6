import { formatChance } from "../shared/format.ts";
import { Numeral } from "../shared/numeral.tsx";
import { quoted } from "../shared/quoted.ts";
import { Statement } from "../shared/statement.tsx";
import { useApp } from "../shared/use-app.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";
import { wordLabel } from "../shared/word-label.ts";
import { type Shown, useShown } from "./use-predictions.ts";

/** What remembering does for the next word: what the last model expects most, beside the one that sees a single word. */
export function ComparisonStatement() {
  const shown = useShown();
  const areHidden = useApp((state) => state.answersHidden);
  const short = shown.find(({ look }) => look === "stateless");
  const long = shown.findLast(({ look }) => look === "cell");
  const isAlone = shown.length > 0 && short === undefined;
  const isThere = !areHidden && short !== undefined && long !== undefined;
  return (
    <Statement
      view="Predict"
      title="What memory does to the next word"
      line={areHidden ? "The next words are hidden." : isThere && <Comparison short={short} long={long} />}
      note={
        isAlone
          ? "The RNN carries h, the LSTM carries C as well: the same text, the same question."
          : "Three models: one sees the pinned word alone, the RNN carries h, the LSTM carries C."
      }
    />
  );
}

function Comparison({ short, long }: { readonly short: Shown; readonly long: Shown }) {
  const word = useTypedWord(long.prediction.step);
  const [having, without] = [long, short].map(({ list, words }) => {
    const [first] = list.top;
    return first === undefined ? null : (
      <>
        “<bdi>{wordLabel(words, first.id)}</bdi>”{" "}
        <b>
          <Numeral text={formatChance(first.probability)} />
        </b>
      </>
    );
  });
  return having === null || without === null ? null : (
    <>
      After <bdi>{quoted(word)}</bdi> the {long.name} expects {having}, a model that sees one word {without}.
    </>
  );
}
