import { activationsView } from "./activations/activations.tsx";
import { gatesView } from "./gates/gates.tsx";
import { gradientsView } from "./gradients/gradients.tsx";
import { memoryView } from "./memory/memory.tsx";
import { predictView } from "./predict/predict.tsx";
import type { View } from "./view.ts";

/** The views in page order: one line each. */
export const views: readonly View[] = [gatesView, gradientsView, predictView, activationsView, memoryView];
