/** The functions as the literature writes them. */
export const sigmoidFormula = String.raw`\sigma(z) = \dfrac{1}{1 + e^{-z}}`;
export const tanhFormula = String.raw`\tanh(z)`;
export const reluFormula = String.raw`\max(0, z)`;
export const leakyFormula = String.raw`\max(a z, z)`;
export const softmaxFormula = String.raw`p_i = \dfrac{e^{z_i / \tau}}{\sum_j e^{z_j / \tau}}`;

/** Typeset while the page is built. */
export const formulas: readonly string[] = [sigmoidFormula, tanhFormula, reluFormula, leakyFormula, softmaxFormula];
