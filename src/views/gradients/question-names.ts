import type { GradientAsks } from "../../store/gradient-state.ts";

/** The questions of the view, in their order, and what is measured for each. */
export const questions: readonly { readonly id: GradientAsks; readonly name: string; readonly descriptor: string }[] = [
  { id: "sentence", name: "This sentence", descriptor: "share left at every word" },
  { id: "across", name: "Across texts", descriptor: "share left, so many words back" },
  { id: "replaced", name: "One word replaced", descriptor: "what is left of it, so many words later" },
  { id: "fresh", name: "Before learning", descriptor: "share left, so many words back" },
];
