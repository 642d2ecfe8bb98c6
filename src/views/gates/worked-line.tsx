import type { SignalSpec } from "../../engine/cell.ts";
import type { Worked, WorkedPiece } from "../../engine/equation.ts";
import type { PrintedWork } from "../shared/printed-work.ts";
import "./worked-line.css";

/** Pieces that stand above one caption, or one that stands alone. */
interface Group {
  readonly pieces: readonly WorkedPiece[];
  readonly caption: { readonly text: string /** Set where the caption ends with a number. */; readonly id?: string } | null;
}

/** The pieces of a line, gathered above their captions in order. */
export function groupPieces({ pieces, captions = [] }: Worked): readonly Group[] {
  const groups: Group[] = [];
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at] as WorkedPiece;
    const shared = piece.kind === "number" ? captions.find(({ under }) => under[0] === piece.id) : undefined;
    const last = shared?.under.at(-1);
    const length = shared === undefined ? 1 : pieces.findIndex((other) => other.kind === "number" && other.id === last) - at + 1;
    const own = piece.kind === "number" && piece.caption !== undefined ? { text: piece.caption } : null;
    groups.push({
      pieces: pieces.slice(at, at + length),
      caption: shared === undefined ? own : { text: shared.label, id: shared.id },
    });
    at += length;
  }
  return groups;
}

interface WorkedLineProps {
  /** For its structure alone: the numbers are written by `writeWork`. */
  readonly worked: Worked;
  readonly signals: readonly SignalSpec[];
}

/**
 * The line of numbers under a formula. Every number is a button that says where it comes from; `useRovingNumbers` makes one of them a
 * stop of Tab. A line that is too long goes on below, at its sign of equality first.
 */
export function WorkedLine({ worked, signals }: WorkedLineProps) {
  const [, right] = sidesOf(worked.pieces);
  const total = right?.find((piece) => piece.kind === "number")?.id;
  const pieceOf = (piece: WorkedPiece, place: number) =>
    piece.kind === "mark" ? (
      <Mark key={`mark-${place}`} text={piece.text} total={total} />
    ) : (
      <button
        key={piece.id}
        type="button"
        className="worked-number"
        data-number={piece.id}
        data-hue={piece.hue}
        data-term={piece.isLaterTerm || undefined}
        tabIndex={-1}
      >
        <span className="visually-hidden">{speak(piece, signals)} </span>
        <span data-text={piece.id} />
      </button>
    );
  return (
    <p className="worked">
      {sidesOf(worked.pieces).map((pieces) => (
        <span className="worked-side" key={pieces.length}>
          {groupPieces({ ...worked, pieces }).map(({ pieces: group, caption }, place) => (
            <span className="worked-group" key={caption?.text ?? `group-${place}`}>
              <span className="worked-pieces">{group.map(pieceOf)}</span>
              {caption !== null && (
                <span className="worked-caption" aria-hidden={caption.id === undefined}>
                  {caption.text}
                  {caption.id !== undefined && <span data-caption={caption.id} />}
                </span>
              )}
            </span>
          ))}
        </span>
      ))}
    </p>
  );
}

/** The pieces before a sign of equality, and those from it on. */
function sidesOf(pieces: readonly WorkedPiece[]): readonly (readonly WorkedPiece[])[] {
  const at = pieces.findIndex((piece) => piece.kind === "mark" && piece.text.includes(" = "));
  const sign = pieces[at];
  if (sign?.kind !== "mark") return [pieces];
  const [before = "", after = ""] = sign.text.split(" = ");
  return [
    [...pieces.slice(0, at), { kind: "mark", text: before }],
    [{ kind: "mark", text: `= ${after}` }, ...pieces.slice(at + 1)],
  ];
}

/** `σ(` with an italic σ, as KaTeX sets it; the sign of equality before a total is written with its numbers. */
function Mark({ text, total }: { readonly text: string; readonly total: string | undefined }) {
  const isEquality = text.startsWith("=");
  return (
    <span className="worked-mark" data-operator={operatorKind(text)}>
      {isEquality && <span data-relation={total}>=</span>}
      <Letters text={isEquality ? text.slice(1) : text} />
    </span>
  );
}

function Letters({ text }: { readonly text: string }) {
  return text.split(/(σ)/).map((part) => (part === "σ" ? <i key={part}>{part}</i> : part));
}

/** `×` and `+` stand apart from both neighbours, `× tanh(` from the one before it. */
function operatorKind(text: string): string | undefined {
  if (!/^[×+]/.test(text)) return undefined;
  return text.length === 1 ? "alone" : "leading";
}

/** What the number is, for those who cannot see where it stands. */
function speak(piece: Extract<WorkedPiece, { kind: "number" }>, signals: readonly SignalSpec[]): string {
  const { source } = piece;
  switch (source.kind) {
    case "part":
      return source.part;
    case "preActivation":
      return "sum";
    case "signal": {
      const label = signals.find(({ name }) => name === source.signal)?.label ?? source.signal;
      return source.when === "before" ? `${label} before` : label;
    }
  }
}

/** Width of a glyph of KaTeX_Main in em. */
const glyphWidths: ReadonlyMap<string, number> = new Map(Object.entries({ ".": 0.278, "+": 0.778, "−": 0.778, " ": 0.25 }));

/** Width of a printed number in em of KaTeX_Main, so that its box is known before it is laid out. */
export function numberWidth(text: string): number {
  let width = 0;
  for (const glyph of text) width += glyphWidths.get(glyph) ?? 0.5;
  return width;
}

/**
 * Writes the numbers of a line into their places inside `root`; without a line they are emptied. Typesets nothing anew.
 * @param isCovered the result is to be guessed
 */
export function writeWork(root: Element, printed: PrintedWork | null, isCovered = false): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-text]")) {
    const text = printed?.numbers.get(place.dataset["text"] ?? "") ?? "";
    if (place.textContent === text) continue;
    place.textContent = text;
    place.style.width = /10\D/.test(text) ? "" : `${numberWidth(text).toFixed(3)}em`;
  }
  for (const place of root.querySelectorAll<HTMLElement>("[data-caption]")) {
    write(place, printed === null ? "" : ` ${printed.captions.get(place.dataset["caption"] ?? "") ?? ""}`);
  }
  for (const place of root.querySelectorAll<HTMLElement>("[data-relation]")) {
    write(place, printed?.relations.get(place.dataset["relation"] ?? "") ?? "=");
  }
  const result = root.querySelector("[data-result]");
  if (result !== null) write(result, printed === null ? "" : isCovered ? "?" : printed.result);
}

function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
