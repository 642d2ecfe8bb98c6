import type { CellType } from "../cell.ts";
import type { DiagramSpec } from "../diagram.ts";
import { lstmDiagram } from "./lstm-diagram.ts";
import { plainDiagram } from "./plain-diagram.ts";

/** By cell id. Apart from the cells, so that whatever computes does not carry the drawings along. */
const diagrams: ReadonlyMap<string, DiagramSpec> = new Map(
  Object.entries({
    lstm: lstmDiagram,
    rnn: plainDiagram({ activation: "tanh", hasMemory: true }),
    "rnn-relu": plainDiagram({ activation: "ReLU", hasMemory: true }),
    "feed-forward": plainDiagram({ activation: "tanh", hasMemory: false }),
  }),
);

/** The cell as a drawing. @throws RangeError where a registered cell has none. */
export function diagramOf({ id }: CellType): DiagramSpec {
  const diagram = diagrams.get(id);
  if (diagram === undefined) throw new RangeError(`no drawing of the cell ${id}`);
  return diagram;
}
