import type { ReactNode } from "react";
import { findCell } from "../../engine/cells/registry.ts";
import type { LayerStudy, ModelStudy } from "../../worker/protocol.ts";
import { Formula } from "../shared/formula.tsx";
import { Numeral } from "../shared/numeral.tsx";
import { SectionTitle } from "../shared/section-title.tsx";
import { useApp } from "../shared/use-app.ts";
import { directPath, directStep, fullJacobian, plainJacobians } from "./formulas.ts";
import { aWord, layerOf, lookedAt, normAt, reachNumber, sayDistance } from "./reach-facts.ts";
import { sayDone } from "./study-words.ts";
import { useRowChart, useStepName } from "./use-chart.ts";
import { useLines } from "./use-lines.ts";
import { useWaiting } from "./use-waiting.ts";
import "./reach.css";

/** How much of the gradient at the loss is left at the pinned word, and the products that make it so. */
export function Reach() {
  const { step: pinned } = useRowChart();
  const nameOf = useStepName();
  const studies = useApp((state) => state.studies);
  const layer = useApp((state) => state.layer);
  const isNumbered = useApp((state) => state.experiment.length !== null && state.experiment.words === "random");
  const { what } = useWaiting();
  const [first] = studies;
  const say = (of: number) => (isNumbered ? nameOf(of) : `“${nameOf(of)}”`);
  if (first === undefined) {
    return what === null ? null : (
      <section className="reach" aria-label="What reaches the word">
        <SectionTitle descriptor="being computed">What reaches {say(Math.max(1, pinned))}</SectionTitle>
      </section>
    );
  }
  const step = lookedAt(pinned, first.at);
  const products = studies.flatMap((study) => {
    const own = layerOf(study, layer);
    return own === undefined || !study.hasMemory || step === first.at ? [] : [{ study, own, step }];
  });
  return (
    <section className="reach" aria-label="What reaches the word">
      <SectionTitle descriptor={sayDistance(first.at - step)}>What reaches {say(step)}</SectionTitle>
      {step !== pinned && (
        <p className="reach-instead">
          {say(pinned)} is {pinned === first.at ? "where the loss is" : "after the loss"}; this is the first word instead.
        </p>
      )}
      <Numbers step={step} />
      {products.map((props) => (
        <PlainProduct key={props.study.id} {...props} />
      ))}
      {products.map((props) => (
        <BeltProducts key={props.study.id} {...props} />
      ))}
      {products.some(({ own }) => own.directPath !== null) && (
        <p className="reach-note">
          <Formula tex={directStep} />: the forget gates are the direct path. C also reaches later words through h; the curve
          counts every path.
        </p>
      )}
    </section>
  );
}

/** One large number a model: of C where there is one, else of h. */
function Numbers({ step }: { readonly step: number }) {
  const lines = useLines().filter(({ look }) => look !== "hidden");
  const studies = useApp((state) => state.studies);
  const layer = useApp((state) => state.layer);
  const isRelative = useApp((state) => state.isRelative);
  return (
    <div className="reach-shares">
      {lines.map((line) => {
        const study = studies.find(({ id }) => id === line.modelId);
        const own = study === undefined ? undefined : layerOf(study, layer);
        if (own === undefined) return null;
        const { large, what, also } = reachNumber(line, own.cell ?? own.hidden, step, isRelative);
        return (
          <p key={line.key} className="reach-share" data-look={line.look}>
            <b>
              <Numeral text={large} />
            </b>
            <span>{what}</span>
            <small>
              <Numeral text={also} />
            </small>
          </p>
        );
      })}
    </div>
  );
}

interface ProductProps {
  readonly study: ModelStudy;
  readonly own: LayerStudy;
  readonly step: number;
}

/** ∂h_T/∂h_t of a plain network, with its norm. */
function PlainProduct({ study, own, step }: ProductProps) {
  const norms = useApp((state) => state.jacobians.get(study.id));
  const activation = findCell(study.cell)?.blocks[0]?.activation;
  if (own.slope === null || activation === undefined) return null;
  const each = norms === undefined ? null : aWord(norms, step);
  return (
    <div className="reach-product" data-look="plain">
      <div>
        <Formula tex={plainJacobians[activation]} />
        <p>
          spectral norm
          {each !== null && (
            <>
              {" ≈ "}
              <Numeral text={each.factor} />
              <sup>{each.words}</sup>
            </>
          )}
        </p>
      </div>
      <Value text={norms === undefined ? null : normAt(norms, step)} />
    </div>
  );
}

/** The direct path of C beside its full derivative. */
function BeltProducts({ study, own: { directPath: path }, step }: ProductProps) {
  const norms = useApp((state) => state.jacobians.get(study.id));
  if (path === null) return null;
  return (
    <div className="reach-pair">
      <Half look="gate" title="The direct path" formula={directPath} value={<Value text={normAt(path.max, step)} />}>
        largest entry; mean <Numeral text={normAt(path.mean, step)} />
      </Half>
      <Half
        look="cell"
        title="Every path"
        formula={fullJacobian}
        value={<Value text={norms === undefined ? null : normAt(norms, step)} />}
      >
        spectral norm
      </Half>
    </div>
  );
}

interface HalfProps {
  readonly look: string;
  readonly title: string;
  readonly formula: string;
  readonly value: ReactNode;
  readonly children: ReactNode;
}

function Half({ look, title, formula, value, children }: HalfProps) {
  return (
    <div className="reach-half" data-look={look}>
      <p>{title}</p>
      {value}
      <Formula tex={formula} />
      <p>{children}</p>
    </div>
  );
}

/** A number that may take a while: until it is there, how much of it is computed. */
function Value({ text }: { readonly text: string | null }) {
  const progress = useApp((state) => state.jacobianProgress);
  const wait = progress === null ? "" : `computing: ${sayDone(progress)}`;
  return <output className="reach-value">{text === null ? <small>{wait}</small> : <Numeral text={text} />}</output>;
}
