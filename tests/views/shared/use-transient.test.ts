import { expect, test } from "vitest";
import { createDrawQueue, isSame } from "../../../src/views/shared/use-transient.ts";

function frames() {
  const asked: (() => void)[] = [];
  return { asked, queue: createDrawQueue((run) => asked.push(run)), next: () => asked.shift()?.() };
}

test("a hundred changes in a frame draw once", () => {
  const { asked, queue, next } = frames();
  let drawn = 0;
  const draw = () => {
    drawn++;
  };
  for (let change = 0; change < 100; change++) queue.request(draw);
  expect(asked.length).toBe(1);
  next();
  expect(drawn).toBe(1);
});

test("a change while drawing draws in the next frame", () => {
  const { asked, queue, next } = frames();
  let drawn = 0;
  const draw = () => {
    drawn++;
    if (drawn === 1) queue.request(draw);
  };
  queue.request(draw);
  next();
  expect([drawn, asked.length]).toEqual([1, 1]);
  next();
  expect(drawn).toBe(2);
});

test("a drawing that was taken back does not run", () => {
  const { queue, next } = frames();
  let drawn = 0;
  const draw = () => {
    drawn++;
  };
  queue.request(draw);
  queue.cancel(draw);
  next();
  expect(drawn).toBe(0);
});

test("a selection is the same where each of its parts is, whichever array holds them", () => {
  const layers = [1, 2];
  expect(isSame([3, "a", layers, Number.NaN], [3, "a", layers, Number.NaN])).toBe(true);
  expect(isSame([3, "a"], [3, "b"])).toBe(false);
  expect(isSame([3], [3, undefined])).toBe(false);
  expect(isSame([layers], [[1, 2]])).toBe(false);
  expect([isSame(0, -0), isSame({}, {}), isSame(null, null)]).toEqual([false, false, true]);
});
