import type { Worked, WorkedPiece } from "../../engine/equation.ts";
import { formatGate, formatSigned, MINUS } from "./format.ts";
import { addsUp, mostDecimals, multipliesOut, printSum, type Relation } from "./printed-sum.ts";

/** A stage's line of numbers as it is printed. */
export interface PrintedWork {
  /** By the id of the piece: `−0.41`, for a later term of a sum `+ 0.12`. */
  readonly numbers: ReadonlyMap<string, string>;
  /** By the id of the caption: `0.40`; `≈ 0.40` where the printed factors above it give another last digit. */
  readonly captions: ReadonlyMap<string, string>;
  /** By the id of the total of a sum: what stands before it. */
  readonly relations: ReadonlyMap<string, Relation>;
  readonly result: string;
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

/**
 * Decimals of every number of the line by id, three at most: two, or three where its sum or the product that it is a factor of needs
 * them to come out as printed; fewer for large numbers. Factors share theirs.
 */
export function decimalsOf(worked: Worked): ReadonlyMap<string, number> {
  const decimals = new Map<string, number>();
  for (const { parts, total } of worked.sums) {
    const ids = [...parts, total];
    const sum = printSum(
      parts.map((id) => workedValue(worked, id)),
      workedValue(worked, total),
    );
    for (const id of ids) decimals.set(id, Math.max(sum.decimals, decimals.get(id) ?? 0));
  }
  for (const { id, value } of [...numbersOf(worked), { id: "result", value: worked.result.value }]) {
    if (!decimals.has(id)) decimals.set(id, Math.min(2, mostDecimals([value])));
  }
  const factors = new Set((worked.captions ?? []).flatMap(({ under }) => under));
  const values = [...factors].map((id) => workedValue(worked, id));
  const most = mostDecimals(values);
  const fewest = Math.min(2, most);
  const isFine = (places: number) =>
    (worked.captions ?? []).every(({ id, under, value }) =>
      multipliesOut(
        under.map((factor) => workedValue(worked, factor)),
        places,
        value,
        decimals.get(id) ?? 2,
      ),
    );
  // Where no digits multiply out, more of them come nearer.
  const chosen = isFine(fewest) ? fewest : most;
  for (const id of factors) decimals.set(id, chosen);
  return decimals;
}

/** The line as printed. */
export function printWork(worked: Worked): PrintedWork {
  const decimals = decimalsOf(worked);
  const places = (id: string) => decimals.get(id) ?? 2;
  const { value, signed } = worked.result;
  return {
    numbers: new Map(numbersOf(worked).map((piece) => [piece.id, formatPiece(piece, places(piece.id))])),
    captions: new Map(
      (worked.captions ?? []).map(({ id, value: part, under }) => {
        const factors = under.map((factor) => workedValue(worked, factor));
        const isExact = multipliesOut(factors, places(under[0] as string), part, places(id));
        return [id, `${isExact ? "" : "≈ "}${formatPlain(part, places(id))}`];
      }),
    ),
    relations: new Map(
      worked.sums.map(({ parts, total }) => {
        const values = parts.map((id) => workedValue(worked, id));
        return [total, addsUp(values, workedValue(worked, total), places(total)) ? "=" : "≈"];
      }),
    ),
    result: signed ? formatSigned(value, places("result")) : formatGate(value, places("result")),
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
