/** One line a kind of fault of `tests/README.md`'s table: what is changed, and the test that must turn red. */
export interface Mutant {
  /** The kind of fault. */
  readonly kind: string;
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
  /** Below `tests/`. */
  readonly test: string;
}
