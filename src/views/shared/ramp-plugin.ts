import { interpolateLab, piecewise, rgb } from "d3";
import type { Plugin } from "vite";
import { encodeTable } from "./ramp-codec.ts";
import { ENTRIES, type RampName, REACH, rampStops, ZERO } from "./ramp-stops.ts";

const id = "virtual:ramps";
const resolvedId = `\0${id}`;

/**
 * Tabulates the colour ramps with D3 while the page is built: through CIELAB, piecewise between the stops. Serves `virtual:ramps`, the
 * tables as text; the interpolation itself would weigh four times as much on a first visit.
 */
export function rampPlugin(): Plugin {
  return {
    name: "gatescope-ramps",
    resolveId: (asked) => (asked === id ? resolvedId : null),
    load(asked) {
      if (asked !== resolvedId) return null;
      return `export const ramps = ${JSON.stringify({ light: encoded("light"), dark: encoded("dark") })};`;
    },
  };
}

function encoded(theme: keyof typeof rampStops): Record<string, string> {
  return Object.fromEntries(
    Object.entries(rampStops[theme]).map(([name, stops]) => [name, encodeTable(tabulate(name as RampName, stops))]),
  );
}

/** (ENTRIES, 3) row-major: red, green, blue of every entry. */
export function tabulate(name: RampName, stops: readonly string[]): Uint8Array {
  const colourAt = piecewise(interpolateLab, [...stops]);
  const table = new Uint8ClampedArray(ENTRIES * 3);
  for (let entry = 0; entry < ENTRIES; entry++) {
    const place = name === "signed" ? Math.max(0, 0.5 + (entry - ZERO) / (2 * REACH)) : entry / (ENTRIES - 1);
    const { r, g, b } = rgb(colourAt(place));
    table.set([r, g, b], entry * 3);
  }
  return new Uint8Array(table.buffer);
}
