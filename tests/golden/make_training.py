"""Golden training steps for the engine's trainer, by PyTorch in float64.

    python3 tests/golden/make_training.py

Writes training/<name>.json: nn.LSTM or nn.RNN with a linear readout of the last state, mean squared error, the gradient cut to a norm
by clip_grad_norm_, torch.optim.Adam; and training/<name>-every.json: a softmax at every step or at chosen ones, cross-entropy, and the
price of open gates, step by step by autograd. Float32 weights, inputs and targets; the loss and the norm before each step, the gradients of the
first step as they are before they are cut, and the weights after the first and after the last step.
"""

import json
from pathlib import Path

import torch
from torch import nn

FOLDER = Path(__file__).parent / "training"
NAMES = {
    "inputWeights": "weight_ih_l0",
    "recurrentWeights": "weight_hh_l0",
    "inputBias": "bias_ih_l0",
    "recurrentBias": "bias_hh_l0",
}


def unrolled(kind, parts, x):
    """States (T, B, H) of a cell written out, and the gates i, f, o (T, B, H each); x (T, B, D)."""
    units = parts["recurrentWeights"].shape[1]
    h = c = torch.zeros(x.shape[1], units, dtype=x.dtype)
    states, gates = [], []
    for step in x:
        z = step @ parts["inputWeights"].T + h @ parts["recurrentWeights"].T + parts["inputBias"] + parts["recurrentBias"]
        if kind == "rnn":
            h = z.tanh()
        else:
            i, f, g, o = z.chunk(4, dim=1)
            i, f, o = i.sigmoid(), f.sigmoid(), o.sigmoid()
            c = f * c + i * g.tanh()
            h = o * c.tanh()
            gates.append((i, f, o))
        states.append(h)
    return torch.stack(states), [torch.stack(gate) for gate in zip(*gates)]


def write_every(name, kind, seed, inputs, units, outputs, batch, steps, updates, rate, clip, asked, cost):
    torch.manual_seed(seed)
    rows = units * (4 if kind == "lstm" else 1)
    shapes = {
        "inputWeights": (rows, inputs), "recurrentWeights": (rows, units), "inputBias": (rows,), "recurrentBias": (rows,),
        "readoutWeights": (outputs, units), "readoutBias": (outputs,),
    }
    single = {key: torch.randn(shape) * 0.6 for key, shape in shapes.items()}
    ids = torch.randint(inputs, (updates, steps, batch))
    targets = torch.randint(outputs, (updates, steps, batch))
    targets[torch.rand(targets.shape) >= asked] = -1
    parts = {key: value.double().requires_grad_() for key, value in single.items()}
    parameters = list(parts.values())
    flat = lambda read: {key: read(tensor).detach().flatten().tolist() for key, tensor in parts.items()}
    about = {
        "source": f"make_training.py, PyTorch {torch.__version__}, float64, seed {seed}",
        "inputs": inputs, "units": units, "outputs": outputs, "batch": batch, "steps": steps,
        "learningRate": rate, "clipNorm": clip, "gateCost": dict(zip(("input", "forget", "output"), cost)),
        "ids": ids.flatten(1).tolist(), "targets": targets.flatten(1).tolist(), "weights": flat(lambda tensor: tensor),
        "losses": [], "prices": [], "norms": [],
    }
    adam = torch.optim.Adam(parameters, lr=rate)
    for update in range(updates):
        adam.zero_grad()
        x = nn.functional.one_hot(ids[update], inputs).double()
        states, gates = unrolled(kind, parts, x)
        logits = states @ parts["readoutWeights"].T + parts["readoutBias"]
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), targets[update].flatten(), ignore_index=-1)
        price = torch.zeros(())
        if gates:
            i, f, o = gates
            price = cost[0] * i.mean() + cost[1] * (1 - f).mean() + cost[2] * o.mean()
        (loss + price).backward()
        if update == 0:
            about["gradients"] = flat(lambda tensor: tensor.grad)
        about["losses"].append(loss.item())
        about["prices"].append(price.item())
        about["norms"].append(nn.utils.clip_grad_norm_(parameters, clip).item())
        adam.step()
        if update == 0:
            about["afterFirst"] = flat(lambda tensor: tensor)
    about["afterLast"] = flat(lambda tensor: tensor)
    (FOLDER / f"{name}.json").write_text(json.dumps(about) + "\n")


def write(name, kind, seed, inputs, units, outputs, batch, steps, updates, rate, clip):
    torch.manual_seed(seed)
    cell, readout = kind(inputs, units), nn.Linear(units, outputs)
    x = torch.randn(updates, steps, batch, inputs)
    targets = torch.randn(updates, batch, outputs)
    tensors = {ours: getattr(cell, theirs) for ours, theirs in NAMES.items()}
    tensors |= {"readoutWeights": readout.weight, "readoutBias": readout.bias}
    flat = lambda read: {key: read(tensor).detach().flatten().tolist() for key, tensor in tensors.items()}
    about = {
        "source": f"make_training.py, PyTorch {torch.__version__}, float64, seed {seed}",
        "inputs": inputs, "units": units, "outputs": outputs, "batch": batch, "steps": steps,
        "learningRate": rate, "clipNorm": clip,
        "x": x.flatten(1).tolist(), "targets": targets.flatten(1).tolist(), "weights": flat(lambda tensor: tensor),
        "losses": [], "norms": [],
    }
    cell.double(), readout.double()
    for ours, theirs in NAMES.items():
        tensors[ours] = getattr(cell, theirs)
    tensors |= {"readoutWeights": readout.weight, "readoutBias": readout.bias}
    parameters = list(tensors.values())
    adam = torch.optim.Adam(parameters, lr=rate)
    for update in range(updates):
        adam.zero_grad()
        hidden, _ = cell(x[update].double())
        loss = nn.functional.mse_loss(readout(hidden[-1]), targets[update].double())
        loss.backward()
        if update == 0:
            about["gradients"] = flat(lambda tensor: tensor.grad)
        about["losses"].append(loss.item())
        about["norms"].append(nn.utils.clip_grad_norm_(parameters, clip).item())
        adam.step()
        if update == 0:
            about["afterFirst"] = flat(lambda tensor: tensor)
    about["afterLast"] = flat(lambda tensor: tensor)
    (FOLDER / f"{name}.json").write_text(json.dumps(about) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    FOLDER.mkdir(exist_ok=True)
    write("lstm", nn.LSTM, 1, inputs=2, units=9, outputs=1, batch=5, steps=12, updates=6, rate=0.01, clip=0.2)
    write("lstm-wide", nn.LSTM, 2, inputs=5, units=3, outputs=2, batch=1, steps=4, updates=4, rate=0.002, clip=100.0)
    write("rnn", nn.RNN, 3, inputs=3, units=8, outputs=2, batch=3, steps=9, updates=6, rate=0.01, clip=0.2)
    write_every("lstm-every", "lstm", 4, 5, 7, 5, 4, 9, 5, 0.02, 0.2, 1.0, (0.3, 0.2, 0.15))
    write_every("lstm-chosen", "lstm", 5, 4, 3, 2, 5, 11, 5, 0.02, 100.0, 0.3, (0.0, 0.4, 0.0))
    write_every("rnn-chosen", "rnn", 6, 6, 9, 4, 3, 8, 5, 0.02, 0.2, 0.5, (0.1, 0.1, 0.1))
