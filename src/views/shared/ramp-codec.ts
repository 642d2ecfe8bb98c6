import { ENTRIES } from "./ramp-stops.ts";

const CHANNELS = 3;
/** Character of no change. */
const NONE = 96;

/** A table of colours (ENTRIES, 3) as text: every channel by itself, each entry as its difference from the one before. */
export function encodeTable(table: Uint8Array): string {
  let text = "";
  for (let channel = 0; channel < CHANNELS; channel++) {
    for (let entry = 0, before = 0; entry < ENTRIES; entry++) {
      const value = table[entry * CHANNELS + channel] as number;
      text += String.fromCharCode(NONE + value - before);
      before = value;
    }
  }
  return text;
}

/** One pixel of ImageData an entry, opaque, in the byte order of this machine. */
export function decodePixels(text: string): Uint32Array {
  const pixels = new Uint32Array(ENTRIES);
  const bytes = new Uint8Array(pixels.buffer).fill(255);
  for (let channel = 0, at = 0; channel < CHANNELS; channel++) {
    for (let entry = 0, value = 0; entry < ENTRIES; entry++, at++) {
      value += text.charCodeAt(at) - NONE;
      bytes[entry * 4 + channel] = value;
    }
  }
  return pixels;
}
