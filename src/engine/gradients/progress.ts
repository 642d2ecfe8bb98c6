/** A long computation that yields how much of it is done, 0 … 1, so that whoever runs it can do other things in between. */
export type Slowly<Value> = Generator<number, Value>;

/** Runs it to its end at once. */
export function finish<Value>(work: Slowly<Value>): Value {
  for (let next = work.next(); ; next = work.next()) if (next.done) return next.value;
}

/** Runs it as the part of a longer one that goes from `from` to `to`. */
export function* part<Value>(work: Slowly<Value>, from: number, to: number): Slowly<Value> {
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    yield from + (to - from) * next.value;
  }
}
