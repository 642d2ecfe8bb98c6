import type { ExplainTarget, Explanation } from "../../worker/protocol.ts";
import { followOrigin, type Origin } from "../shared/explainer-store.ts";
import { formatCount, formatSigned } from "../shared/format.ts";
import { multipliesOut, type Relation } from "../shared/printed-sum.ts";
import type { UnitPlace } from "../shared/unit-reader.ts";
import { useAppHandle } from "../shared/use-app.ts";
import { blockParts } from "./block-parts.ts";
import { listTerms } from "./explainer-terms.ts";
import { type Naming, originsOfTerm } from "./origin.ts";
import { useExplanation } from "./use-explanation.ts";

/** How many contributions are listed one by one. */
const LISTED = 12;

interface TermsProps {
  readonly target: ExplainTarget;
  readonly naming: Naming;
  /** How many contributions are listed one by one, about. */
  readonly count?: number;
}

/** The largest contributions weight · factor to a part or a logit, and the others together: they add up as printed. */
export function TermRows({ target, naming, count = LISTED }: TermsProps) {
  const explanation = useExplanation(target);
  if (explanation === null) return <p className="explainer-wait" />;
  if ("problem" in explanation) {
    return (
      <p role="alert">
        {explanation.problem.title}. {explanation.problem.detail}{" "}
        <button type="button" className="text-button" onClick={explanation.again}>
          Ask again
        </button>
      </p>
    );
  }
  return explanation.factors === "one" ? (
    <BiasLine explanation={explanation} naming={naming} />
  ) : (
    <TermTable explanation={explanation} naming={naming} count={count} />
  );
}

function BiasLine({ explanation, naming }: ListProps) {
  const [term] = explanation.terms;
  const weight = term && originsOfTerm(explanation, term, naming).weight;
  if (weight?.kind !== "weight") return null;
  return (
    <>
      <p className="explainer-value">{formatSigned(explanation.total, 4)}</p>
      <p>
        {weight.joins} It is read from the model’s file as <code>{weight.tensor}</code>.
      </p>
    </>
  );
}

interface ListProps {
  readonly explanation: Explanation;
  readonly naming: Naming;
}

function TermTable({ explanation, naming, count }: ListProps & { readonly count: number }) {
  const trace = useAppHandle().buffer.trace();
  const { target } = explanation;
  const parts = target.kind === "part" ? blockParts(target, naming, trace) : null;
  const { terms, rest, bias, total, decimals, relation } = listTerms(explanation, count, parts?.decimals);
  const largest = Math.max(...terms.map(({ product }) => Math.abs(product)), Math.abs(rest.sum), Math.abs(bias));
  const print = (value: number) => formatSigned(value, decimals);
  return (
    <table className="explainer-terms">
      <caption>
        {nameFactors(explanation, naming)} times weight, largest first. Together{" "}
        <b>
          {approximately(relation)}
          {print(total)}
        </b>
        .
      </caption>
      <tbody>
        {terms.map((term) => {
          const { name, weight, factor } = originsOfTerm(explanation, term, naming);
          return (
            <tr key={term.index}>
              <th scope="row">{name}</th>
              <td>
                <OriginButton origin={factor} text={formatSigned(term.factor, 3)} label={name} />
              </td>
              <td className="explainer-mark">×</td>
              <td>
                <OriginButton origin={weight} text={formatSigned(term.weight, 3)} label="weight" />
              </td>
              <td className="explainer-mark">
                {multipliesOut([term.factor, term.weight], 3, term.product, decimals) ? "=" : "≈"}
              </td>
              <td>{print(term.product)}</td>
              <BarCell value={term.product} largest={largest} />
            </tr>
          );
        })}
        {rest.count > 0 && (
          <SumRow
            name={`the other ${formatCount(rest.count)} together`}
            text={print(rest.sum)}
            value={rest.sum}
            largest={largest}
          />
        )}
        {bias !== 0 && <SumRow name="readout’s bias" text={print(bias)} value={bias} largest={largest} />}
      </tbody>
    </table>
  );
}

/** What the weights are multiplied by. */
function nameFactors({ factors, target }: Explanation, { tokenAt }: Naming): string {
  const word = (step: number) => (step === 0 ? "before the first word" : `after “${tokenAt(step)?.text ?? ""}”`);
  switch (factors) {
    case "hiddenBefore":
      return `Hidden state ${word(target.step - 1)}`;
    case "hiddenNow":
      return `Hidden state ${word(target.step)}`;
    case "hiddenBelow":
      return `Hidden state of the layer below ${word(target.step)}`;
    case "embedding":
      return `Embedding of “${tokenAt(target.step)?.text ?? ""}”`;
    case "one":
      return "One";
  }
}

function SumRow({ name, text, value, largest }: { readonly name: string; readonly text: string } & BarProps) {
  return (
    <tr>
      <th scope="row" colSpan={5}>
        {name}
      </th>
      <td>{text}</td>
      <BarCell value={value} largest={largest} />
    </tr>
  );
}

interface BarProps {
  readonly value: number;
  readonly largest: number;
}

/** From the middle to the right for what adds, to the left for what takes away. */
function BarCell({ value, largest }: BarProps) {
  const share = Math.abs(value) / largest || 0;
  return (
    <td className="explainer-bar" aria-hidden="true">
      <span data-negative={value < 0 || undefined} style={{ "--share": share }} />
    </td>
  );
}

/** Nothing before a total that its printed parts add up to. */
function approximately(relation: Relation): string {
  return relation === "=" ? "" : `${relation}\u00a0`;
}

interface OriginButtonProps {
  readonly origin: Origin | null;
  readonly text: string;
  readonly label: string;
}

function OriginButton({ origin, text, label }: OriginButtonProps) {
  if (origin === null) return text;
  return (
    <button type="button" onClick={() => followOrigin(origin)}>
      <span className="visually-hidden">{label} </span>
      {text}
    </button>
  );
}

/** Memory, word and bias of a block: what its activation is applied to. */
export function PartRows({
  origin,
  naming,
}: {
  readonly origin: { readonly block: number } & UnitPlace;
  readonly naming: Naming;
}) {
  const parts = blockParts(origin, naming, useAppHandle().buffer.trace());
  if (parts === null) return null;
  const { rows, total, decimals, relation } = parts;
  const { block, layer, step, unit } = origin;
  const largest = Math.max(...rows.map(({ value }) => Math.abs(value)));
  return (
    <table className="explainer-terms">
      <caption>
        {rows.map(({ part }) => part).join(", ")}: together{" "}
        <b>
          {approximately(relation)}
          {formatSigned(total, decimals)}
        </b>
        .
      </caption>
      <tbody>
        {rows.map(({ part, value }) => (
          <tr key={part}>
            <th scope="row" colSpan={5}>
              {part}
            </th>
            <td>
              <OriginButton
                origin={{ kind: "part", block, part, layer, step, unit }}
                text={formatSigned(value, decimals)}
                label={part}
              />
            </td>
            <BarCell value={value} largest={largest} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
