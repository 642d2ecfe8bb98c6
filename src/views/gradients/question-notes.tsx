import { Numeral } from "../shared/numeral.tsx";
import { formatNorm } from "../shared/powers.ts";
import { useApp } from "../shared/use-app.ts";
import { bitsOf } from "./reach-curves.ts";
import { useNames } from "./use-lines.ts";
import { useReach, useReachCurves } from "./use-reach.ts";
import { WhyAcross, WhyFresh, WhyReplaced } from "./why-many.tsx";

/** How many places stand behind the lines; for a replaced word, what is left of it in the prediction too. */
export function QuestionNotes() {
  const asks = useApp((state) => state.asks);
  const [piece] = useReach(asks)?.pieces ?? [];
  const writer = piece !== undefined && "writer" in piece ? piece.writer : null;
  const [curve] = useReachCurves(asks);
  const counted = curve === undefined ? null : [curve.count[0] ?? 0, curve.count.at(-1) ?? 0];
  return (
    <section aria-label="What was measured">
      <h2 className="section-title">What was measured</h2>
      {counted !== null && (
        <p className="question-note">
          {asks === "fresh"
            ? ""
            : `${counted[0]} places in texts that ${writer} writes by itself${counted[0] === counted[1] ? "" : `; ${counted[1]} of them have ${curve === undefined ? 0 : curve.count.length - 1} words before them`}.`}{" "}
          Line: median. Band: middle half.
        </p>
      )}
      {asks === "across" ? <WhyAcross /> : asks === "fresh" ? <WhyFresh /> : <WhyReplaced />}
      {asks === "replaced" && <Bits />}
    </section>
  );
}

const PRINTED = [0, 1, 5, 20, 50, 100];

/** Bits of the prediction, medians. */
function Bits() {
  const reach = useReach("replaced");
  const names = useNames();
  const found = reach === null ? [] : bitsOf(reach);
  const ids = [...new Set(found.map(({ id }) => id))];
  if (ids.length === 0) return null;
  return (
    <table className="reach-table">
      <caption>change of the prediction, bits, median</caption>
      <thead>
        <tr>
          <th scope="col">words later</th>
          {ids.map((id) => (
            <th key={id} scope="col">
              {names.get(id) ?? id}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {PRINTED.map((k) => (
          <tr key={k}>
            <th scope="row">{k}</th>
            {ids.map((id) => {
              const bits = found.find((each) => each.id === id && each.k === k)?.bits ?? Number.NaN;
              return (
                <td key={id}>
                  <Numeral text={formatNorm(Math.log10(bits))} />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
