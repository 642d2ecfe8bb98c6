import { keys } from "./address-keys.ts";
import { type AddressState, defaultAddress } from "./address-state.ts";

/** Version of the table of keys. */
const VERSION = 1;

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
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const ignored: Ignored[] = [];
  const version = given.get("v");
  if (version !== null && /^\d+$/.test(version) && Number(version) > VERSION) {
    return { address: defaultAddress, ignored: [], newerVersion: version };
  }
  let address = defaultAddress;
  const ignore = (key: string, value: string, why: string) => {
    const short = value.length > 24 ? `${value.slice(0, 24)}…` : value;
    ignored.push({ what: value === "" ? key : `${key}=${short}`, why });
  };
  for (const [key, value] of given) {
    if (key === "v") {
      if (version !== String(VERSION)) ignore(key, value, "this is version 1");
      continue;
    }
    const read = keys.get(key)?.read(value) ?? "unknown here";
    if (typeof read === "string") ignore(key, value, read);
    else if (key === "view" && !views.includes(value)) ignore(key, value, "no such view");
    else if (key === "model" && !models.includes(value)) {
      ignore(key, value, "not a model of this page; open its file again if it is your own");
    } else address = { ...address, ...read };
  }
  return { address, ignored, newerVersion: null };
}

/** The fragment with its `#`; empty where everything is as by default. Form-encoded: `s=the+cat`. */
export function writeAddress(address: AddressState): string {
  const written = new URLSearchParams();
  for (const [key, { write }] of keys) {
    const value = write(address);
    if (value !== null) written.append(key, value);
  }
  const fragment = written.toString();
  return fragment === "" ? "" : `#${fragment}`;
}

/** What was ignored, as one line. */
export function sayIgnored(ignored: readonly Ignored[]): string {
  return `${ignored.map(({ what, why }) => `${what} (${why})`).join(", ")}.`;
}
