/** A JSON object that nobody has checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value of a JSON text; undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A whole number from 0 up that float64 holds exactly. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Keys of the outermost object of a valid JSON text that are written more than once; JSON.parse keeps the last in silence. */
export function repeatedKeys(text: string): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  let depth = 0;
  let isKey = false;
  for (const [piece] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g)) {
    if (piece === "{" || piece === "[") depth++;
    else if (piece === "}" || piece === "]") depth--;
    else if (piece !== "," && isKey) {
      const key = JSON.parse(piece) as string;
      if (seen.has(key)) repeated.add(key);
      seen.add(key);
    }
    isKey = depth === 1 && (piece === "{" || piece === ",");
  }
  return [...repeated];
}
