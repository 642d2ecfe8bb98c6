declare module "virtual:formulas" {
  /** HTML and MathML of every TeX string in the cell registry, typeset while the page is built. */
  export const formulas: Readonly<Record<string, string>>;
}
