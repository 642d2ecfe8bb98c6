declare module "virtual:formulas" {
  /** HTML and MathML of every equation of the cell registry and every formula of the views, by its TeX. */
  export const formulas: Readonly<Record<string, string>>;
}

declare module "virtual:symbols" {
  /** HTML of the symbol of every drawn signal of the cell registry, by its TeX. */
  export const symbols: Readonly<Record<string, string>>;
}
