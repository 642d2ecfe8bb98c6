/** What every refusal of a file may promise. */
export const stillSafe = "Nothing was changed: a model that was open is still open.";

/** `512 × 96`; `1` for a single number. */
export function describeShape(shape: readonly number[]): string {
  return shape.length === 0 ? "1" : shape.join(" × ");
}
