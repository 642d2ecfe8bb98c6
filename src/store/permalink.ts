import { cutText, firstLetters } from "../engine/cut-text.ts";
import { ADDRESS_LETTERS, READ_LETTERS, WORD_LETTERS } from "../engine/limits.ts";
import { keys } from "./address-keys.ts";
import { type AddressState, defaultAddress } from "./address-state.ts";

/** Version of the table of keys. */
const VERSION = 1;
/** Letters of a value that are repeated when it is refused. */
export const SHOWN = 25;

/** A key that could not be taken, and why. */
export interface Ignored {
  /** `t=99` */
  readonly what: string;
  readonly why: string;
}

/** What was read. Where the address is of a newer version, nothing of it was taken. */
export interface ReadAddress {
  readonly address: AddressState;
  readonly ignored: readonly Ignored[];
  readonly newerVersion: string | null;
}

/**
 * Reads a fragment, with its `#` or without. `views` and `models` are the ids that exist; what is unknown, malformed or of a view
 * or model that is not there keeps its default and is told. Bounds that depend on sentence and model are the caller's.
 */
export function readAddress(
  fragment: string,
  { views, models }: { readonly views: readonly string[]; readonly models: readonly string[] },
): ReadAddress {
  const given = new URLSearchParams(fragment.replace(/^#/, "").slice(0, READ_LETTERS));
  const ignored: Ignored[] = [];
  const version = given.get("v");
  if (version !== null && /^\d+$/.test(version) && Number(version) > VERSION) {
    return { address: defaultAddress, ignored: [], newerVersion: version };
  }
  const ignore = (key: string, value: string, why: string) =>
    ignored.push({ what: value === "" ? cutText(key, SHOWN) : `${cutText(key, SHOWN)}=${cutText(value, SHOWN)}`, why });
  /** Of a key that is given again the last value that can be read. */
  const taken = new Map<string, Partial<AddressState>>();
  const times = new Map<string, number>();
  for (const [key, value] of given) {
    times.set(key, (times.get(key) ?? 0) + 1);
    if (key === "v") {
      if (value !== String(VERSION)) ignore(key, value, "this is version 1");
      continue;
    }
    const read = keys.get(key)?.read(value) ?? "unknown here";
    if (typeof read === "string") ignore(key, value, read);
    else if (key === "view" && !views.includes(value)) ignore(key, value, "no such view");
    else if (key === "model" && !models.includes(value)) {
      ignore(key, value, "not a model of this page; open its file again if it is your own");
    } else taken.set(key, read);
  }
  for (const [key, count] of times) {
    if (count > 1) ignore(key, "", `given ${count} times; the last one that can be read counts`);
  }
  return { address: Object.assign({}, defaultAddress, ...taken.values()), ignored, newerVersion: null };
}

/**
 * The fragment with its `#`; empty where everything is as by default. Form-encoded: `s=the+cat`. Of a sentence that would make it too
 * long the beginning is written.
 */
export function writeAddress(address: AddressState): string {
  const text =
    address.text === null
      ? null
      : linkedText(address.text, ADDRESS_LETTERS - "&s=".length - writeAll({ ...address, text: null }).length);
  const fragment = writeAll({ ...address, text });
  return fragment === "" ? "" : `#${fragment}`;
}

function writeAll(address: AddressState): string {
  const written = new URLSearchParams();
  for (const [key, { write }] of keys) {
    const value = write(address);
    if (value !== null) written.append(key, value);
  }
  return written.toString();
}

/** The beginning of a text, up to a space where one is near, that takes at most so many letters of an address once it is encoded. */
export function linkedText(text: string, room: number): string {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    letters += encodedLetters(text.charCodeAt(at));
    if (letters <= room) continue;
    const beginning = firstLetters(text, at);
    const space = beginning.lastIndexOf(" ");
    return space > at - WORD_LETTERS ? beginning.slice(0, space) : beginning;
  }
  return text;
}

/** Letters of a UTF-16 unit in the encoding of forms: itself, or a percent sign and two digits a byte of UTF-8. */
function encodedLetters(unit: number): number {
  if (unit < 0x80) return /[ *\-._0-9A-Za-z]/.test(String.fromCharCode(unit)) ? 1 : 3;
  if (unit < 0x800) return 6;
  // Half of a pair: two units are four bytes. One that stands alone becomes three bytes.
  return 9;
}

/** Parts of an address that are named; the others are counted. */
const NAMED = 12;

/** What was ignored, as one line. */
export function sayIgnored(ignored: readonly Ignored[]): string {
  const named = ignored.slice(0, NAMED).map(({ what, why }) => `${what} (${why})`);
  const more = ignored.length > NAMED ? `, and ${ignored.length - NAMED} more` : "";
  return `${named.join(", ")}${more}.`;
}
