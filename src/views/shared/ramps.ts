import { interpolateLab, piecewise, rgb } from "d3";
import type { Hue, SignalSpec } from "../../engine/cell.ts";

export type Theme = "light" | "dark";

/**
 * A colour scale with a stated domain, as 256 RGBA entries. `sequential`: entry 0 is `low`, entry 255 is `high`. `diverging`: entry
 * 128 is exactly zero, 1 and 255 are the ends of a domain that is symmetric about it. What lies beyond takes the colour of the end.
 */
export interface Ramp {
  readonly kind: "sequential" | "diverging";
  /** (256): one pixel of ImageData each, in the byte order of this machine. */
  readonly pixels: Uint32Array;
}

/** A closed interval of values that a ramp spans. */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

const ENTRIES = 256;
const ZERO = 128;
const REACH = 127;
/** Odd, so that the middle of a diverging ramp is exactly zero. */
const GRADIENT_STOPS = 17;

/** 0 is paper, 1 is open; one lightness path in three hues (tokens.css). */
const SEQUENTIAL: Record<Theme, Partial<Record<Hue, readonly string[]>>> = {
  light: {
    f: ["#fbf4ef", "#fed1b4", "#faae7f", "#ee8c52", "#d96e30", "#bc5720", "#984722"],
    i: ["#f2f7f4", "#c5e4d2", "#9ad0b4", "#71bb99", "#4fa381", "#378a6c", "#2e7059"],
    o: ["#faf4f7", "#f5cfe4", "#eaacd1", "#d98cbb", "#c371a4", "#a75b8b", "#874a70"],
  },
  dark: {
    f: ["#25150e", "#4c220e", "#73310d", "#974515", "#b85f2b", "#d37d4d", "#e89f76"],
    i: ["#101d18", "#14372b", "#1b533f", "#2a6f56", "#438b6e", "#64a68a", "#8bc1a7"],
    o: ["#22151c", "#432337", "#663452", "#87486d", "#a76088", "#c37da3", "#da9ebd"],
  },
};

/** Negative umber, zero paper, positive indigo (tokens.css). */
const DIVERGING: Record<Theme, readonly string[]> = {
  light: ["#7f522e", "#a97248", "#ca9974", "#e3c5af", "#f6f4f0", "#adccef", "#6ea3de", "#3e7bbd", "#21568c"],
  dark: ["#e1b484", "#b8864d", "#865d2c", "#503920", "#181a1b", "#1f425a", "#286d98", "#4b99cd", "#85c6f4"],
};

/** What is drawn on a canvas besides ramps: `--sunken` and `--bg` of tokens.css. */
export const canvasColours: Record<Theme, { readonly ground: string; readonly paper: string }> = {
  light: { ground: "#f3f1ec", paper: "#fbfaf7" },
  dark: { ground: "#1c2025", paper: "#101215" },
};

const made = new Map<string, Ramp>();

/** The ramp of a signal: sequential in its hue for a gate, diverging for every signed value. Made once a theme. */
export function rampOf(signal: Pick<SignalSpec, "role" | "hue">, theme: Theme): Ramp {
  const stops = signal.role === "gate" ? (SEQUENTIAL[theme][signal.hue] ?? DIVERGING[theme].slice(4)) : DIVERGING[theme];
  const kind = signal.role === "gate" ? "sequential" : "diverging";
  const key = stops.join();
  let ramp = made.get(key);
  if (ramp === undefined) {
    ramp = { kind, pixels: tabulate(kind, stops) };
    made.set(key, ramp);
  }
  return ramp;
}

/** Entry of a value in a ramp's table; the ends of the table where it lies beyond the domain. */
export function rampIndex(kind: Ramp["kind"], domain: Domain, value: number): number {
  const index =
    kind === "sequential"
      ? Math.round(((value - domain.low) / (domain.high - domain.low)) * (ENTRIES - 1))
      : ZERO + Math.round((value / domain.high) * REACH);
  return Math.min(ENTRIES - 1, Math.max(kind === "sequential" ? 0 : ZERO - REACH, index));
}

/** `#rrggbb` of an entry of a ramp's table, for what is drawn outside a canvas. */
export function rampColour(ramp: Ramp, entry: number): string {
  const bytes = new Uint8Array(ramp.pixels.buffer, entry * 4, 3);
  return rgb(bytes[0] as number, bytes[1] as number, bytes[2] as number).formatHex();
}

/** The ramp as a CSS gradient from its low end upwards. */
export function rampGradient(ramp: Ramp): string {
  const lowest = ramp.kind === "sequential" ? 0 : ZERO - REACH;
  const stops = Array.from({ length: GRADIENT_STOPS }, (_, stop) =>
    rampColour(ramp, lowest + Math.round((stop / (GRADIENT_STOPS - 1)) * (ENTRIES - 1 - lowest))),
  );
  return `linear-gradient(to top, ${stops.join(", ")})`;
}

function tabulate(kind: Ramp["kind"], stops: readonly string[]): Uint32Array {
  const colourAt = piecewise(interpolateLab, [...stops]);
  const pixels = new Uint32Array(ENTRIES);
  const bytes = new Uint8ClampedArray(pixels.buffer);
  for (let entry = 0; entry < ENTRIES; entry++) {
    const place = kind === "sequential" ? entry / (ENTRIES - 1) : Math.max(0, 0.5 + (entry - ZERO) / (2 * REACH));
    const colour = rgb(colourAt(place));
    bytes.set([colour.r, colour.g, colour.b, 255], entry * 4);
  }
  return pixels;
}
