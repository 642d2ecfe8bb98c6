/** Something that went wrong: its seed makes it again. */
export interface Finding {
  readonly kind: "files" | "address";
  readonly seed: number;
  readonly input: string;
  readonly wrong: readonly string[];
}
