import type { FoundPreset, Preset } from "../engine/gradients/presets.ts";
import type { Remainder } from "../engine/reach/replaced.ts";
import type { Share } from "../engine/reach/shares.ts";
import type { StudyModel } from "./predict-protocol.ts";

/** A piece of a measurement: small enough that the next one, or another question, is never far. */
export type ReachQuestion =
  /** Gradients over text `place` (0 … 8) that one of the models writes. */
  | { readonly kind: "across"; readonly models: readonly StudyModel[]; readonly place: number; readonly layer: number }
  /** Replaced words in that text. */
  | { readonly kind: "replaced"; readonly models: readonly StudyModel[]; readonly place: number; readonly layer: number }
  /** Networks of one kind that have learned nothing, their recurrent weights times a factor. */
  | { readonly kind: "fresh"; readonly beginning: string; readonly recurrent: number }
  /** The factor at which the plain one vanishes, holds or explodes. */
  | { readonly kind: "preset"; readonly preset: Preset };

/** In the order of the models; null for one that was not measured: without memory or readout, or of other words than the writer. */
export type ReachAnswer =
  | { readonly kind: "across"; readonly writer: string; readonly shares: readonly (readonly Share[] | null)[] }
  | { readonly kind: "replaced"; readonly writer: string; readonly remainders: readonly (Remainder | null)[] }
  | { readonly kind: "fresh"; readonly share: Share }
  | { readonly kind: "preset"; readonly found: FoundPreset | null };
