"""Tokenize the training text: vocabulary and token ids.

    python3 training/prepare.py --corpus DIR [--out training/checkpoints]

Writes vocab.json (words by frequency on train, forced words at the end) and tokens.npz
(ids and document offsets of the training documents and of the monitored 1 %).
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy

from corpus import PARTS, documents, is_monitored
from tokenizer import EOS, UNK, encode

FORCED = (
    "mat couch bed chair floor election galaxy sofa keys key cabinet barn mice chased "
    "bench table cat dog bird mouse sat slept chair river kite storm teacher letter secret"
).split()


def vocabulary(counts, size):
    """The `size` words: `<eos>`, `<unk>`, then by frequency (ties by spelling)."""
    ranked = sorted((w for w in counts if w not in (EOS, UNK)), key=lambda w: (-counts[w], w))
    kept = ranked[: size - 2]
    missing = [word for word in dict.fromkeys(FORCED) if word not in set(kept)]
    return [EOS, UNK, *(kept[: len(kept) - len(missing)] if missing else kept), *missing], missing


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "checkpoints")
    parser.add_argument("--size", type=int, default=6000)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    counts, train, monitor = Counter(), [], []
    for part in PARTS:
        for words in documents(options.corpus, "train", part):
            counts.update(words)
            (monitor if is_monitored(words) else train).append(words)
    words, forced = vocabulary(counts, options.size)
    (options.out / "vocab.json").write_text(json.dumps(words, ensure_ascii=False) + "\n")
    identifiers = {word: index for index, word in enumerate(words)}

    arrays = {}
    for name, texts in (("train", train), ("monitor", monitor)):
        encoded = [encode(text, identifiers) for text in texts]
        arrays[name] = numpy.array([i for text in encoded for i in text], dtype=numpy.int16)
        arrays[f"{name}_ends"] = numpy.cumsum([len(text) for text in encoded], dtype=numpy.int64)
    numpy.savez(options.out / "tokens.npz", **arrays)
    unknown = numpy.mean(arrays["train"] == identifiers[UNK])
    print(f"{len(train)} + {len(monitor)} documents, {len(arrays['train'])} tokens, "
          f"{100 * unknown:.2f} % unknown, last count {counts[words[-1 - len(forced)]]}, forced {forced}")


if __name__ == "__main__":
    main()
