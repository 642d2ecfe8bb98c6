import { Numeral } from "../shared/numeral.tsx";
import { formatNorm } from "../shared/powers.ts";
import { useApp } from "../shared/use-app.ts";
import { useNames } from "./use-lines.ts";

/** One click away from every number of the view: do finite differences of this very sentence say the same? */
export function GradientCheck() {
  const checks = useApp((state) => state.gradientChecks);
  const progress = useApp((state) => state.checkProgress);
  const studies = useApp((state) => state.studies);
  const names = useNames();
  const checkGradients = useApp((state) => state.checkGradients);
  if (studies.length === 0) return null;
  return (
    <section className="gradient-check" aria-label="Check">
      <h2 className="section-title">Check these gradients</h2>
      <button type="button" className="button" disabled={progress !== null} onClick={checkGradients}>
        {progress === null ? "Check by finite differences" : `${Math.floor(progress * 100)}% checked`}
      </button>
      <div role="status">
        {checks !== null &&
          studies.map(({ id }) => {
            const check = checks.get(id);
            return check === undefined ? null : (
              <p key={id}>
                {names.get(id)}: largest relative error{" "}
                <b>
                  <Numeral text={formatNorm(Math.log10(check.largestRelativeError))} />
                </b>{" "}
                over {check.measured} derivatives
                {check.tooSmall > 0 ? `; ${check.tooSmall} too small to measure` : ""}
              </p>
            );
          })}
      </div>
    </section>
  );
}
