"""Golden values for the engine: random weights, every signal of every step, by PyTorch in float64.

    python3 tests/golden/make_golden.py

Writes cells/<name>.safetensors (float32 weights at PyTorch's default initialisation),
cells/<name>.json (what is in them, SHA-256 of the weights) and cells/<name>.f64 (frames
(T + 1, L, S, H), then logits (T + 1, V), little-endian float64), and two-layer-lstm/: a
language model for the browser tests with its vocabulary and the trace it must export.

The signals are computed gate by gate from the weights; hidden and cell states are then
compared with what nn.LSTM and nn.RNN return for the same weights.
"""

import hashlib
import json
import struct
from pathlib import Path

import numpy
import torch
from torch import nn

HERE = Path(__file__).parent
LSTM_BLOCKS = ("inputGate", "forgetGate", "candidate", "outputGate")  # PyTorch's rows: i, f, g, o
LSTM_DRAWN = ("forgetGate", "inputGate", "candidate", "cellState", "outputGate", "hiddenState")


def parts(blocks, kinds=("Memory", "Word")):
    return [block + kind for block in blocks for kind in kinds]


SIGNALS = {
    "lstm": [*LSTM_DRAWN, *parts(LSTM_BLOCKS)],
    "rnn": ["hiddenState", *parts(["hiddenState"])],
    "rnn-relu": ["hiddenState", *parts(["hiddenState"])],
    "feed-forward": ["hiddenState", *parts(["hiddenState"], ["Word"])],
}


class LanguageModel(nn.Module):
    def __init__(self, cell, layers, words, inputs, units, tied):
        super().__init__()
        self.cell = cell
        self.embedding = nn.Embedding(words, inputs)
        if cell == "lstm":
            self.lstm = nn.LSTM(inputs, units, layers)
        elif cell == "feed-forward":
            self.layers = nn.ModuleList(nn.Linear(units if k else inputs, units) for k in range(layers))
        else:
            self.rnn = nn.RNN(inputs, units, layers, nonlinearity="relu" if cell == "rnn-relu" else "tanh")
        self.decoder = nn.Linear(units, words)
        if tied:
            self.decoder.weight = self.embedding.weight


def lstm_frame(x, before, weight, prefix, layer):
    """All signals of one step of one layer, float64 (H) each."""
    memory = weight[f"{prefix}weight_hh_l{layer}"] @ before["hiddenState"]
    word = weight[f"{prefix}weight_ih_l{layer}"] @ x
    bias = weight[f"{prefix}bias_ih_l{layer}"] + weight[f"{prefix}bias_hh_l{layer}"]
    i, f, g, o = (memory + word + bias).chunk(4)
    frame = {"inputGate": i.sigmoid(), "forgetGate": f.sigmoid(), "candidate": g.tanh(), "outputGate": o.sigmoid()}
    frame["cellState"] = frame["forgetGate"] * before["cellState"] + frame["inputGate"] * frame["candidate"]
    frame["hiddenState"] = frame["outputGate"] * frame["cellState"].tanh()
    for block, m, w in zip(LSTM_BLOCKS, memory.chunk(4), word.chunk(4)):
        frame[block + "Memory"], frame[block + "Word"] = m, w
    return frame


def rnn_frame(x, before, weight, prefix, layer, squash):
    memory = weight[f"{prefix}weight_hh_l{layer}"] @ before["hiddenState"]
    word = weight[f"{prefix}weight_ih_l{layer}"] @ x
    bias = weight[f"{prefix}bias_ih_l{layer}"] + weight[f"{prefix}bias_hh_l{layer}"]
    return {"hiddenState": squash(memory + word + bias), "hiddenStateMemory": memory, "hiddenStateWord": word}


def feed_forward_frame(x, weight, layer):
    word = weight[f"layers.{layer}.weight"] @ x
    return {"hiddenState": (word + weight[f"layers.{layer}.bias"]).tanh(), "hiddenStateWord": word}


def trace(model, layers, units, ids):
    """Frames (T, L, S, H) of `ids` from the zero state, float64."""
    weight = {name: value.detach() for name, value in model.named_parameters()}
    names = SIGNALS[model.cell]
    states = [{name: torch.zeros(units, dtype=torch.float64) for name in names} for _ in range(layers)]
    frames = []
    for token in ids:
        x = weight["embedding.weight"][token]
        for layer in range(layers):
            if model.cell == "lstm":
                states[layer] = lstm_frame(x, states[layer], weight, "lstm.", layer)
            elif model.cell == "feed-forward":
                states[layer] = feed_forward_frame(x, weight, layer)
            else:
                squash = torch.relu if model.cell == "rnn-relu" else torch.tanh
                states[layer] = rnn_frame(x, states[layer], weight, "rnn.", layer, squash)
            x = states[layer]["hiddenState"]
        frames.append(torch.stack([torch.stack([state[name] for name in names]) for state in states]))
    return torch.stack(frames)


@torch.no_grad()
def check_against_modules(model, frames, ids):
    """The gate-by-gate values against PyTorch's own modules in float64."""
    x = model.embedding(torch.tensor(ids)).unsqueeze(1)
    hidden = frames[:, -1, SIGNALS[model.cell].index("hiddenState")]
    if model.cell == "lstm":
        output, (last_h, last_c) = model.lstm(x)
        assert torch.allclose(last_c[:, 0], frames[-1, :, LSTM_DRAWN.index("cellState")], atol=1e-13)
        assert torch.allclose(last_h[:, 0], frames[-1, :, LSTM_DRAWN.index("hiddenState")], atol=1e-13)
    elif model.cell == "feed-forward":
        output = x
        for layer in model.layers:
            output = layer(output).tanh()
    else:
        output = model.rnn(x)[0]
    assert torch.allclose(output[:, 0], hidden, atol=1e-13)


def safetensors(tensors):
    """Bytes of a safetensors file of float32 tensors."""
    header, data, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in tensors.items():
        raw = tensor.detach().to(torch.float32).contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(raw)]}
        offset += len(raw)
        data.append(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(data)


def make(name, cell, seed, layers, words, inputs, units, ids, start=None, tied=False):
    torch.manual_seed(seed)
    model = LanguageModel(cell, layers, words, inputs, units, tied)
    file = safetensors(dict(model.named_parameters()))
    model.double()
    whole = ids if start is None else [start, *ids]
    frames = trace(model, layers, units, whole)
    check_against_modules(model, frames, whole)
    if start is None:
        frames = torch.cat([torch.zeros_like(frames[:1]), frames])
    hidden = frames[:, -1, SIGNALS[cell].index("hiddenState")]
    logits = hidden @ model.decoder.weight.detach().T + model.decoder.bias.detach()
    return model, file, frames, logits


def write_cell(name, cell, seed, layers, words, inputs, units, ids, start=None, tied=False):
    _, file, frames, logits = make(name, cell, seed, layers, words, inputs, units, ids, start, tied)
    folder = HERE / "cells"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.safetensors").write_bytes(file)
    values = numpy.concatenate([frames.numpy().ravel(), logits.numpy().ravel()]).astype("<f8")
    (folder / f"{name}.f64").write_bytes(values.tobytes())
    about = {
        "source": f"make_golden.py, PyTorch {torch.__version__}, float64, seed {seed}",
        "sha256": hashlib.sha256(file).hexdigest(),
        "cell": cell, "layers": layers, "vocabulary": words, "inputs": inputs, "units": units,
        "signals": SIGNALS[cell], "start": start, "tied": tied, "ids": ids,
    }
    (folder / f"{name}.json").write_text(json.dumps(about, indent=1) + "\n")


VOCABULARY = (
    "<eos> <unk> the a dog cat bird fox hill river house tree road boat small tiny big old quiet red green "
    "ran slept sang jumped walked looked sat was is and but then over under into near behind with to of "
    "in on he she it they his her that who saw , . ? very again not long warm"
).split()


def write_language_model():
    """A two-layer LSTM of 60 words as a PyTorch user would save it, and the trace that it must export."""
    text = "The small dog ran over the hill, and then it slept near the old house."
    words = "the small dog ran over the hill , and then it slept near the old house .".split()
    ids = [VOCABULARY.index(word) for word in words]
    assert len(VOCABULARY) == 60
    _, file, frames, logits = make("two-layer-lstm", "lstm", 11, 2, 60, 12, 16, ids)
    folder = HERE / "two-layer-lstm"
    folder.mkdir(exist_ok=True)
    (folder / "two-layer-lstm.safetensors").write_bytes(file)
    (folder / "vocab.json").write_text(json.dumps(VOCABULARY) + "\n")
    drawn = {name: SIGNALS["lstm"].index(name) for name in LSTM_DRAWN}
    after = logits[1:].softmax(1)
    following = [*ids[1:], None]
    expected = {
        "format": "gatescope-trace", "version": 1,
        "model": {"id": "two-layer-lstm", "cell": "lstm", "layers": 2, "inputs": 12, "units": 16, "vocabulary": 60},
        "text": text,
        "tokens": [{"text": word, "id": token, "known": True} for word, token in zip(words, ids)],
        "signals": list(LSTM_DRAWN),
        "initial": [{name: [0.0] * 16 for name in ("cellState", "hiddenState")} for _ in range(2)],
        "layers": [{name: frames[1:, layer, at].tolist() for name, at in drawn.items()} for layer in range(2)],
        "next": [
            {
                "step": step + 1,
                "top": [
                    {"word": VOCABULARY[token], "id": token, "probability": after[step, token].item()}
                    for token in after[step].argsort(descending=True)[:10].tolist()
                ],
                "entropyBits": -(after[step] * after[step].log2()).sum().item(),
                "surpriseBits": None if following[step] is None else -after[step, following[step]].log2().item(),
            }
            for step in range(len(ids))
        ],
    }
    (folder / "expected-trace.json").write_text(json.dumps(expected) + "\n")
    about = {
        "source": f"make_golden.py, PyTorch {torch.__version__}, float64, seed 11",
        "sha256": hashlib.sha256(file).hexdigest(),
    }
    (folder / "about.json").write_text(json.dumps(about, indent=1) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    write_cell("lstm-1", "lstm", 1, 1, 23, 24, 40, [3, 17, 4, 4, 0, 22, 9, 12, 3, 17, 5, 8, 21, 1, 2])
    write_cell("lstm-2", "lstm", 2, 2, 13, 6, 9, [5, 2, 11, 0, 12, 7, 7, 3], start=1)
    write_cell("lstm-2-tied", "lstm", 3, 2, 10, 7, 7, [9, 0, 4, 4, 1], tied=True)
    write_cell("rnn-1", "rnn", 4, 1, 17, 11, 14, [16, 0, 3, 8, 8, 2, 13, 5], start=0)
    write_cell("rnn-2", "rnn", 5, 2, 12, 5, 8, [1, 10, 11, 3, 0, 6])
    write_cell("rnn-relu-1", "rnn-relu", 6, 1, 9, 5, 8, [8, 3, 0, 2, 7, 7, 1])
    write_cell("feed-forward-2", "feed-forward", 7, 2, 14, 6, 10, [13, 2, 2, 0, 9, 5], start=0)
    write_language_model()
