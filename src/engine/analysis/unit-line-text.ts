import { countOf } from "../count-of.ts";
import type { UnitLine } from "./unit-line.ts";

/** A number as the line has it: sign always, two digits that count. */
function signed(value: number): string {
  const size = Math.abs(value);
  const digits = size.toFixed(size >= 10 ? 0 : 1);
  return `${value < 0 ? "−" : "+"}${digits}`;
}

/**
 * The line as a sentence without its full stop: `Unit 177 is written at “, holds +1.5 for 17 words, is dropped after ”`.
 * @param wordAt the word of a step from 1 on, as it is to be printed
 */
export function sayUnitLine(line: UnitLine, wordAt: (step: number) => string): string {
  const name = `Unit ${line.unit}`;
  if (line.kind === "silent") return `${name} is silent here`;
  const { kind, written, words, last, isHeldStill, value, first, final, course } = line;
  if (words === 0) {
    const then = isHeldStill ? "the last word" : "dropped at the next word";
    return `${name} is ${signed(final)} at ${wordAt(last)}, ${then}`;
  }
  const begun =
    written === 0 ? "holds from before the first word" : `is ${kind === "kept" ? "written" : "set"} at ${wordAt(written)}`;
  const span = countOf(words, "word");
  const held =
    course === "holds"
      ? `${written === 0 ? "" : ", holds"} ${signed(value)} for ${span}`
      : `${written === 0 ? "," : ","} ${course} from ${signed(first)} to ${signed(final)} over ${span}`;
  const end = isHeldStill ? "is held still" : `is dropped after ${wordAt(last)}`;
  return `${name} ${begun}${held}, ${end}`;
}
