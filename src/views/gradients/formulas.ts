const c = (index: string) => String.raw`\htmlData{hue=c}{C_{${index}}}`;
const f = (index: string) => String.raw`\htmlData{hue=f}{f_{${index}}}`;

/** ∂h_T/∂h_t of a plain RNN: a product of one matrix and many diagonals. */
export const plainJacobian = String.raw`\dfrac{\partial h_T}{\partial h_t} = \prod_{k=t+1}^{T} \operatorname{diag}\bigl(\varphi'(z_k)\bigr)\, W_h`;

/** The path of C alone. */
export const directPath = String.raw`\prod_{k=t+1}^{T} \operatorname{diag}(${f("k")})`;

/** The derivative of C through every path. */
export const fullJacobian = String.raw`\dfrac{\partial ${c("T")}}{\partial ${c("t")}}`;

/** Typeset while the page is built; hues stand in the formulas themselves. */
export const formulas: readonly string[] = [plainJacobian, directPath, fullJacobian];
