import { surpriseBits } from "../../engine/softmax.ts";
import { formatChance } from "../shared/format.ts";
import { Numeral } from "../shared/numeral.tsx";
import { Statement } from "../shared/statement.tsx";
import { useApp } from "../shared/use-app.ts";
import { useTypedWord } from "../shared/use-typed-word.ts";
import { type Shown, useFollowed, useShown } from "./use-predictions.ts";

/** What remembering does for the followed word: the last model beside the one that sees a single word. */
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
  const followed = useFollowed();
  const word = useTypedWord(long.prediction.step);
  const temperature = useApp((state) => state.temperature);
  if (short.followed === null || long.followed === null || followed === null) return null;
  const bits = ({ prediction: { logits } }: Shown, id: number) => surpriseBits(logits, id, temperature);
  const [without, having] = [bits(short, short.followed), bits(long, long.followed)];
  const chance = (surprise: number) => (
    <b>
      <Numeral text={formatChance(2 ** -surprise)} />
    </b>
  );
  return (
    <>
      After “<bdi>{word}</bdi>” the {long.name} gives “<bdi>{followed}</bdi>” {chance(having)}, a model that sees one word{" "}
      {chance(without)}.
    </>
  );
}
