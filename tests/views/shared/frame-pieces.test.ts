import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { framePieces, type Span } from "../../../src/views/shared/frame-pieces.ts";

const word: Span = { top: 74, bottom: 112 };
const thumb: Span = { top: 846, bottom: 868 };
const draw = (blocks: readonly Span[], bridge = 32, labels: readonly Span[] = []) =>
  framePieces({ blocks, word, thumb, labels, bridge });

describe("the pieces of the cursor's frame", () => {
  it("are one from the word to the thumb where only paper lies between the blocks", () => {
    const heatmaps = [120, 224, 328, 432, 536, 640].map((top) => ({ top, bottom: top + 96 }));
    expect(draw([...heatmaps, { top: 752, bottom: 824 }])).toEqual([{ top: 74, bottom: 868 }]);
  });

  it("leave out what stands between two blocks", () => {
    const names = [160, 229, 298].map((top) => ({ top, bottom: top + 44 }));
    expect(draw(names, 12)).toEqual(names);
  });

  it("give way to a label inside a block", () => {
    const block = { top: 200, bottom: 400 };
    expect(draw([block], 32, [{ top: 260, bottom: 274 }])).toEqual([
      { top: 200, bottom: 258 },
      { top: 276, bottom: 400 },
    ]);
    expect(draw([block], 32, [{ top: 190, bottom: 214 }])).toEqual([{ top: 216, bottom: 400 }]);
    expect(draw([block], 32, [{ top: 600, bottom: 614 }])).toEqual([block]);
  });

  it("do not reach for a word or a thumb that lies far away", () => {
    expect(draw([{ top: 190, bottom: 314 }])).toEqual([{ top: 190, bottom: 314 }]);
  });

  it("are none where nothing has a time", () => {
    expect(draw([])).toEqual([]);
    expect(draw([{ top: 300, bottom: 300 }])).toEqual([]);
  });

  it("lie over blocks that have scrolled under the sentence only as far as these can be seen", () => {
    expect(draw([{ top: 20, bottom: 100 }])).toEqual([]);
    expect(draw([{ top: 20, bottom: 200 }])).toEqual([{ top: 74, bottom: 200 }]);
  });

  it("cover every block in sight, in order, never overlapping", () => {
    const spans = fc.array(
      fc.tuple(fc.integer({ min: -200, max: 1000 }), fc.integer({ min: 0, max: 300 })).map(([top, height]) => ({
        top,
        bottom: top + height,
      })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 40 }), (blocks, bridge) => {
        const pieces = draw(blocks, bridge);
        for (const [k, piece] of pieces.entries()) {
          expect(piece.bottom).toBeGreaterThan(piece.top);
          if (k > 0) expect(piece.top - (pieces[k - 1] as Span).bottom).toBeGreaterThan(bridge);
        }
        for (const { top, bottom } of blocks) {
          if (bottom <= Math.max(top, word.bottom)) continue;
          const from = Math.max(top, word.bottom);
          expect(pieces.some((piece) => piece.top <= from && piece.bottom >= bottom)).toBe(true);
        }
      }),
    );
  });
});
