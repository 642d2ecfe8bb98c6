/** What a generator returns in the end; checks that its progress rises to 1. */
export function finish<Value>(work: Generator<number, Value>): Value {
  let progress = 0;
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
    if (!(next.value >= progress && next.value <= 1)) throw new RangeError(`progress ${next.value} after ${progress}`);
    progress = next.value;
  }
}
