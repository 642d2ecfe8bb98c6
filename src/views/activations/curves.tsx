import { useState } from "react";
import { type ActivationFunction, activations, leakyRelu } from "../../engine/activations.ts";
import type { Activation } from "../../engine/cell.ts";
import { Lever } from "../shared/lever.tsx";
import { useApp } from "../shared/use-app.ts";
import { usePageLayout } from "../shared/use-page-layout.ts";
import { CurveChart } from "./curve-chart.tsx";
import { leakyFormula, reluFormula, sigmoidFormula, tanhFormula } from "./formulas.ts";
import { chartSize, inputInterval } from "./layout.ts";
import type { BlockInputs, Inputs } from "./use-inputs.ts";

interface Curve {
  readonly id: Activation | "leaky";
  readonly title: string;
  /** What the literature calls its role. */
  readonly role: string;
  readonly formula: string;
  readonly y: { readonly low: number; readonly high: number };
}

const curves: readonly Curve[] = [
  { id: "sigmoid", title: "Sigmoid", role: "gate controller", formula: sigmoidFormula, y: { low: 0, high: 1 } },
  { id: "tanh", title: "Tanh", role: "content modulator", formula: tanhFormula, y: { low: -1, high: 1 } },
  { id: "relu", title: "ReLU", role: "default of deep networks", formula: reluFormula, y: { low: 0, high: 4 } },
  { id: "leaky", title: "Leaky ReLU", role: "its slope is never zero", formula: leakyFormula, y: { low: -1, high: 4 } },
];

/** Four functions, each with its derivative, and the inputs that this sentence gives them. */
export function Curves({ inputs, shown }: { readonly inputs: Inputs; readonly shown: readonly BlockInputs[] }) {
  const [leak, setLeak] = useState(0.1);
  const { columns, block, middle, scale } = usePageLayout();
  const isProjector = useApp((state) => state.isProjector);
  // A projected page has two columns and nothing in the second: the curves take both.
  const isWide = columns === 3 || (isProjector && columns === 2);
  const width = isWide ? Math.floor((block + middle) / 2) : block;
  const size = chartSize(width - 6, scale);
  const x = inputInterval(shown.flatMap((each) => [...each.inputs]));
  // Functions that the model does not use are shown what tanh is given, or whatever there is.
  const spare = shown.filter(({ activation }) => activation === "tanh");
  return (
    <div className="curves" data-wide={isWide || undefined}>
      {curves.map((curve) => {
        const own = shown.filter(({ activation }) => activation === curve.id);
        const isUsed = inputs.blocks.some(({ activation }) => activation === curve.id);
        const given = isUsed ? own : spare.length > 0 ? spare : shown.slice(0, 1);
        return (
          <CurveChart
            key={curve.id}
            {...curve}
            fn={functionOf(curve.id, leak)}
            isUsed={isUsed}
            blocks={given}
            units={inputs.units}
            x={x}
            size={size}
          >
            {curve.id === "leaky" && (
              <Lever
                name="Slope a"
                value={leak}
                bounds={[0, 1]}
                step={0.01}
                print={(value) => value.toFixed(2)}
                onMove={(value) => setLeak(value)}
                onReset={() => setLeak(0.1)}
              />
            )}
          </CurveChart>
        );
      })}
    </div>
  );
}

function functionOf(id: Curve["id"], leak: number): ActivationFunction {
  return id === "leaky" ? leakyRelu(leak) : activations[id];
}
