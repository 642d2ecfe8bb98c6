import { useState } from "react";
import { formatGate, formatSigned } from "../shared/format.ts";
import { printSum } from "../shared/printed-sum.ts";
import { useApp } from "../shared/use-app.ts";
import { wordLabel } from "../shared/word-label.ts";
import { largestVotes } from "./layout.ts";
import { type Shown, useShown } from "./use-predictions.ts";
import "./votes.css";

/** How many units are listed before the others. */
const LISTED = 12;

/** Who voted for the followed word: every unit's contribution to its logit, the bias as its own bar, adding up to it. */
export function Votes() {
  const shown = useShown();
  const [chosen, setChosen] = useState<string | null>(null);
  const current = shown.find(({ prediction }) => prediction.id === chosen) ?? shown.at(-1);
  if (current === undefined || current.prediction.votes === null) return null;
  return (
    <section className="votes" aria-label="Who voted for this word">
      <h2 className="section-title">
        Who voted for “<bdi>{wordLabel(current.words, current.prediction.votes.word)}</bdi>”{" "}
        <span className="descriptor">weight × hidden state, unit by unit</span>
      </h2>
      <div className="segments" role="radiogroup" aria-label="Model of the votes">
        {shown.map(({ prediction, name }) => (
          <label key={prediction.id} className="segment" data-current={prediction.id === current.prediction.id || undefined}>
            <input
              type="radio"
              name="votes"
              checked={prediction.id === current.prediction.id}
              onChange={() => setChosen(prediction.id)}
            />
            {name}
          </label>
        ))}
      </div>
      <Ballot shown={current} />
    </section>
  );
}

function Ballot({ shown: { prediction, look } }: { readonly shown: Shown }) {
  const pin = useApp((state) => state.pin);
  const modelId = useApp((state) => state.modelId);
  const { votes } = prediction;
  if (votes === null) return null;
  const { units, others } = largestVotes(votes.contributions, LISTED);
  const rest = votes.contributions.length - units.length;
  const parts = [...units.map(({ vote }) => vote), others, votes.bias];
  const { decimals, relation } = printSum(parts, votes.logit);
  const largest = Math.max(...parts.map(Math.abs), Math.abs(votes.logit));
  const { content, gate } = votes;
  const hasParts = content !== null && gate !== null;
  return (
    <table className="ballot" data-look={look}>
      <thead>
        <tr>
          <th scope="col">unit</th>
          <th scope="col">vote</th>
          <th scope="col">weight</th>
          <th scope="col">{hasParts ? "× what it lets out (o)" : "× h"}</th>
          {hasParts && <th scope="col">× what it holds (tanh C)</th>}
          <th scope="col">
            <span className="visually-hidden">bar</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {units.map(({ unit, vote }) => (
          <tr key={unit}>
            <th scope="row">
              {prediction.id === modelId ? (
                <button type="button" className="text-button" title="Pin this unit" onClick={() => pin({ unit })}>
                  {unit}
                </button>
              ) : (
                unit
              )}
            </th>
            <td>{formatSigned(vote, decimals)}</td>
            <td>{formatSigned(votes.weights[unit] as number)}</td>
            <td>{gate === null ? formatSigned(votes.hidden[unit] as number) : formatGate(gate[unit] as number)}</td>
            {content !== null && <td>{formatSigned(content[unit] as number)}</td>}
            <Bar value={vote} largest={largest} />
          </tr>
        ))}
        <tr>
          <th scope="row">{rest} others</th>
          <td>{formatSigned(others, decimals)}</td>
          <td colSpan={hasParts ? 3 : 2} />
          <Bar value={others} largest={largest} />
        </tr>
        <tr>
          <th scope="row">bias</th>
          <td>{formatSigned(votes.bias, decimals)}</td>
          <td colSpan={hasParts ? 3 : 2} />
          <Bar value={votes.bias} largest={largest} isBias />
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">logit</th>
          <td>{`${relation === "=" ? "" : "≈ "}${formatSigned(votes.logit, decimals)}`}</td>
          <td colSpan={hasParts ? 3 : 2} />
          <Bar value={votes.logit} largest={largest} />
        </tr>
      </tfoot>
    </table>
  );
}

/** From the middle: for the word to the right, against it to the left. */
function Bar({
  value,
  largest,
  isBias = false,
}: {
  readonly value: number;
  readonly largest: number;
  readonly isBias?: boolean;
}) {
  const share = (Math.abs(value) / largest) * 50;
  return (
    <td className="ballot-bar">
      <span
        data-bias={isBias || undefined}
        data-against={value < 0 || undefined}
        style={{ left: `${value < 0 ? 50 - share : 50}%`, width: `${share}%` }}
      />
    </td>
  );
}
