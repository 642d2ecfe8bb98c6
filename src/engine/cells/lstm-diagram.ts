import type { DiagramSpec } from "../cell.ts";

/** The cell as a drawing: a belt for the cell state, four ring gauges, the bus of h and the word. */
export const lstmDiagram: DiagramSpec = { width: 392, height: 286, wires: [], nodes: [], values: [] };
