import { Numeral } from "../shared/numeral.tsx";
import { formatShare } from "./numbers.ts";
import { type ReachCurve, shareAt } from "./reach-curves.ts";

const DISTANCES = [5, 20, 50, 100] as const;

interface Props {
  readonly curves: readonly ReachCurve[];
  readonly extent: number;
  readonly k: number;
}

/** The medians as a table, a row a line. */
export function ReachShares({ curves, extent, k }: Props) {
  const columns = [...new Set([k, ...DISTANCES.filter((each) => each <= extent)])].sort((a, b) => a - b);
  if (curves.length === 0) return null;
  return (
    <table className="reach-table magnified">
      <caption>share left, median</caption>
      <thead>
        <tr>
          <th scope="col">words</th>
          {columns.map((each) => (
            <th key={each} scope="col">
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {curves.map((each) => (
          <tr key={each.key} data-look={each.look}>
            <th scope="row">
              <svg width="24" height="8" aria-hidden="true">
                <path strokeDasharray={each.dash} d="M0,4H24" />
              </svg>{" "}
              {each.name}
            </th>
            {columns.map((at) => (
              <td key={at}>
                <Numeral text={formatShare(shareAt(each, at) ?? Number.NaN)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
