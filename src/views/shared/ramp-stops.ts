import type { SignalSpec } from "../../engine/cell.ts";

export type Theme = "light" | "dark";

/** Three gates have a hue of their own; another gate runs from paper to indigo; every signed value has the diverging ramp. */
export type RampName = "f" | "i" | "o" | "gate" | "signed";

const signed: Record<Theme, readonly string[]> = {
  light: ["#7f522e", "#a97248", "#ca9974", "#e3c5af", "#f6f4f0", "#adccef", "#6ea3de", "#3e7bbd", "#21568c"],
  dark: ["#e1b484", "#b8864d", "#865d2c", "#503920", "#181a1b", "#1f425a", "#286d98", "#4b99cd", "#85c6f4"],
};

/**
 * Colours that a ramp runs through (tokens.css), evenly spaced. Of a gate: 0 is paper, 1 is open, one lightness path in three hues. Of a
 * signed value: negative umber, zero paper, positive indigo.
 */
export const rampStops: Record<Theme, Record<RampName, readonly string[]>> = {
  light: {
    f: ["#fbf4ef", "#fed1b4", "#faae7f", "#ee8c52", "#d96e30", "#bc5720", "#984722"],
    i: ["#f2f7f4", "#c5e4d2", "#9ad0b4", "#71bb99", "#4fa381", "#378a6c", "#2e7059"],
    o: ["#faf4f7", "#f5cfe4", "#eaacd1", "#d98cbb", "#c371a4", "#a75b8b", "#874a70"],
    gate: signed.light.slice(4),
    signed: signed.light,
  },
  dark: {
    f: ["#25150e", "#4c220e", "#73310d", "#974515", "#b85f2b", "#d37d4d", "#e89f76"],
    i: ["#101d18", "#14372b", "#1b533f", "#2a6f56", "#438b6e", "#64a68a", "#8bc1a7"],
    o: ["#22151c", "#432337", "#663452", "#87486d", "#a76088", "#c37da3", "#da9ebd"],
    gate: signed.dark.slice(4),
    signed: signed.dark,
  },
};

/** The ramp in which a signal is drawn. */
export function rampName({ role, hue }: Pick<SignalSpec, "role" | "hue">): RampName {
  if (role !== "gate") return "signed";
  return hue === "f" || hue === "i" || hue === "o" ? hue : "gate";
}

/** Entries of a ramp's table. */
export const ENTRIES = 256;
/** Entry of the diverging ramp that is exactly zero. */
export const ZERO = 128;
/** Entries on either side of it. */
export const REACH = 127;
