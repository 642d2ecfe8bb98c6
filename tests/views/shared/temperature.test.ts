import { describe, expect, it } from "vitest";
import { temperatureAt, temperaturePlace } from "../../../src/views/shared/temperature.tsx";

describe("temperature slider", () => {
  it("has the model's own temperature in the middle, 0.1 and 3 at the ends", () => {
    expect([-1, 0, 1].map(temperatureAt)).toEqual([0.1, 1, 3]);
  });

  it("goes back to the place that a temperature came from, within what it prints", () => {
    for (let place = -1; place <= 1; place += 0.05) {
      expect(Math.abs(temperaturePlace(temperatureAt(place)) - place)).toBeLessThan(0.03);
    }
  });

  it("stands at an end for temperatures of the address beyond it", () => {
    expect(temperaturePlace(5)).toBe(1);
    expect(temperaturePlace(0.05)).toBe(-1);
  });
});
