import { describe, expect, it } from "vitest";
import { isTooLongTurned, levelColumn, levelRoom, wholeLeft } from "../../../src/views/shared/word-fit.ts";

describe("words side by side", () => {
  it("need half of both widths and a little paper, and hardly stand out at the ends", () => {
    expect(levelColumn([20, 40, 20], 1)).toBe(32);
    expect(levelColumn([50], 1)).toBe(38);
    expect(levelColumn([20, 20, 50], 1)).toBe(38);
    expect(levelColumn([], 1)).toBe(0);
  });

  it("are not turned by one word that would be cut when turned, too", () => {
    const sentence = [20, 22, 26, 45, 20, 28];
    expect(levelColumn(sentence, 1)).toBe(37.5);
    for (const place of [0, 2, 5]) expect(levelColumn(sentence.with(place, 560), 1)).toBeLessThanOrEqual(37.5);
  });

  it("are turned by several long ones", () => {
    expect(levelColumn([20, 80, 20, 80, 20], 1)).toBe(52);
  });

  it("are cut where their neighbours begin, never below their own column", () => {
    expect(levelRoom(46, [20, 20], 1)).toBe(68);
    expect(levelRoom(46, [20, 40], 1)).toBe(48);
    expect(levelRoom(46, [200, 20], 1)).toBe(46);
    expect(levelRoom(46, [null, 20], 1)).toBe(58);
  });

  it("are shown whole within the view, with the caret in sight where they are wider", () => {
    expect(wholeLeft(23, 100, 552, 0)).toBe(0);
    expect(wholeLeft(300, 100, 552, 0)).toBe(250);
    expect(wholeLeft(540, 100, 552, 0)).toBe(452);
    expect(wholeLeft(300, 600, 552, 10)).toBe(0);
    expect(wholeLeft(300, 600, 552, 600)).toBe(-48);
  });

  it("are too long to be turned from 58 px on, in letters of 13 px", () => {
    expect(isTooLongTurned(58, 1)).toBe(false);
    expect(isTooLongTurned(59, 1)).toBe(true);
    expect(isTooLongTurned(90, 1.6)).toBe(false);
  });
});
