"""Write tests/golden/small.json: states and logits of every small model, by PyTorch's own layers in float64.

    python3 training/golden_small.py

Each model reads its start word and the first words of its own sample. `states` are (T+1, S, H), S the cell state and the
hidden state of an LSTM or the hidden state of an RNN; `logits` (T+1, V). `float32Error` is the largest difference of
PyTorch's float32 from them.
"""

import json

import torch
from torch import nn

from results import ROOT, write_json

WORDS = 24
SMALL = ROOT / "public/small"
DIGITS = 12


def read_safetensors(path):
    """Every tensor of a file whose numbers are all float32."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        first, last = (start + offset for offset in entry["data_offsets"])
        tensors[name] = torch.frombuffer(bytearray(data[first:last]), dtype=torch.float32).view(entry["shape"])
    return tensors


def words_of(text, vocabulary):
    """The first words or characters of a sample, as ids."""
    pieces = list(text) if all(len(word) == 1 for word in vocabulary) else text.split()
    return [vocabulary.index(piece) for piece in pieces[:WORDS]]


@torch.no_grad()
def run(config, tensors, ids, dtype):
    """States (T+1, S, H) and logits (T+1, V)."""
    sizes = config["inputs"], config["units"]
    layer = nn.LSTM(*sizes) if config["cell"] == "lstm" else nn.RNN(*sizes)
    layer.load_state_dict({name[len("rnn.") :]: tensor for name, tensor in tensors.items() if name.startswith("rnn.")})
    layer = layer.to(dtype)
    states, rows, state = [], [], None
    for x in tensors["embedding.weight"][torch.tensor(ids)].to(dtype):
        output, state = layer(x.view(1, 1, -1), state)
        states.append(torch.stack([state[1], state[0]] if config["cell"] == "lstm" else [state]).view(-1, config["units"]))
        rows.append(tensors["decoder.weight"].to(dtype) @ output.view(-1) + tensors["decoder.bias"].to(dtype))
    return torch.stack(states), torch.stack(rows)


def rounded(tensor):
    return [float(f"{value:.{DIGITS}g}") for value in tensor.flatten().tolist()]


def golden(folder):
    config = json.loads((folder / "config.json").read_text())
    vocabulary = json.loads((folder / "vocab.json").read_text())
    tensors = read_safetensors(folder / "model.safetensors")
    ids = [0, *words_of(config["sample"], vocabulary)]
    states, logits = run(config, tensors, ids, torch.float64)
    rough_states, rough_logits = run(config, tensors, ids, torch.float32)
    error = max((rough_states - states).abs().max().item(), (rough_logits - logits).abs().max().item())
    return {
        "id": folder.name,
        "sha256": config["provenance"]["sha256"],
        "ids": ids[1:],
        "states": rounded(states),
        "logits": rounded(logits),
        "float32Error": error,
    }


if __name__ == "__main__":
    torch.set_num_threads(1)
    write_json(
        ROOT / "tests/golden/small.json",
        {
            "source": f"training/golden_small.py, PyTorch {torch.__version__}, float64",
            "models": [golden(folder) for folder in sorted(SMALL.iterdir())],
        },
    )
