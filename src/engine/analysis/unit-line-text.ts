import { countOf } from "../count-of.ts";
import type { UnitLine } from "./unit-line.ts";

/** A number as the line has it: sign always, two digits that count. */
function signed(value: number): string {
  const size = Math.abs(value);
  const digits = size.toFixed(size >= 10 ? 0 : 1);
  return `${value < 0 ? "−" : "+"}${digits}`;
}

/**
 * The line as a sentence without its full stop: `Unit 7 is written at “, holds +1.5 for 17 words, is dropped at ”`.
 * @param wordAt the word of a step from 1 on, as it is to be printed; `noun` is what a step is one of
 */
export function sayUnitLine(line: UnitLine, wordAt: (step: number) => string, noun = "word"): string {
  const name = `Unit ${line.unit}`;
  if (line.kind === "silent") return `${name} is silent here`;
  const { kind, written, words, last, isHeldStill, value, first, final, course } = line;
  if (words === 0) {
    const then = isHeldStill ? `the last ${noun}` : `dropped at the next ${noun}`;
    return `${name} is ${signed(final)} at ${wordAt(last)}, ${then}`;
  }
  const begun =
    written === 0 ? `holds from before the first ${noun}` : `is ${kind === "kept" ? "written" : "set"} at ${wordAt(written)}`;
  const span = countOf(words, noun);
  const held =
    course === "holds"
      ? `${written === 0 ? "" : ", holds"} ${signed(value)} for ${span}`
      : `${written === 0 ? "," : ","} ${course} from ${signed(first)} to ${signed(final)} over ${span}`;
  const end = isHeldStill ? "is held still" : `is dropped at ${wordAt(last + 1)}`;
  return `${name} ${begun}${held}, ${end}`;
}
