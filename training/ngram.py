"""Modified Kneser-Ney n-grams (interpolated; Chen & Goodman 1999, section 3) on the same words.

    python3 training/ngram.py --corpus DIR

The yardstick of the models: same training text (all of it), same vocabulary, and the same
predictions on the held-out text: every word and the closing `<eos>` of every document, its
history starting with one `<eos>`. Writes training/results/kneser-ney.json.
"""

import argparse
import hashlib
import json
import math
from pathlib import Path

import numpy

from corpus import PARTS, documents
from results import RESULTS, rounded, write_json
from tokenizer import EOS, encode

BITS = 13  # a word takes 13 bits, so four of them fit an int64
ORDERS = (2, 3, 4)


def padded(folder, split, part, identifiers):
    """Ids of a part, one line of documents, each `<eos> words <eos>`; and each token's place in its document."""
    ids, places = [], []
    for words in documents(folder, split, part):
        ids += encode([EOS, *words], identifiers)
        places.append(numpy.arange(len(words) + 1))
    return numpy.array(ids, dtype=numpy.int64), numpy.concatenate(places)


def grams(ids, places, order):
    """Keys of all windows of `order` tokens inside documents, by the position of their last token; −1 where there is none."""
    keys = numpy.zeros(len(ids), dtype=numpy.int64)
    for back in range(order - 1, -1, -1):
        keys = (keys << BITS) | numpy.concatenate([numpy.zeros(back, dtype=numpy.int64), ids[: len(ids) - back]])
    # A window of one token is a predicted word: the document's first `<eos>` is not.
    keys[places < max(order - 1, 1)] = -1
    return keys


class Level:
    """Counts of one order, discounted: p_k(w | h) = (c − D(c))⁺ / Σc + γ(h) · p_{k−1}(w | h′)."""

    def __init__(self, keys, counts):
        self.keys, self.counts = keys, counts
        ones, twos, threes, fours = (float((counts == n).sum()) for n in (1, 2, 3, 4))
        y = ones / (ones + 2 * twos)
        self.discounts = numpy.array(
            [0, 1 - 2 * y * twos / ones, 2 - 3 * y * threes / twos, 3 - 4 * y * fours / threes]
        )
        taken = self.discounts[numpy.minimum(counts, 3)]
        self.histories, first = numpy.unique(keys >> BITS, return_index=True)
        self.totals = numpy.add.reduceat(counts, first).astype(float)
        self.left = numpy.add.reduceat(taken, first) / self.totals  # γ(h)

    def interpolate(self, keys, lower):
        """p_k of the grams `keys`, given p_{k−1} of the same words."""
        at = numpy.searchsorted(self.histories, keys >> BITS).clip(max=len(self.histories) - 1)
        known = self.histories[at] == keys >> BITS
        found = numpy.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
        counts = numpy.where(self.keys[found] == keys, self.counts[found], 0)
        seen = (counts - self.discounts[numpy.minimum(counts, 3)]) / self.totals[at]
        return numpy.where(known, seen + self.left[at] * lower, lower)


def train(ids, places, order):
    """Levels 1 … order: the highest counts occurrences, the lower ones distinct words to the left."""
    levels = []
    above = None
    for k in range(order, 0, -1):
        keys = grams(ids, places, k)
        keys, occurrences = numpy.unique(keys[keys >= 0], return_counts=True)
        if above is not None:
            suffixes = above & ((1 << (BITS * k)) - 1)
            distinct, left_words = numpy.unique(suffixes, return_counts=True)
            counts = numpy.zeros_like(occurrences)
            counts[numpy.searchsorted(keys, distinct)] = left_words
            # Nothing stands to the left of a document's start: these keep their occurrences.
            occurrences = numpy.where(counts == 0, occurrences, counts)
        levels.insert(0, Level(keys, occurrences))
        above = keys
    return levels


def probabilities(levels, ids, places, vocabulary):
    """p of every token but the documents' first, from the longest history that the document has."""
    p = numpy.full(len(ids), 1 / vocabulary)
    for k, level in enumerate(levels, 1):
        keys = grams(ids, places, k)
        there = keys >= 0
        p[there] = level.interpolate(keys[there], p[there])
    return p[places > 0]


def check_sum(levels, history, vocabulary):
    """Σ_w p(w | history) over the vocabulary; 1 if the discounts are right."""
    lines = numpy.zeros((vocabulary, len(history) + 2), dtype=numpy.int64)
    lines[:, 1:-1] = history
    lines[:, -1] = numpy.arange(vocabulary)
    places = numpy.tile(numpy.arange(lines.shape[1]), vocabulary)
    p = probabilities(levels, lines.reshape(-1), places, vocabulary)
    return p.reshape(vocabulary, -1)[:, -1].sum()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, default=Path(__file__).parent / "checkpoints/vocab.json")
    options = parser.parse_args()
    words = json.loads(options.vocabulary.read_text())
    identifiers = {word: index for index, word in enumerate(words)}

    parts = [padded(options.corpus, "train", part, identifiers) for part in PARTS]
    ids, places = (numpy.concatenate(arrays) for arrays in zip(*parts))
    valid = {part: padded(options.corpus, "valid", part, identifiers) for part in PARTS}
    result = {
        "method": "modified Kneser-Ney, interpolated; all training documents; perplexity over words, <unk> and <eos>",
        "vocabularySha256": hashlib.sha256(options.vocabulary.read_bytes()).hexdigest(),
        "trainTokens": int((places > 0).sum()),
        "validTokens": {part: int((at > 0).sum()) for part, (_, at) in valid.items()},
        "unknownShare": {part: rounded((tokens[at > 0] == 1).mean(), 5) for part, (tokens, at) in valid.items()},
        "perplexity": {},
    }
    for order in ORDERS:
        levels = train(ids, places, order)
        for history in ([], [4], [4, words.index("cat")], [17, 4000, 4]):
            total = check_sum(levels, history, len(words))
            assert abs(total - 1) < 1e-9, f"{order}-gram after {history} sums to {total}"
        result["perplexity"][str(order)] = {
            part: rounded(math.exp(-numpy.log(probabilities(levels, *text, len(words))).mean()))
            for part, text in valid.items()
        }
        print(order, result["perplexity"][str(order)], flush=True)
    write_json(RESULTS / "kneser-ney.json", result)


if __name__ == "__main__":
    main()
