"""Golden gradients for the engine, by PyTorch's autograd in float64.

    python3 tests/golden/make_gradients.py

Reads the weights of cells/ (make_golden.py, default initialisation) and writes gradients/<name>.json
and gradients/<name>.f64: for every length the derivatives of -ln p(target) at the last step, or of a
difference of two logits, with respect to every signal of every step (short lengths), their norms, the
norms at the embedding, every weight gradient, and the spectral norms of the state Jacobians by a dense
SVD, beside the direct paths. The cells are unfused, with `retain_grad` on every signal; weight
gradients are then compared with those of nn.LSTM and nn.RNN.

Two RNNs are drawn here: rnn-long (512 words at spectral radius 0.8: log-norms in float64 beside the
norms of float32 autograd) and rnn-chaos (radius 2: a float32 trace, and the norms of that same trace's
derivatives in float64; any other trace of the same words is another one after some dozens of steps).
"""

import hashlib
import json
from pathlib import Path

import numpy
import torch

from make_golden import LSTM_BLOCKS, LanguageModel, SIGNALS, safetensors

HERE = Path(__file__).parent
FOLDER = HERE / "gradients"
DOUBLE = torch.float64


def read_safetensors(path):
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = torch.from_numpy(numpy.frombuffer(raw[start:end], "<f4").reshape(entry["shape"]).copy())
    return tensors


def step(cell, x, before, weight, layer):
    """All signals of one step of one layer; the bias is one tensor."""
    if cell == "feed-forward":
        word = weight[f"layer{layer}.inputWeights"] @ x
        return {"hiddenState": (word + weight[f"layer{layer}.bias"]).tanh(), "hiddenStateWord": word}
    memory = weight[f"layer{layer}.recurrentWeights"] @ before["hiddenState"]
    word = weight[f"layer{layer}.inputWeights"] @ x
    bias = weight[f"layer{layer}.bias"]
    if cell != "lstm":
        squash = torch.relu if cell == "rnn-relu" else torch.tanh
        return {"hiddenState": squash(memory + word + bias), "hiddenStateMemory": memory, "hiddenStateWord": word}
    frame = {}
    for block, m, w, b in zip(LSTM_BLOCKS, memory.chunk(4), word.chunk(4), bias.chunk(4)):
        frame[block + "Memory"], frame[block + "Word"] = m, w
        frame[block] = (m + w + b).tanh() if block == "candidate" else (m + w + b).sigmoid()
    frame["cellState"] = frame["forgetGate"] * before["cellState"] + frame["inputGate"] * frame["candidate"]
    frame["hiddenState"] = frame["outputGate"] * frame["cellState"].tanh()
    return frame


def joined(tensors, cell, layers, tied):
    """The weights under the engine's names, float64 leaves; b_ih + b_hh is one tensor."""
    take = lambda name: tensors[name].to(DOUBLE)
    weight = {"embedding": take("embedding.weight")}
    for layer in range(layers):
        if cell == "feed-forward":
            weight[f"layer{layer}.inputWeights"] = take(f"layers.{layer}.weight")
            weight[f"layer{layer}.bias"] = take(f"layers.{layer}.bias")
            continue
        prefix = "lstm" if cell == "lstm" else "rnn"
        weight[f"layer{layer}.inputWeights"] = take(f"{prefix}.weight_ih_l{layer}")
        weight[f"layer{layer}.recurrentWeights"] = take(f"{prefix}.weight_hh_l{layer}")
        weight[f"layer{layer}.bias"] = take(f"{prefix}.bias_ih_l{layer}") + take(f"{prefix}.bias_hh_l{layer}")
    if not tied:
        weight["readout.weights"] = take("decoder.weight")
    weight["readout.bias"] = take("decoder.bias")
    return {name: value.clone().requires_grad_() for name, value in weight.items()}


def run(weight, cell, layers, units, ids, start):
    """Frames [step][layer] of live tensors with their gradients retained, the inputs x_t, and the logits of the last step."""
    names = SIGNALS[cell]
    zero = [{name: torch.zeros(units, dtype=DOUBLE, requires_grad=True) for name in names} for _ in range(layers)]
    frames, inputs = [zero], [None]
    for token in ids if start is None else [start, *ids]:
        x = weight["embedding"][token].clone()
        x.retain_grad()
        inputs.append(x)
        states = []
        for layer in range(layers):
            states.append(step(cell, x, frames[-1][layer], weight, layer))
            for value in states[-1].values():
                value.retain_grad()
            x = states[-1]["hiddenState"]
        frames.append(states)
    if start is not None:
        frames, inputs = frames[1:], inputs[1:]
    logits = weight.get("readout.weights", weight["embedding"]) @ frames[-1][-1]["hiddenState"] + weight["readout.bias"]
    return frames, inputs, logits


def check_against_modules(tensors, weight, about, ids, objective):
    """Weight gradients of the unfused cells against PyTorch's modules."""
    cell, layers = about["cell"], about["layers"]
    model = LanguageModel(cell, layers, about["vocabulary"], about["inputs"], about["units"], about["tied"])
    model.load_state_dict({**tensors, **({"decoder.weight": tensors["embedding.weight"]} if about["tied"] else {})})
    model.double()
    x = model.embedding(torch.tensor(ids if about["start"] is None else [about["start"], *ids])).unsqueeze(1)
    if cell == "feed-forward":
        for linear in model.layers:
            x = linear(x).tanh()
    else:
        x = (model.lstm if cell == "lstm" else model.rnn)(x)[0]
    objective(model.decoder(x[-1, 0])).backward()
    theirs = dict(model.named_parameters())
    prefix = "lstm" if cell == "lstm" else "rnn"
    pairs = {"embedding": "embedding.weight", "readout.bias": "decoder.bias"}
    if not about["tied"]:
        pairs["readout.weights"] = "decoder.weight"
    for layer in range(layers):
        if cell == "feed-forward":
            pairs[f"layer{layer}.inputWeights"] = f"layers.{layer}.weight"
            pairs[f"layer{layer}.bias"] = f"layers.{layer}.bias"
            continue
        pairs[f"layer{layer}.inputWeights"] = f"{prefix}.weight_ih_l{layer}"
        pairs[f"layer{layer}.recurrentWeights"] = f"{prefix}.weight_hh_l{layer}"
        pairs[f"layer{layer}.bias"] = f"{prefix}.bias_ih_l{layer}"
        halves = [theirs[f"{prefix}.bias_{half}_l{layer}"].grad for half in ("ih", "hh")]
        assert torch.allclose(*halves, rtol=1e-12, atol=1e-15)
    for ours, name in pairs.items():
        assert torch.allclose(weight[ours].grad, theirs[name].grad, rtol=1e-9, atol=1e-14), (ours, name)


def jacobian_norms(weight, cell, layer, frames, inputs):
    """Spectral norms of dC_at/dC_t (LSTM: h_t recomputed from C_t) or dh_at/dh_t, one layer, by a dense SVD."""
    fixed = {name: value.detach() for name, value in weight.items()}
    below = [None if t == 0 else (inputs[t] if layer == 0 else frames[t][layer - 1]["hiddenState"]) for t in range(len(frames))]
    below = [None if x is None else x.detach() for x in below]
    last = len(frames) - 1
    norms = []
    for t in range(1, last + 1):
        now = {name: value.detach() for name, value in frames[t][layer].items()}

        def onwards(state):
            if cell == "lstm":
                frame = {"cellState": state, "hiddenState": now["outputGate"] * state.tanh()}
            else:
                frame = {"hiddenState": state}
            for k in range(t + 1, last + 1):
                frame = step(cell, below[k], frame, fixed, layer)
            return frame["cellState" if cell == "lstm" else "hiddenState"]

        state = now["cellState" if cell == "lstm" else "hiddenState"]
        dense = torch.autograd.functional.jacobian(onwards, state, vectorize=True)
        norms.append(numpy.linalg.svd(dense.numpy(), compute_uv=False)[0])
    return norms


def direct_path(frames, layer):
    """Largest and mean entry of the product of f_k, k = t + 1 ... at."""
    product = torch.ones_like(frames[0][layer]["hiddenState"]).detach()
    found = []
    for t in range(len(frames) - 1, 0, -1):
        found.append((product.max().item(), product.mean().item()))
        product = product * frames[t][layer]["forgetGate"].detach()
    return list(zip(*reversed(found)))


def gradient_of(tensor, units):
    return torch.zeros(units, dtype=DOUBLE) if tensor.grad is None else tensor.grad


def case(tensors, about, ids, target, other, keeps_signals):
    cell, layers, units = about["cell"], about["layers"], about["units"]
    names = SIGNALS[cell]
    weight = joined(tensors, cell, layers, about["tied"])
    frames, inputs, logits = run(weight, cell, layers, units, ids, about["start"])
    if other is None:
        objective = lambda logits: -logits.log_softmax(0)[target]
    else:
        objective = lambda logits: logits[target] - logits[other]
    value = objective(logits)
    value.backward()
    check_against_modules(tensors, weight, about, ids, objective)

    signals = torch.stack([
        torch.stack([torch.stack([gradient_of(layer[name], units) for name in names]) for layer in frame]) for frame in frames
    ])
    arrays = {"norms": signals.norm(dim=3)[1:], "input": torch.stack([gradient_of(x, 1).norm() for x in inputs[1:]])}
    if keeps_signals:
        arrays["signals"] = signals
    for name, tensor in weight.items():
        arrays[name] = tensor.grad
    if cell != "feed-forward":
        arrays["jacobian"] = torch.tensor([jacobian_norms(weight, cell, layer, frames, inputs) for layer in range(layers)])
    if cell == "lstm":
        arrays["directPath"] = torch.tensor([direct_path(frames, layer) for layer in range(layers)])
    objective_about = {"kind": "loss", "at": len(ids), "target": target}
    if other is not None:
        objective_about = {"kind": "difference", "at": len(ids), "target": target, "other": other}
    return {"objective": objective_about, "ids": ids, "value": value.item()}, arrays


def write(name, about, cases):
    values = [array.detach().numpy().astype("<f8").ravel() for _, arrays in cases for array in arrays.values()]
    (FOLDER / f"{name}.f64").write_bytes(numpy.concatenate(values).tobytes())
    described = [
        {**case_about, "arrays": {key: list(array.shape) for key, array in arrays.items()}} for case_about, arrays in cases
    ]
    (FOLDER / f"{name}.json").write_text(json.dumps({**about, "cases": described}, indent=1) + "\n")


def write_cell(name, seed, lengths):
    """Gradients of the model cells/<name>; signals are kept for all but the longest text."""
    about = json.loads((HERE / "cells" / f"{name}.json").read_text())
    tensors = read_safetensors(HERE / "cells" / f"{name}.safetensors")
    random = numpy.random.RandomState(seed)
    cases = []
    for place, length in enumerate(lengths):
        ids = random.randint(0, about["vocabulary"], length).tolist()
        target, other = random.choice(about["vocabulary"], 2, replace=False).tolist()
        cases.append(case(tensors, about, ids, target, other if place == 1 else None, length < max(lengths)))
    source = f"make_gradients.py, PyTorch {torch.__version__}, float64, seed {seed}"
    write(name, {"source": source, "weights": f"cells/{name}", "sha256": about["sha256"]}, cases)


def draw_rnn(name, seed, radius, words=10, inputs=6, units=24):
    """An RNN whose W_hh has this spectral radius (before it is rounded to float32); writes its weights."""
    torch.manual_seed(seed)
    model = LanguageModel("rnn", 1, words, inputs, units, False)
    with torch.no_grad():
        recurrent = torch.randn(units, units, dtype=DOUBLE)
        recurrent *= radius / numpy.abs(numpy.linalg.eigvals(recurrent.numpy())).max()
        model.rnn.weight_hh_l0.copy_(recurrent)
        model.embedding.weight *= 0.3
    file = safetensors(dict(model.named_parameters()))
    (FOLDER / f"{name}.safetensors").write_bytes(file)
    tensors = {key: value.detach() for key, value in model.named_parameters()}
    about = {
        "source": f"make_gradients.py, PyTorch {torch.__version__}, seed {seed}, spectral radius {radius}",
        "weights": f"gradients/{name}", "sha256": hashlib.sha256(file).hexdigest(),
        "cell": "rnn", "layers": 1, "vocabulary": words, "inputs": inputs, "units": units, "start": None, "tied": False,
    }
    return tensors, about


def rnn_norms(tensors, ids, target, dtype):
    """Norms of the loss gradient at every h_t, by autograd in this precision: (T)."""
    weight = {key: value.detach() for key, value in joined(tensors, "rnn", 1, False).items()}
    weight = {key: value.to(dtype) for key, value in weight.items()}
    hidden = [torch.zeros(weight["layer0.recurrentWeights"].shape[0], dtype=dtype)]
    for token in ids:
        before = hidden[-1].requires_grad_() if len(hidden) == 1 else hidden[-1]
        word = weight["layer0.inputWeights"] @ weight["embedding"][token] + weight["layer0.bias"]
        hidden.append((weight["layer0.recurrentWeights"] @ before + word).tanh())
        hidden[-1].retain_grad()
    logits = weight["readout.weights"] @ hidden[-1] + weight["readout.bias"]
    (-logits.log_softmax(0)[target]).backward()
    return torch.stack([state.grad.norm() for state in hidden[1:]])


def write_long():
    tensors, about = draw_rnn("rnn-long", 21, 0.8)
    ids = numpy.random.RandomState(21).randint(0, 10, 512).tolist()
    single = rnn_norms(tensors, ids, 7, torch.float32)
    double = rnn_norms(tensors, ids, 7, DOUBLE)
    assert (single == 0).sum() > 100 and (double > 0).all()
    arrays = {"log10": double.log10(), "single": single}
    write("rnn-long", about, [({"objective": {"kind": "loss", "at": 512, "target": 7}, "ids": ids}, arrays)])


def write_chaos():
    tensors, about = draw_rnn("rnn-chaos", 22, 2.0)
    ids = numpy.random.RandomState(22).randint(0, 10, 200).tolist()
    target = 3
    with torch.no_grad():
        bias = tensors["rnn.bias_ih_l0"] + tensors["rnn.bias_hh_l0"]
        frames = [torch.zeros(3, 24)]
        for token in ids:
            memory = tensors["rnn.weight_hh_l0"] @ frames[-1][0]
            word = tensors["rnn.weight_ih_l0"] @ tensors["embedding.weight"][token]
            frames.append(torch.stack([(memory + word + bias).tanh(), memory, word]))
        trace = torch.stack(frames)
    # The derivatives of this very trace: float64 steps from its states, which are put back on it after each.
    weight = joined(tensors, "rnn", 1, False)
    hidden = [trace[0, 0].to(DOUBLE).requires_grad_()]
    for t, token in enumerate(ids, 1):
        word = weight["layer0.inputWeights"] @ weight["embedding"][token] + weight["layer0.bias"]
        exact = (weight["layer0.recurrentWeights"] @ hidden[-1] + word).tanh()
        hidden.append(exact + (trace[t, 0].to(DOUBLE) - exact).detach())
        hidden[-1].retain_grad()
    logits = weight["readout.weights"] @ hidden[-1] + weight["readout.bias"]
    (-logits.log_softmax(0)[target]).backward()
    arrays = {"trace": trace, "log10": torch.stack([state.grad.norm() for state in hidden[1:]]).log10()}
    write("rnn-chaos", about, [({"objective": {"kind": "loss", "at": len(ids), "target": target}, "ids": ids}, arrays)])


if __name__ == "__main__":
    torch.set_num_threads(1)
    FOLDER.mkdir(exist_ok=True)
    write_cell("lstm-1", 1, (4, 12, 40))
    write_cell("lstm-2", 2, (4, 12, 40))
    write_cell("lstm-2-tied", 3, (3, 6))
    write_cell("rnn-1", 4, (4, 12, 40))
    write_cell("rnn-2", 5, (4, 9))
    write_cell("rnn-relu-1", 6, (4, 12))
    write_cell("feed-forward-2", 7, (3, 6))
    write_long()
    write_chaos()
