/** What a unit does at the value of a feature, in words: `Low after a sentence end`, `High inside quotes`. */
export function sayFeature(feature: string, value: string, deviation: number): string {
  return `${deviation < 0 ? "Low" : "High"} ${wheres.get(feature)?.(value) ?? `at ${value}`}`;
}

/** By feature, where it has which value. */
const wheres: ReadonlyMap<string, (value: string) => string> = new Map(
  Object.entries({
    position: (value) => (value === "later" ? "late in a sentence" : `at the ${value}`),
    quotes: (value) => value,
    number: (value) => `with a ${value}`,
    gender: (value) => `while the last person is “${value}”`,
    end: (value) => `where the ${value}`,
    last: (value) => `after ${oneOf(value)}`,
    next: (value) => `before ${oneOf(value)}`,
  }),
);

/** Of a class of words: by its name, or by its commonest members. */
function oneOf(name: string): string {
  if (name.includes(",")) return `words like ${name}`;
  if (name === "inner punctuation") return "a comma or the like";
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}

/**
 * How much worse the model predicts for a loss that is `nats` higher: perplexity grows by e^nats, so 0.0058 nats are 0.6 %. What rounds to
 * nothing at one decimal is said to be no worse.
 */
export function sayWorse(nats: number): string {
  const percent = 100 * Math.expm1(nats);
  const size = Math.abs(percent);
  if (size < 0.05) return "no worse";
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)}% ${percent > 0 ? "worse" : "better"}`;
}
