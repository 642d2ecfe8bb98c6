import { ramps } from "virtual:ramps";
import type { SignalSpec } from "../../engine/cell.ts";
import { decodePixels } from "./ramp-codec.ts";
import { ENTRIES, REACH, rampName, type Theme, ZERO } from "./ramp-stops.ts";

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

/** Odd, so that the middle of a diverging ramp is exactly zero. */
const GRADIENT_STOPS = 17;

/** What is drawn on a canvas besides ramps: `--sunken` and `--bg` of tokens.css. */
export const canvasColours: Record<Theme, { readonly ground: string; readonly paper: string }> = {
  light: { ground: "#f3f1ec", paper: "#fbfaf7" },
  dark: { ground: "#1c2025", paper: "#101215" },
};

const made = new Map<string, Ramp>();

/** The ramp of a signal: sequential in its hue for a gate, diverging for every signed value. Made once a theme. */
export function rampOf(signal: Pick<SignalSpec, "role" | "hue">, theme: Theme): Ramp {
  const name = rampName(signal);
  const key = `${theme} ${name}`;
  let ramp = made.get(key);
  if (ramp === undefined) {
    ramp = { kind: name === "signed" ? "diverging" : "sequential", pixels: decodePixels(ramps[theme][name] as string) };
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
  return `#${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** The ramp as a CSS gradient from its low end upwards. */
export function rampGradient(ramp: Ramp): string {
  const lowest = ramp.kind === "sequential" ? 0 : ZERO - REACH;
  const stops = Array.from({ length: GRADIENT_STOPS }, (_, stop) =>
    rampColour(ramp, lowest + Math.round((stop / (GRADIENT_STOPS - 1)) * (ENTRIES - 1 - lowest))),
  );
  return `linear-gradient(to top, ${stops.join(", ")})`;
}
