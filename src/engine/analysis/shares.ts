/**
 * Shares of a whole as whole percentages that add up to 100, by the largest remainder: each is its exact value rounded down, and the
 * points that are left go to those that lost most; of equal losses to the earlier one. Zeros where the shares are all zero.
 * @param parts ≥ 0
 */
export function wholePercentages(parts: ArrayLike<number>): Int32Array {
  const total = Array.from(parts).reduce((sum, part) => sum + part, 0);
  if (!(total > 0)) return new Int32Array(parts.length);
  const exact = Float64Array.from(parts, (part) => (part / total) * 100);
  const whole = Int32Array.from(exact, Math.floor);
  const left = 100 - whole.reduce((sum, percent) => sum + percent, 0);
  const byLoss = Array.from(exact.keys()).sort((a, b) => remainder(exact[b] as number) - remainder(exact[a] as number) || a - b);
  for (const place of byLoss.slice(0, left)) whole[place] = (whole[place] as number) + 1;
  return whole;
}

function remainder(value: number): number {
  return value - Math.floor(value);
}
