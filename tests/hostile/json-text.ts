/** JSON of a value with what is nested written out. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /"@nested (\d+)@"/g,
    (_, depth) => `${'{"a":'.repeat(Number(depth))}1${"}".repeat(Number(depth))}`,
  );
}
