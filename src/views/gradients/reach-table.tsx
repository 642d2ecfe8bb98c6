import { Numeral } from "../shared/numeral.tsx";
import { SectionTitle } from "../shared/section-title.tsx";
import { useApp } from "../shared/use-app.ts";
import { formatHalfLife, formatShare } from "./numbers.ts";
import { layerOf } from "./reach-facts.ts";
import { useLines } from "./use-lines.ts";

const DISTANCES = [10, 50, 200] as const;
/** Gates to compare with the mean that was computed. */
const KEEPING = [0.99, 0.999] as const;

/** What would be left on the direct path if every forget gate were f at every word: f to the power of the words. */
export function ReachTable() {
  const layer = useApp((state) => state.layer);
  const keeping = useApp((state) => state.studies.map((study) => layerOf(study, layer)?.keeping).find((own) => own != null));
  const line = useLines().find(({ look }) => look === "cell");
  if (keeping == null) return null;
  const now = keeping.reduce((sum, value) => sum + value, 0) / keeping.length;
  return (
    <section className="reach-table" aria-label="How far the direct path reaches">
      <SectionTitle descriptor="on the direct path alone">How far a constant f would reach</SectionTitle>
      <table>
        <thead>
          <tr>
            <th scope="col">words back</th>
            {DISTANCES.map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[now, ...KEEPING].map((f, row) => (
            <tr key={f} data-now={row === 0 || undefined}>
              <th scope="row">
                <i>f</i> = {row === 0 ? `${f.toFixed(2)}, the mean here` : f}
              </th>
              {DISTANCES.map((words) => (
                <td key={words}>
                  <Numeral text={formatShare(f ** words)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {line !== undefined && (
        <p className="reach-note">
          The curve counts every path; it{" "}
          {line.halfLife === null ? "has no steady half-life" : `halves in ${formatHalfLife(line.halfLife)}`}.
        </p>
      )}
    </section>
  );
}
