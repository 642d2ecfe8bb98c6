import type { Spectrum } from "../../worker/protocol.ts";
import { useApp } from "../shared/use-app.ts";
import { useNames } from "./use-lines.ts";

const SIZE = 200;
const MARGIN = 12;

/** Eigenvalues of W_hh in the complex plane, beside the unit circle; only for a model with one recurrent matrix. */
export function EigenvaluePlane() {
  const spectra = useApp((state) => state.spectra);
  const studies = useApp((state) => state.studies);
  const names = useNames();
  const found = studies.flatMap(({ id }) => {
    const spectrum = spectra.get(id);
    return spectrum == null ? [] : [{ id, hasBelt: studies.some((other) => other.layers[0]?.keeping != null), spectrum }];
  });
  return found.map(({ id, hasBelt, spectrum }) => (
    <section key={id} className="eigenvalues" aria-label={`Eigenvalues of the ${names.get(id)}`}>
      <h2 className="section-title">
        What the {names.get(id)} multiplies by
        <span className="descriptor">
          eigenvalues of W<sub>h</sub>
        </span>
      </h2>
      <div className="eigenvalue-row">
        <Plane spectrum={spectrum} />
        <div>
          <p>
            The largest is <b>{spectrum.radius.toFixed(2)}</b> in size, {spectrum.radius > 1 ? "outside" : "inside"} the unit
            circle. Inside it, the powers of one matrix would die out.
          </p>
          <p>
            But every word multiplies by other slopes φ′ as well: a product of different matrices may decay outside the circle and
            grow inside it. The gains say what it does.
          </p>
          {hasBelt && <p>The LSTM’s direct path has no such matrix, only forget gates, which can learn to stay near 1.</p>}
        </div>
      </div>
    </section>
  ));
}

function Plane({ spectrum: { real, imaginary, radius } }: { readonly spectrum: Spectrum }) {
  const reach = Math.max(1, radius) * 1.05;
  const unit = (SIZE / 2 - MARGIN) / reach;
  const centre = SIZE / 2;
  return (
    <svg
      className="eigenvalue-plane"
      width={SIZE}
      height={SIZE}
      role="img"
      aria-label={`${real.length} eigenvalues, the largest ${radius.toFixed(2)} in size, and the unit circle`}
    >
      <path className="eigenvalue-axes" d={`M0,${centre}H${SIZE}M${centre},0V${SIZE}`} />
      <circle className="eigenvalue-reach" cx={centre} cy={centre} r={radius * unit} />
      <circle className="eigenvalue-unit" cx={centre} cy={centre} r={unit} />
      {Array.from(real, (x, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: eigenvalues have no names
        <circle key={k} className="eigenvalue" cx={centre + x * unit} cy={centre - (imaginary[k] as number) * unit} r={2} />
      ))}
      <text x={centre + 4} y={centre - unit - 5}>
        |λ| = 1
      </text>
    </svg>
  );
}
