import type { Worked, WorkedPiece } from "../../engine/cell.ts";
import { decimalsThatAddUp, formatGate, formatSigned, MINUS } from "./format.ts";

/** A stage's line of numbers as it is printed. */
export interface PrintedWork {
  /** By the id of the piece: `−0.41`, for a later term of a sum `+ 0.12`. */
  readonly numbers: ReadonlyMap<string, string>;
  /** By the id of the caption: `0.40`. */
  readonly captions: ReadonlyMap<string, string>;
  readonly result: string;
  /** The most decimals that a piece needed. */
  readonly decimals: number;
}

type WorkedNumberPiece = Extract<WorkedPiece, { kind: "number" }>;

/** The pieces that are numbers. */
export function numbersOf(worked: Worked): readonly WorkedNumberPiece[] {
  return worked.pieces.filter((piece) => piece.kind === "number");
}

/** Value of a piece, a caption or the result by its id. @throws RangeError for an id that the line does not have. */
export function workedValue(worked: Worked, id: string): number {
  if (id === "result") return worked.result.value;
  const found = numbersOf(worked).find((piece) => piece.id === id) ?? worked.captions?.find((caption) => caption.id === id);
  if (found === undefined) throw new RangeError(`no number ${id} in this line`);
  return found.value;
}

/** Decimals of every number of the line by id: two, or as many more as its sum needs to add up as printed. */
export function decimalsOf(worked: Worked): ReadonlyMap<string, number> {
  const decimals = new Map<string, number>();
  for (const { parts, total } of worked.sums) {
    const needed = decimalsThatAddUp(
      parts.map((id) => workedValue(worked, id)),
      workedValue(worked, total),
    );
    for (const id of [...parts, total]) decimals.set(id, Math.max(needed, decimals.get(id) ?? 0));
  }
  return decimals;
}

/** The line as printed; the parts of every sum add up to its total to the last digit. */
export function printWork(worked: Worked): PrintedWork {
  const decimals = decimalsOf(worked);
  const places = (id: string) => decimals.get(id) ?? 2;
  const { value, signed } = worked.result;
  return {
    numbers: new Map(numbersOf(worked).map((piece) => [piece.id, formatPiece(piece, places(piece.id))])),
    captions: new Map((worked.captions ?? []).map(({ id, value: part }) => [id, formatPlain(part, places(id))])),
    result: signed ? formatSigned(value, places("result")) : formatGate(value, places("result")),
    decimals: Math.max(2, ...numbersOf(worked).map(({ id }) => places(id))),
  };
}

/** A number inside a formula: with a sign only below zero. */
export function formatPlain(value: number, decimals = 2): string {
  return formatSigned(value, decimals).replace("+", "");
}

function formatPiece({ value, isLaterTerm }: WorkedNumberPiece, decimals: number): string {
  const plain = formatPlain(value, decimals);
  if (isLaterTerm !== true) return plain;
  return plain.startsWith(MINUS) ? `${MINUS} ${plain.slice(MINUS.length)}` : `+ ${plain}`;
}
