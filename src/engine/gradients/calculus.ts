/** σ'(z) = e^−|z| / (1 + e^−|z|)²: right to the last digits where σ(z)·(1 − σ(z)) has cancelled. */
export function sigmoidSlope(z: number): number {
  const decay = Math.exp(-Math.abs(z));
  return decay / ((1 + decay) * (1 + decay));
}

/** tanh'(z) = 1 / cosh² z = 4 e^−2|z| / (1 + e^−2|z|)²: right to the last digits where 1 − tanh² z has cancelled. */
export function tanhSlope(z: number): number {
  return 4 * sigmoidSlope(2 * z);
}

/** 1 above zero, 0 at zero and below, as PyTorch takes it. */
export function reluSlope(z: number): number {
  return z > 0 ? 1 : 0;
}

/** 1/6 between −3 and 3, 0 elsewhere: the slope of Keras 3's hard sigmoid. */
export function hardSigmoidSlope(z: number): number {
  return z > -3 && z < 3 ? 1 / 6 : 0;
}

/** out[k] = Σ_m weights[m, k] · delta[m]: a gradient carried back through a product. weights (M, K) row-major, delta (M), out (K). */
export function transposedProduct(weights: Float32Array, delta: Float64Array, out: Float64Array): void {
  const columns = out.length;
  out.fill(0);
  let m = 0;
  // Four rows at a time: a quarter of the reads and writes of `out`.
  for (; m + 4 <= delta.length; m += 4) {
    const d0 = delta[m] as number;
    const d1 = delta[m + 1] as number;
    const d2 = delta[m + 2] as number;
    const d3 = delta[m + 3] as number;
    // Most words' logits have no part in a gradient of one or two of them.
    if (d0 === 0 && d1 === 0 && d2 === 0 && d3 === 0) continue;
    const w0 = m * columns;
    const w1 = w0 + columns;
    const w2 = w1 + columns;
    const w3 = w2 + columns;
    for (let k = 0; k < columns; k++) {
      out[k] =
        (out[k] as number) +
        (weights[w0 + k] as number) * d0 +
        (weights[w1 + k] as number) * d1 +
        (weights[w2 + k] as number) * d2 +
        (weights[w3 + k] as number) * d3;
    }
  }
  for (; m < delta.length; m++) {
    const d = delta[m] as number;
    for (let k = 0; k < columns; k++) out[k] = (out[k] as number) + (weights[m * columns + k] as number) * d;
  }
}
