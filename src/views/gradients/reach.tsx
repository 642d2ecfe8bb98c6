import type { ReactNode } from "react";
import type { ModelStudy, Norms } from "../../worker/protocol.ts";
import { Formula } from "../shared/formula.tsx";
import { useApp } from "../shared/use-app.ts";
import { directPath, fullJacobian, plainJacobian } from "./formulas.ts";
import { type Line, shareReaching } from "./layout.ts";
import { formatNorm, formatShare } from "./numbers.ts";
import { useLines } from "./use-lines.ts";
import "./reach.css";

/** How much of the gradient at the loss is left at the pinned word, and the products that make it so. */
export function Reach() {
  const lines = useLines();
  const step = useApp((state) => state.step);
  const word = useApp((state) => state.tokens[state.step - 1]?.text ?? "");
  const studies = useApp((state) => state.studies);
  const layer = useApp((state) => state.layer);
  const [study] = studies;
  if (study === undefined) return null;
  const back = study.at - step;
  const main = lines.filter(({ look }) => look !== "hidden");
  return (
    <section className="reach" aria-label="What reaches the word">
      <h2 className="section-title">
        What reaches “{word}”<span className="descriptor">{sayDistance(back)}</span>
      </h2>
      <div className="reach-shares">
        {main.map((line) => (
          <Share key={line.key} line={line} step={step} />
        ))}
      </div>
      {studies.map((each) => (
        <Products key={each.id} study={each} layer={Math.min(layer, each.layers.length - 1)} step={step} />
      ))}
      <p className="reach-note">
        ∂C<sub>t</sub>/∂C<sub>t−1</sub> = f<sub>t</sub> is only the direct path along the belt. C also acts on every later gate
        through h, so the full derivative is a different number; both are computed here.
      </p>
    </section>
  );
}

function sayDistance(back: number): string {
  if (back < 0) return "after the loss: nothing flows there";
  if (back === 0) return "where the loss is";
  return `${back} ${back === 1 ? "word" : "words"} back from the loss`;
}

function Share({ line, step }: { readonly line: Line; readonly step: number }) {
  const share = shareReaching(line, step);
  return (
    <p className="reach-share" data-look={line.look}>
      <b>{share === null ? "" : formatShare(share)}</b>
      <span>
        of the gradient at the loss, {line.letter} of {line.model}
      </span>
    </p>
  );
}

/** The Jacobian's products of one model, with what they are now. */
function Products({ study, layer, step }: { readonly study: ModelStudy; readonly layer: number; readonly step: number }) {
  const jacobian = useApp((state) => state.jacobians.get(study.id));
  const progress = useApp((state) => state.jacobianProgress);
  const layerStudy = study.layers[layer];
  const isReached = step >= 1 && step <= study.at;
  if (layerStudy === undefined || !isReached || !study.hasMemory) return null;
  const { directPath: path, slope } = layerStudy;
  const value = jacobian === undefined ? <small>{waiting(progress)}</small> : normAt(jacobian, step);
  if (path === null) {
    if (slope === null) return null;
    return (
      <Product
        look="plain"
        formula={<Formula tex={plainJacobian} />}
        note={`${study.label}: largest singular value`}
        value={value}
      />
    );
  }
  return (
    <>
      <Product
        look="gate"
        formula={<Formula tex={directPath} />}
        note={`${study.label}, direct path: largest entry ${normAt(path.max, step)}, mean`}
        value={normAt(path.mean, step)}
      />
      <Product
        look="cell"
        formula={<Formula tex={fullJacobian} />}
        note={`${study.label}, every path: largest singular value`}
        value={value}
      />
    </>
  );
}

function Product(props: {
  readonly look: string;
  readonly formula: ReactNode;
  readonly note: string;
  readonly value: ReactNode;
}) {
  return (
    <div className="reach-product" data-look={props.look}>
      <div>
        {props.formula}
        <p>{props.note}</p>
      </div>
      <output className="reach-value">{props.value}</output>
    </div>
  );
}

function normAt({ log10 }: Norms, step: number): string {
  const value = log10[step - 1];
  return value === undefined ? "" : formatNorm(value);
}

function waiting(progress: number | null): string {
  return progress === null ? "" : `${Math.floor(progress * 100)}% computed`;
}
