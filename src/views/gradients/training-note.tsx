import type { ReactNode } from "react";
import type { ModelStudy } from "../../worker/protocol.ts";
import { Numeral } from "../shared/numeral.tsx";
import { formatNorm } from "../shared/powers.ts";
import { useApp } from "../shared/use-app.ts";
import { FLOAT32_HIGH } from "./layout.ts";
import { useNames } from "./use-lines.ts";

/** What a real training run, in float32 and with clipping at 1, would make of this gradient. */
type Fate = "broken" | "infinite" | "clipped" | "fine";

/** By the norm of the gradient of all weights together. */
export function fateOf({ value, weightNorm }: Pick<ModelStudy, "value" | "weightNorm">): Fate {
  if (Number.isNaN(weightNorm.log10) || !Number.isFinite(value)) return "broken";
  if (weightNorm.log10 > FLOAT32_HIGH) return "infinite";
  return weightNorm.log10 > 0 ? "clipped" : "fine";
}

/** Where a real training run would fail on this gradient, or have it cut, is marked. */
export function TrainingNote() {
  const studies = useApp((state) => state.studies);
  const names = useNames();
  const of = (fate: Fate) => studies.filter((study) => fateOf(study) === fate);
  const list = (found: readonly ModelStudy[], say: (study: ModelStudy) => ReactNode) =>
    found.map((study, place) => (
      <span key={study.id}>
        {place > 0 && " and "}
        {say(study)}
      </span>
    ));
  const [broken, infinite] = [of("broken"), of("infinite")];
  const finite = [...of("clipped"), ...of("fine")];
  const norm = ({ id, weightNorm }: ModelStudy) => (
    <>
      the {names.get(id)}’s <Numeral text={formatNorm(weightNorm.log10)} />
    </>
  );
  return (
    <>
      {broken.length > 0 && (
        <p className="target-note" data-fails>
          <b>NaN</b> in {list(broken, ({ id }) => `the ${names.get(id)}`)}: its own numbers overflow on the way forward, so no
          gradient exists and a training run stops here.
        </p>
      )}
      {infinite.length > 0 && (
        <p className="target-note" data-fails>
          <b>NaN in training</b>: in float32 {list(infinite, norm)} would be ∞, and clipping makes ∞/∞ of it.
        </p>
      )}
      {finite.length > 0 && (
        <p className="target-note" title="Norm of the gradient of all weights together">
          Weight gradients:{" "}
          {finite.map(({ id, weightNorm }, place) => (
            <span key={id}>
              {place > 0 && ", "}
              <Numeral text={formatNorm(weightNorm.log10)} /> ({names.get(id)})
            </span>
          ))}
          .<br />
          Training usually clips at 1.
        </p>
      )}
    </>
  );
}
