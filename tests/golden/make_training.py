"""Golden training steps for the engine's trainer, by PyTorch in float64.

    python3 tests/golden/make_training.py

Writes training/<name>.json: nn.LSTM or nn.RNN with a linear readout of the last state, mean squared error, the gradient cut to a norm
by clip_grad_norm_, torch.optim.Adam. Float32 weights, inputs and targets; the loss and the norm before each step, the gradients of the
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
