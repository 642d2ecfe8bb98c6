import type { Token } from "../../engine/tokenizer.ts";
import { type AxisGeometry, columnCentre, columnLeft, stepAt } from "./axis-geometry.ts";
import { lineLayout, lineStepAt } from "./line-layout.ts";
import { letterAt, wordWidth } from "./measure-text.ts";
import type { AxisHandles } from "./use-axis.ts";
import { isTooLongTurned, wholeLeft } from "./word-fit.ts";

/** The sentence under the pointer. */
interface Sentence {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** A place in the window, px. */
export interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

/** Height of the cap under a line of text: there the columns are meant, above it the words. px before the scale. */
const CAP = 16;

/** x on the axis of a pointer: measured from the block's left edge, as if it were not scrolled. */
export function axisX(handles: AxisHandles, clientX: number): number {
  const left = handles.block()?.getBoundingClientRect().left ?? 0;
  return clientX - left + handles.scroll.getState();
}

/** The word under the pointer, by its column or, in a line of text, by itself; T + 1 for the caret column and what lies right of it. */
export function wordAt(handles: AxisHandles, sentence: Sentence, point: Point): number {
  const axis = handles.current();
  if (isOverLine(handles, axis, point)) {
    return lineStepAt(lineLayout(sentence.text, sentence.tokens, axis.scale), lineX(handles, axis, point));
  }
  const x = axisX(handles, point.clientX);
  return x >= columnLeft(axis, axis.steps + 1) ? axis.steps + 1 : stepAt(axis, x);
}

/** Offset in the text nearest to the pointer. */
export function offsetAt(handles: AxisHandles, sentence: Sentence, point: Point, edited: number): number {
  const { text, tokens } = sentence;
  const step = wordAt(handles, sentence, point);
  const token = tokens[step - 1];
  if (token === undefined) return text.length;
  const axis = handles.current();
  const word = text.slice(token.start, token.end);
  if (isOverLine(handles, axis, point)) {
    const { lefts } = lineLayout(text, tokens, axis.scale);
    return token.start + letterAt(word, lineX(handles, axis, point) - (lefts[step - 1] as number), axis.scale);
  }
  const x = axisX(handles, point.clientX) - axis.x0;
  const centre = columnCentre(axis, step) - axis.x0;
  const width = wordWidth(word, axis.scale);
  if (axis.mode === "turned" && !isTooLongTurned(width, axis.scale)) {
    // A turned word starts near its column's centre and rises to the right: its letters are spread by the cosine of the turn.
    const along = (x - centre) / Math.cos((axis.turn * Math.PI) / 180);
    return token.start + letterAt(word, along, axis.letters / LETTERS);
  }
  const caret = wordWidth(text.slice(token.start, Math.max(token.start, edited)), axis.scale);
  return token.start + letterAt(word, x - wholeLeft(centre, width, axis.viewWidth, caret), axis.scale);
}

/** Size of the axis' letters, px before the scale. */
const LETTERS = 13;

function isOverLine(handles: AxisHandles, axis: AxisGeometry, { clientY }: Point): boolean {
  const bottom = handles.block()?.getBoundingClientRect().bottom ?? 0;
  return axis.mode === "line" && clientY < bottom - CAP * axis.scale;
}

function lineX(handles: AxisHandles, axis: AxisGeometry, { clientX }: Point): number {
  const left = handles.block()?.getBoundingClientRect().left ?? 0;
  return clientX - left - axis.x0 + handles.lineScroll.getState();
}
