import { useApp } from "../shared/use-app.ts";
import { formatShare } from "./numbers.ts";
import { layerOf } from "./reach-facts.ts";

const DISTANCES = [10, 50, 200] as const;
/** Gates to compare with the mean that was computed. */
const KEEPING = [0.99, 0.999] as const;

/** What would be left on the direct path if every forget gate were f at every word: f to the power of the words. */
export function ReachTable() {
  const layer = useApp((state) => state.layer);
  const keeping = useApp((state) => state.studies.map((study) => layerOf(study, layer)?.keeping).find((own) => own != null));
  if (keeping == null) return null;
  const now = keeping.reduce((sum, value) => sum + value, 0) / keeping.length;
  return (
    <section className="reach-table" aria-label="How far the direct path reaches">
      <h2 className="section-title">
        How far it reaches<span className="descriptor">direct path, if every f were</span>
      </h2>
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
                <td key={words}>{sayShare(f ** words)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Below a thousandth a share says nothing more. */
function sayShare(share: number): string {
  return share < 0.001 ? "<0.1%" : formatShare(share);
}
