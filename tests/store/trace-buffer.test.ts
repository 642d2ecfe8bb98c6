import { describe, expect, test } from "vitest";
import { rnn } from "../../src/engine/cells/rnn.ts";
import { frameLength, type TraceLayout } from "../../src/engine/trace.ts";
import { createTraceBuffer } from "../../src/store/trace-buffer.ts";

const layout: TraceLayout = { layers: 2, signals: rnn.signals, units: 3 };
const length = frameLength(layout);
/** Frames of which each number is its step. */
const frames = (first: number, count: number) => ({
  first,
  values: Float32Array.from({ length: count * length }, (_, k) => first + Math.floor(k / length)),
});

function filled(steps: number) {
  const buffer = createTraceBuffer();
  buffer.reset(layout);
  buffer.append(frames(0, steps + 1));
  return buffer;
}

const stepsIn = (buffer: ReturnType<typeof filled>) => {
  const trace = buffer.trace();
  return Array.from({ length: (trace?.steps ?? -1) + 1 }, (_, t) => trace?.values[t * length]);
};

describe("the trace buffer", () => {
  test("is no trace before it has a layout, and an empty one after", () => {
    const buffer = createTraceBuffer();
    expect(buffer.trace()).toBe(null);
    buffer.reset(layout);
    expect(buffer.trace()?.steps).toBe(0);
  });

  test("takes frames behind or over those that are there", () => {
    const buffer = filled(2);
    buffer.append(frames(3, 200));
    expect(buffer.trace()?.steps).toBe(202);
    buffer.append({ first: 1, values: new Float32Array(length).fill(-1) });
    expect(stepsIn(buffer).slice(0, 4)).toEqual([0, -1, 2, 3]);
    expect(buffer.trace()?.steps).toBe(202);
  });

  test("publishes another trace whenever frames change", () => {
    const buffer = filled(2);
    const before = buffer.trace();
    buffer.append(frames(2, 1));
    expect(buffer.trace()).not.toBe(before);
  });

  test("keeps the first steps when it is cut, and forgets everything with a new layout", () => {
    const buffer = filled(5);
    buffer.truncate(9);
    expect(buffer.trace()?.steps).toBe(5);
    buffer.truncate(2);
    expect(stepsIn(buffer)).toEqual([0, 1, 2]);
    buffer.reset(layout);
    expect(stepsIn(buffer)).toEqual([0]);
  });

  test("makes room once and keeps what is there", () => {
    const buffer = filled(5);
    buffer.reserve(10_000);
    const values = buffer.trace()?.values;
    expect(stepsIn(buffer)).toEqual([0, 1, 2, 3, 4, 5]);
    buffer.append(frames(6, 9_995));
    expect(buffer.trace()?.values).toBe(values);
  });

  test("gives the memory of a long text back when a short one takes its place, and keeps what is there", () => {
    const buffer = filled(5);
    const steps = Math.ceil(5_000_000 / frameLength(layout));
    buffer.reserve(steps);
    const large = buffer.trace()?.values.length ?? 0;
    buffer.reserve(6);
    expect(buffer.trace()?.values.length).toBeLessThan(large / 1000);
    expect(stepsIn(buffer)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("refuses a gap and half a frame", () => {
    expect(() => filled(2).append(frames(4, 1))).toThrow(RangeError);
    expect(() => filled(2).append({ first: 3, values: new Float32Array(length - 1) })).toThrow(RangeError);
    expect(() => createTraceBuffer().append(frames(0, 1))).toThrow(RangeError);
  });
});
