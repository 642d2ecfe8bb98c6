const c = (index: string) => String.raw`\htmlData{hue=c}{C_{${index}}}`;
const f = (index: string) => String.raw`\htmlData{hue=f}{f_{${index}}}`;

const plain = (slope: string) =>
  String.raw`\dfrac{\partial h_T}{\partial h_t} = \prod_{k=t+1}^{T} \operatorname{diag}\bigl(${slope}\bigr)\, W_h`;

/** ∂h_T/∂h_t of a plain network, by the activation that writes h: a product of one matrix and many diagonals. */
export const plainJacobians = {
  tanh: plain("1 - h_k^2"),
  relu: plain("[z_k > 0]"),
  sigmoid: plain("h_k (1 - h_k)"),
  hardSigmoid: plain("[|z_k| < 3] / 6"),
} as const;

/** The path of C alone. */
export const directPath = String.raw`\prod_{k=t+1}^{T} \operatorname{diag}(${f("k")})`;

/** The derivative of C through every path. */
export const fullJacobian = String.raw`\dfrac{\partial ${c("T")}}{\partial ${c("t")}}`;

/** What most explanations take for all of it. */
export const directStep = String.raw`\partial ${c("t")} / \partial ${c("t-1")} = ${f("t")}`;

/** Typeset while the page is built; hues stand in the formulas themselves. */
export const formulas: readonly string[] = [...Object.values(plainJacobians), directPath, fullJacobian, directStep];
