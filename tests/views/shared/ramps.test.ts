import { describe, expect, test } from "vitest";
import { rampColour, rampIndex, rampOf } from "../../../src/views/shared/ramps.ts";

const gate = { role: "gate", hue: "f" } as const;
const state = { role: "state", hue: "c" } as const;
const unit = { low: 0, high: 1 };
const signed = { low: -2, high: 2 };

describe("colour ramps", () => {
  test("a closed gate is paper and an open one deep, in both themes", () => {
    expect(rampColour(rampOf(gate, "light"), unit, 0)).toBe("#fbf4ef");
    expect(rampColour(rampOf(gate, "light"), unit, 1)).toBe("#984722");
    expect(rampColour(rampOf(gate, "dark"), unit, 1)).toBe("#e89f76");
  });

  test("zero is exactly paper and the ends are the ends of the stated domain", () => {
    const ramp = rampOf(state, "light");
    expect(rampColour(ramp, signed, 0)).toBe("#f6f4f0");
    expect(rampColour(ramp, signed, -2)).toBe("#7f522e");
    expect(rampColour(ramp, signed, 2)).toBe("#21568c");
  });

  test("what lies beyond the domain takes the colour of its end", () => {
    const ramp = rampOf(state, "dark");
    expect(rampColour(ramp, signed, 99)).toBe(rampColour(ramp, signed, 2));
    expect(rampColour(ramp, signed, -99)).toBe(rampColour(ramp, signed, -2));
  });

  test("a positive and a negative value of one size are equally far from zero", () => {
    for (const size of [0.01, 0.3, 1.4, 2]) {
      expect(rampIndex("diverging", signed, size) - 128).toBe(128 - rampIndex("diverging", signed, -size));
    }
  });

  test("signals of one hue share a table that is made once a theme", () => {
    expect(rampOf(gate, "light")).toBe(rampOf({ ...gate }, "light"));
    expect(rampOf(gate, "light")).not.toBe(rampOf(gate, "dark"));
    expect(rampOf({ role: "candidate", hue: "g" }, "light")).toBe(rampOf(state, "light"));
  });

  test("a gate in a hue without a ramp of its own runs from paper to indigo", () => {
    const ramp = rampOf({ role: "gate", hue: "h" }, "light");
    expect(rampColour(ramp, unit, 0)).toBe("#f6f4f0");
    expect(rampColour(ramp, unit, 1)).toBe("#21568c");
  });
});
