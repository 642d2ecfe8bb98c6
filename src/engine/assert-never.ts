/** The end of a switch over all kinds of a union: adding a kind makes it a type error. @throws TypeError where it is reached. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(value)}`);
}
