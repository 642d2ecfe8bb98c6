import { expect, test } from "vitest";
import { createDrawQueue } from "../../../src/views/shared/use-transient.ts";

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
