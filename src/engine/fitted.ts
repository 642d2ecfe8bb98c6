/** float32 below which nothing is gained by giving memory back: 16 MB. */
const SMALL = 4_194_304;

/**
 * Memory for `needed` numbers with the first `kept` of `values` in it: the same where they fit, more of it, a quarter beyond, where they do
 * not, so that typing does not copy at every word. Less where three quarters of much would be left empty, so that a long text that is gone
 * takes nothing.
 */
export function fitted(values: Float32Array<ArrayBuffer>, needed: number, kept: number): Float32Array<ArrayBuffer> {
  const isTooLarge = values.length > SMALL && 4 * needed < values.length;
  if (needed <= values.length && !isTooLarge) return values;
  const other = new Float32Array(Math.ceil(1.25 * needed));
  other.set(values.subarray(0, Math.min(kept, other.length)));
  return other;
}
