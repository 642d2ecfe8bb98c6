"""Held-out perplexity and probes by PyTorch: the checkpoint's float32 and the shipped int8.

    python3 training/evaluate.py story-lstm … --corpus DIR [--checkpoints DIR]

Every document is evaluated by itself (model.text_nats): zero state, `<eos>` stepped once,
every word and the closing `<eos>` predicted with the full softmax; `<unk>` counts as a word.
Writes training/results/<id>.json, which the model cards quote.
"""

import argparse
import hashlib
import math
from pathlib import Path

import torch

from corpus import PARTS, documents
from model import CELLS, text_nats
from results import RESULTS, TRAINING, read_json, rounded, write_json
from shipped import model_of, shipped_state
from tokenizer import encode, words_of

PROBES = {
    "the cat sat on the": "mat couch bed chair floor sofa election galaxy".split(),
    "Lily was very sad because": "she he it the".split(),
    "Tom was very sad because": "he she it the".split(),
    "Lily's mom said, \"Come here.": ["”", "“", "i", "lily"],
    "The keys to the cabinet": "are is were was".split(),
}


def significant(number, digits=4):
    return float(f"{number:.{digits}g}")


@torch.no_grad()
def probes(model, words, identifiers):
    """Of the next word after each text of PROBES: the probed words and the ten likeliest."""
    found = {}
    for text, probed in PROBES.items():
        ids = torch.tensor([[0], *[[i] for i in encode(words_of(text), identifiers)]])
        p = model.logits(model.hidden(ids)[-1, 0]).softmax(0)
        top = p.topk(10)
        found[text] = {
            "probed": {word: significant(p[identifiers[word]]) for word in probed},
            "likeliest": {words[i]: significant(value) for value, i in zip(top.values, top.indices)},
        }
    return found


def measure(model, valid):
    """Mean nats a part."""
    return {part: torch.cat(text_nats(model, texts)).double().mean().item() for part, texts in valid.items()}


def evaluate(identifier, checkpoints, valid, words, identifiers, kneser_ney):
    saved = torch.load(checkpoints / f"{identifier}.pt")
    state, digest = shipped_state(identifier)
    shipped = model_of(identifier, state)
    nats = {"fp32": measure(model_of(identifier, saved["model"]), valid), "int8": measure(shipped, valid)}
    perplexity = {kind: {part: rounded(math.exp(n)) for part, n in parts.items()} for kind, parts in nats.items()}
    write_json(
        RESULTS / f"{identifier}.json",
        {
            "id": identifier,
            "sha256": digest,
            "interim": saved.get("interim", saved["seen"] < saved["total"]),
            "tokensSeen": saved["seen"] + saved.get("earlier", 0),
            "trainingMinutes": rounded(saved["seconds"] / 60, 1),
            "parameters": sum(tensor.numel() for tensor in saved["model"].values()),
            "perplexity": perplexity,
            "nats": {kind: {part: rounded(n, 6) for part, n in parts.items()} for kind, parts in nats.items()},
            "int8LossPercent": {
                part: rounded(100 * math.expm1(nats["int8"][part] - nats["fp32"][part]), 3) for part in PARTS
            },
            "kneserNey": kneser_ney["perplexity"],
            "probes": probes(shipped, words, identifiers),
            "monitor": {str(seen): rounded(value, 3) for seen, value in saved["history"]},
        },
    )
    print(identifier, perplexity, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="+", choices=CELLS)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--checkpoints", type=Path, default=TRAINING / "checkpoints")
    options = parser.parse_args()
    torch.set_num_threads(1)
    words = read_json(options.checkpoints / "vocab.json")
    identifiers = {word: index for index, word in enumerate(words)}
    kneser_ney = read_json(RESULTS / "kneser-ney.json")
    digest = hashlib.sha256((options.checkpoints / "vocab.json").read_bytes()).hexdigest()
    if kneser_ney["vocabularySha256"] != digest:
        raise SystemExit("results/kneser-ney.json is of another vocabulary: run ngram.py again")
    valid = {
        part: [encode(text, identifiers) for text in documents(options.corpus, "valid", part)] for part in PARTS
    }
    for identifier in options.ids:
        evaluate(identifier, options.checkpoints, valid, words, identifiers, kneser_ney)


if __name__ == "__main__":
    main()
