"""The corpus folder: plain text, one document a line, `train-<part>-NN.txt`, `valid-<part>.txt`."""

import zlib
from pathlib import Path

from tokenizer import EOS, words_of

PARTS = ("tinystories", "tatoeba", "coco")


def documents(folder, split, part):
    """Documents of one part as lists of words, each closed by `<eos>`."""
    for path in sorted(Path(folder).glob(f"{split}-{part}*.txt")):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                words = words_of(line)
                if words:
                    yield [*words, EOS]


def is_monitored(words):
    """Whether a training document is held out to watch the training (1 %, by its hash)."""
    return zlib.crc32(" ".join(words).encode()) % 100 == 0
