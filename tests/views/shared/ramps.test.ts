import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tabulate } from "../../../src/views/shared/ramp-plugin.ts";
import { type RampName, rampStops } from "../../../src/views/shared/ramp-stops.ts";
import {
  canvasColours,
  type Domain,
  type Ramp,
  rampColour,
  rampGradient,
  rampIndex,
  rampOf,
} from "../../../src/views/shared/ramps.ts";

const gate = { role: "gate", hue: "f" } as const;
const state = { role: "state", hue: "c" } as const;
const unit = { low: 0, high: 1 };
const signed = { low: -2, high: 2 };
const colourOf = (ramp: Ramp, domain: Domain, value: number) => rampColour(ramp, rampIndex(ramp.kind, domain, value));

describe("colour ramps", () => {
  test("what the page draws with is what D3 tabulated, colour by colour", () => {
    const gates = { f: "f", i: "i", o: "o", gate: "c" } as const;
    for (const theme of ["light", "dark"] as const) {
      for (const [name, stops] of Object.entries(rampStops[theme]) as [RampName, readonly string[]][]) {
        const { pixels } = rampOf(name === "signed" ? state : { role: "gate", hue: gates[name] }, theme);
        const drawn = [...new Uint8Array(pixels.buffer)].filter((_, index) => index % 4 < 3);
        expect(drawn, `${theme} ${name}`).toEqual([...tabulate(name, stops)]);
      }
    }
  });

  test("a closed gate is paper and an open one deep, in both themes", () => {
    expect(colourOf(rampOf(gate, "light"), unit, 0)).toBe("#fbf4ef");
    expect(colourOf(rampOf(gate, "light"), unit, 1)).toBe("#984722");
    expect(colourOf(rampOf(gate, "dark"), unit, 1)).toBe("#e89f76");
  });

  test("zero is exactly paper and the ends are the ends of the stated domain", () => {
    const ramp = rampOf(state, "light");
    expect(colourOf(ramp, signed, 0)).toBe("#f6f4f0");
    expect(colourOf(ramp, signed, -2)).toBe("#7f522e");
    expect(colourOf(ramp, signed, 2)).toBe("#21568c");
  });

  test("what lies beyond the domain takes the colour of its end", () => {
    const ramp = rampOf(state, "dark");
    expect(colourOf(ramp, signed, 99)).toBe(colourOf(ramp, signed, 2));
    expect(colourOf(ramp, signed, -99)).toBe(colourOf(ramp, signed, -2));
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
    expect(colourOf(ramp, unit, 0)).toBe("#f6f4f0");
    expect(colourOf(ramp, unit, 1)).toBe("#21568c");
  });

  test("the legend's gradient runs over the whole table and through paper", () => {
    const stops = rampGradient(rampOf(state, "light")).match(/#[0-9a-f]{6}/g);
    expect([stops?.[0], stops?.[8], stops?.[16]]).toEqual(["#7f522e", "#f6f4f0", "#21568c"]);
    expect(rampGradient(rampOf(gate, "light")).startsWith("linear-gradient(to top, #fbf4ef")).toBe(true);
  });

  test("colours of canvas grounds are those of the tokens", () => {
    const tokens = readFileSync("src/views/shared/tokens.css", "utf8");
    const [light = "", dark = ""] = [/:root,[\s\S]*?\n\}/, /\n\[data-theme="dark"\] \{[\s\S]*?\n\}/].map(
      (block) => tokens.match(block)?.[0],
    );
    for (const [block, { ground, paper }] of [
      [light, canvasColours.light],
      [dark, canvasColours.dark],
    ] as const) {
      expect(block).toContain(`--sunken: ${ground};`);
      expect(block).toContain(`--bg: ${paper};`);
    }
  });
});
