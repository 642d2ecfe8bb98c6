import type { ComponentType } from "react";
import type { TraceLayout } from "../engine/trace.ts";

/** A place in the workbench. Adding one is one folder and one line in the registry. */
export interface View {
  /** Public, in the address: `gates`. */
  readonly id: string;
  /** The link in the navigation: `Gates`. */
  readonly title: string;
  /** One sentence for those who cannot see it. */
  readonly caption: string;
  /** Lays itself into the workbench grid: elements with the classes `stack` (time-aligned), `middle`, `side`. */
  readonly Panel: ComponentType;
  /** What it states of the sentence, a `Statement` (`shared/statement.tsx`), loaded after the first drawing. */
  readonly Statement?: ComponentType;
  /** True where a step has no stages: the arrow keys and Play go word by word. */
  readonly isByWord?: boolean;
  /** Absent: every model. */
  readonly supports?: (layout: TraceLayout) => boolean;
}
