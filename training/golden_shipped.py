"""Write tests/golden/shipped.json and shipped-<id>.bin: every signal of the shipped models.

    python3 training/golden_shipped.py [ID…]

The shipped int8 file is widened to float32, then each sentence is run twice by PyTorch, in
float64 (the values kept) and in float32 (the largest difference kept: PyTorch's own error).
The format is described in the head of shipped.json.
"""

import argparse

import numpy
import torch
from torch.nn import functional

from model import CELLS
from results import MODELS, ROOT, read_json, write_json
from shipped import model_of, shipped_state
from tokenizer import encode, words_of

SENTENCES = [
    "Hello there friend",
    "The cat sat on the mat.",
    "\"Stop!\" said the fox.",
    "Every morning the old man walked slowly to the river.",
    "Lily's mom said, \"Don't touch the zorblax, it's hot!\"",
    "A man in a red hat is riding a brown horse on the beach near two dogs.",
    "The keys to the cabinet near the window are on the table, but nobody has seen them.",
    "Once upon a time, there was a little girl named Wilhelmina who wanted to see the galaxy.",
    "I don't know whether Tom will come to the party tonight; he's been very busy since the election.",
    "Sue had 3 apples, 12 pears and 1,000 seeds... She gave them all to a bird -- and the bird laughed!",
    "\"Where are you going?\" asked the cat. \"I am going to the market,\" said the mouse, \"because my "
    "sister wants some cheese.\"",
    "One day a boy found a small blue box under his bed, and when he opened it he saw a tiny dragon that "
    "was sleeping on a leaf, so he closed the box again and never told anyone.",
]
SIGNALS = {
    "lstm": ["forgetGate", "inputGate", "candidate", "cellState", "outputGate", "hiddenState"],
    "rnn": ["hiddenState"],
    "feed-forward": ["hiddenState"],
}
UNITS, WORDS, SEED = 32, 16, 7
HEAD = (
    "For each model, sentence by sentence in the order of `sentences`: steps 0 … T (0 is the start token "
    "<eos> from the zero state); each step: for each layer, for each signal in the order of `signals`, the "
    "float64 values of the units listed in `units`; then the logits of the word ids in `words`. Little-endian "
    "float64, no gaps, in `values`. `float32Error` is the largest |float32 − float64| of PyTorch itself, a "
    "signal (and logits), over the same units and words and all steps: of each sentence, and in `float32Error` "
    "of the model over all sentences. `surprises` is −log2 p of each word after those before it, `surpriseError` "
    "PyTorch's own error of it."
)


def signals(model, ids):
    """Signals (T+1, L, S, H) and logits (T+1, V) of `ids`, in the model's own number type."""
    state = dict(model.named_parameters())
    h = c = torch.zeros(model.units, dtype=model.embedding.weight.dtype)
    frames, logits = [], []
    for x in model.embedding(torch.tensor(ids)):
        if model.cell == "feed-forward":
            outputs = model.feed_forward(x)
            frames.append(torch.stack(outputs).unsqueeze(1))
            h = outputs[-1]
        else:
            name = "lstm" if model.cell == "lstm" else "rnn"
            a = functional.linear(x, state[f"{name}.weight_ih_l0"], state[f"{name}.bias_ih_l0"]) + functional.linear(
                h, state[f"{name}.weight_hh_l0"], state[f"{name}.bias_hh_l0"]
            )
            if model.cell == "lstm":
                i, f, g, o = a.chunk(4)
                i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
                c = f * c + i * g
                h = o * c.tanh()
                frames.append(torch.stack([f, i, g, c, o, h]).unsqueeze(0))
            else:
                h = a.tanh()
                frames.append(h.view(1, 1, -1))
        logits.append(model.logits(h))
    reference = model.hidden(torch.tensor(ids).unsqueeze(1))[:, 0]
    if h.dtype == torch.float64:  # in float32 a tanh RNN may carry a rounding on and enlarge it
        difference = (torch.stack(frames)[:, -1, -1] - reference).abs().max()
        assert difference < 1e-9, f"{difference:.1e} from PyTorch's own layer"
    return torch.stack(frames).numpy(), torch.stack(logits).numpy()


def surprises(logits, ids):
    """−log2 p of every word after those before it (T), in the number type of the logits (T+1, V)."""
    logits = torch.from_numpy(logits)
    return (functional.cross_entropy(logits[:-1], torch.tensor(ids[1:]), reduction="none") / numpy.log(2)).numpy()


@torch.no_grad()
def golden(identifier):
    state, digest = shipped_state(identifier)
    single = model_of(identifier, state)
    double = model_of(identifier, state).double()
    names = SIGNALS[CELLS[identifier]]
    words = read_json(MODELS / identifier / "vocab.json")
    identifiers = {word: index for index, word in enumerate(words)}
    random = numpy.random.default_rng(SEED)
    units = sorted(random.choice(single.units, UNITS, replace=False).tolist())
    chosen = sorted(random.choice(len(words), WORDS, replace=False).tolist())
    values, sentences = [], []
    for text in SENTENCES:
        ids = encode(["<eos>", *words_of(text)], identifiers)
        exact, exact_logits = signals(double, ids)
        rough, rough_logits = signals(single, ids)
        bits, rough_bits = surprises(exact_logits, ids), surprises(rough_logits, ids)
        exact, rough = exact[..., units], rough[..., units]
        exact_logits, rough_logits = exact_logits[:, chosen], rough_logits[:, chosen]
        error = numpy.abs(rough - exact).max(axis=(0, 1, 3))
        errors = dict(zip(names, error.tolist())) | {"logits": float(numpy.abs(rough_logits - exact_logits).max())}
        flat = exact.reshape(len(ids), -1)
        values.append(numpy.concatenate([flat, exact_logits], axis=1).astype("<f8").tobytes())
        sentences.append(
            {
                "text": text,
                "words": words_of(text),
                "ids": ids[1:],
                "surprises": bits.tolist(),
                "surpriseError": float(numpy.abs(rough_bits - bits).max()),
                "float32Error": errors,
            }
        )
    file = f"shipped-{identifier}.bin"
    (ROOT / "tests/golden" / file).write_bytes(b"".join(values))
    return {
        "id": identifier,
        "sha256": digest,
        "values": file,
        "layers": exact.shape[1],
        "signals": names,
        "units": units,
        "words": chosen,
        "float32Error": {name: max(s["float32Error"][name] for s in sentences) for name in [*names, "logits"]},
        "sentences": sentences,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", default=list(CELLS))
    options = parser.parse_args()
    torch.set_num_threads(1)
    write_json(
        ROOT / "tests/golden/shipped.json",
        {
            "source": f"training/golden_shipped.py, PyTorch {torch.__version__}, one CPU thread",
            "format": HEAD,
            "models": [golden(identifier) for identifier in options.ids],
        },
    )


if __name__ == "__main__":
    main()
