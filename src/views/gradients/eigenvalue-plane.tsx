import { meanGain } from "../../engine/gradients/presets.ts";
import type { LayerStudy, Spectrum } from "../../worker/protocol.ts";
import { SectionTitle } from "../shared/section-title.tsx";
import { useApp } from "../shared/use-app.ts";
import { formatMeanGain } from "./numbers.ts";
import { layerOf } from "./reach-facts.ts";
import { useNames } from "./use-lines.ts";

const SIZE = 160;
const MARGIN = 10;

/** Eigenvalues of W_hh in the complex plane, beside the unit circle; only for a model with one recurrent matrix. */
export function EigenvaluePlane() {
  const spectra = useApp((state) => state.spectra);
  const studies = useApp((state) => state.studies);
  const layer = useApp((state) => state.layer);
  const names = useNames();
  return studies.map((study) => {
    const spectrum = spectra.get(study.id);
    const own = layerOf(study, layer);
    if (spectrum == null || own === undefined) return null;
    return (
      <section key={study.id} className="eigenvalues" aria-label={`Eigenvalues of the ${names.get(study.id)}`}>
        <SectionTitle
          descriptor={
            <>
              eigenvalues of W<sub>h</sub>, {names.get(study.id)}
            </>
          }
        >
          Why it grows or shrinks
        </SectionTitle>
        <div className="eigenvalue-row">
          <Plane spectrum={spectrum} />
          <div>
            <WhyPlain radius={spectrum.radius} own={own} />
            <p>Eigenvalues alone do not decide: the slopes change at every word.</p>
            <WhyBelt />
          </div>
        </div>
      </section>
    );
  });
}

/** Radius, slope and gain of a plain network, as they were computed. */
function WhyPlain({ radius, own: { slope, gains } }: { readonly radius: number; readonly own: LayerStudy }) {
  const gain = meanGain(gains);
  const isDamped = radius > 1 && gain < 1;
  return (
    <p>
      The largest is <b>{radius.toFixed(2)}</b> in size, {radius > 1 ? "outside" : "inside"} the unit circle
      {slope !== null && (
        <>
          , and the slopes φ′ are <b>{formatMeanGain(averageOf(slope))}</b> on average
        </>
      )}
      .{" "}
      {Number.isFinite(gain) && (
        <>
          Measured gain a word: <b>{formatMeanGain(gain)}</b>
          {isDamped ? "; saturated slopes damp it." : "."}
        </>
      )}
    </p>
  );
}

/** What the belt of another model has instead of that matrix. */
function WhyBelt() {
  const studies = useApp((state) => state.studies);
  const layer = useApp((state) => state.layer);
  const names = useNames();
  return studies.map((study) => {
    const own = layerOf(study, layer);
    if (own === undefined || own.keeping === null) return null;
    const gain = meanGain(own.gains);
    return (
      <p key={study.id}>
        The {names.get(study.id)}’s direct path has only forget gates, <b>{formatMeanGain(averageOf(own.keeping))}</b> on average.
        {Number.isFinite(gain) && (
          <>
            {" "}
            Gain at C: <b>{formatMeanGain(gain)}</b>, the rest through h.
          </>
        )}
      </p>
    );
  });
}

function averageOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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
