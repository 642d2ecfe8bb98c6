"""Write public/models/<id>/ (model.safetensors, config.json, vocab.json) from checkpoints.

    python3 training/export.py story-lstm story-rnn story-stateless [--checkpoints DIR] [--to DIR]

A checkpoint of a run that has not ended is exported too and marked interim.
"""

import argparse
import hashlib
import json
from pathlib import Path

import torch

import train
from model import CELLS
from results import MODELS, TRAINING, write_json
from shipped import quantised_tensors, safetensors

DATA = (
    "TinyStories (Eldan & Li 2023), English sentences of Tatoeba (via manythings.org/anki), "
    "captions of MS COCO; 5.2 million words"
)
LICENCE = (
    "Text: TinyStories CDLA-Sharing-1.0; Tatoeba CC BY 2.0 FR (Tatoeba.org contributors); "
    "MS COCO annotations CC BY 4.0 (COCO Consortium). Weights: MIT"
)


def recipe(saved):
    """One paragraph, from the checkpoint and the constants that trained it."""
    softmax = (
        "full softmax"
        if saved["cell"] == "feed-forward"
        else f"softmax exact over the 1,000 most frequent words plus 500 re-weighted samples, "
        f"full for the last {100 - 100 * train.FULL_SOFTMAX_FROM:.0f} %"
    )
    first, last = saved.get("gate_cost", 0.0), saved.get("gate_cost_end", saved.get("gate_cost", 0.0))
    cost = f"cost on open gates λ (mean i + mean (1 − f)), λ from {first:g} linearly to {last:g}; " if first else ""
    slow = saved.get("slow_units", 0)
    slowly = f"{slow} of {saved['model']['lstm.weight_hh_l0'].shape[1]} units started with a slow forget gate; " if slow else ""
    earlier = saved.get("earlier", 0)
    before = f"from the weights that shipped before, which saw {earlier:,} tokens; then " if earlier else ""
    return (
        f"{before}{saved['seen']:,} tokens ({saved['seen'] / 5.12e6:.1f} epochs), "
        f"seed {saved['seed']}; Adam (β2 {train.BETAS[1]}), learning rate {saved.get('peak', train.PEAK):g} linear to 0 after "
        f"{train.WARM_UP_STEPS} steps, clip {train.CLIP:g}, {train.STREAMS} streams × {train.STEPS[saved['cell']]} steps, "
        f"dropout {saved['dropout']:g}; {cost}{slowly}{softmax}; bfloat16 products, float32 for the last "
        f"{100 - 100 * train.FLOAT32_FROM:.0f} %; one CPU thread, {saved['seconds'] / 60:.0f} minutes"
    )


def export(identifier, checkpoints, to):
    saved = torch.load(checkpoints / f"{identifier}.pt")
    words = json.loads((checkpoints / "vocab.json").read_text())
    folder = to / identifier
    folder.mkdir(parents=True, exist_ok=True)
    content = safetensors(quantised_tensors(saved["model"]))
    (folder / "model.safetensors").write_bytes(content)
    (folder / "vocab.json").write_text(json.dumps(words, ensure_ascii=False) + "\n", encoding="utf-8")
    interim = saved.get("interim", saved["seen"] < saved["total"])
    vocabulary, units = saved["model"]["embedding.weight"].shape
    write_json(
        folder / "config.json",
        {
            "format": "gatescope-model",
            "version": 1,
            "id": identifier,
            "label": identifier,
            "cell": saved["cell"],
            "layers": 2 if saved["cell"] == "feed-forward" else 1,
            "inputs": units,
            "units": units,
            "vocabulary": vocabulary,
            "tied": True,
            "tokenizer": "words",
            "start": "<eos>",
            "unknown": "<unk>",
            "provenance": {
                "data": DATA,
                "licence": LICENCE,
                "recipe": ("Interim, the run goes on. " if interim else "") + recipe(saved),
                "sha256": hashlib.sha256(content).hexdigest(),
            },
        },
    )
    print(f"{identifier}: {len(content):,} bytes, {saved['seen'] / 1e6:.1f} M tokens{', interim' if interim else ''}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="+", choices=CELLS)
    parser.add_argument("--checkpoints", type=Path, default=TRAINING / "checkpoints")
    parser.add_argument("--to", type=Path, default=MODELS, help="folder of models; the page's own by default")
    options = parser.parse_args()
    for identifier in options.ids:
        export(identifier, options.checkpoints, options.to)


if __name__ == "__main__":
    main()
