"""How far a gradient and a replaced word reach, by PyTorch in float64, at the places that `npm run reach` has kept.

    python3 training/check_reach.py

Reads training/results/reach.json, computes the same ten losses and ten replaced words of every pair from the
shipped weights, draws fresh networks by PyTorch's own initialisation, and writes both beside what the page's
code measured to training/results/reach-torch.json.
"""

import math

import torch

from results import MODELS, RESULTS, read_json, write_json
from shipped import shipped_state

SEEDS = 9


def step(layer, x, h, c):
    """One step of an unfused cell from W_x·x + b; `c` is None in a plain RNN."""
    z = x + h @ layer.t()
    if c is None:
        return z.tanh(), None
    i, f, g, o = z.chunk(4, -1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def states(inputs, recurrent, is_lstm):
    """h_t and C_t (or None) of every step of `inputs` (T, G·H), as a graph."""
    h = torch.zeros(recurrent.shape[1], dtype=torch.float64, requires_grad=True)
    c = torch.zeros_like(h, requires_grad=True) if is_lstm else None
    hidden, cells = [], []
    for x in inputs:
        h, c = step(recurrent, x, h, c)
        hidden.append(h)
        cells.append(c)
    return hidden, cells


def shares(loss, along, lags):
    """log10 of ‖∂loss/∂s_{at−k}‖ / ‖∂loss/∂s_at‖; the last of `along` is s_at."""
    norms = [logarithm(gradient) for gradient in torch.autograd.grad(loss, along, retain_graph=True)]
    return [norms[-1 - k] - norms[-1] for k in lags]


def logarithm(vector):
    """log10 ‖vector‖; its squares may underflow."""
    largest = vector.abs().max().item()
    return math.log10((vector / largest).norm().item()) + math.log10(largest) if largest > 0 else -math.inf


class Shipped:
    def __init__(self, identifier):
        config = read_json(MODELS / identifier / "config.json")
        state, self.digest = shipped_state(identifier)
        name = next(key.split(".")[0] for key in state if key.endswith("weight_hh_l0"))
        weights = {key: tensor.double() for key, tensor in state.items()}
        self.is_lstm = config["cell"] == "lstm"
        self.recurrent = weights[f"{name}.weight_hh_l0"]
        bias = weights[f"{name}.bias_ih_l0"] + weights[f"{name}.bias_hh_l0"]
        self.inputs = weights["embedding.weight"] @ weights[f"{name}.weight_ih_l0"].t() + bias
        self.readout, self.bias = weights["embedding.weight"], weights["decoder.bias"]
        words = read_json(MODELS / identifier / "vocab.json")
        self.start = [words.index(config["start"])] if config.get("start") else []

    def read(self, ids):
        return states(self.inputs[self.start + ids], self.recurrent, self.is_lstm)

    def logarithms(self, h):
        return torch.log_softmax(h @ self.readout.t() + self.bias, -1)

    def measure(self, ids, at, replaced, lags):
        hidden, cells = self.read(ids[:at])
        loss = -self.logarithms(hidden[-1])[ids[at]]
        found = {"hiddenState": shares(loss, hidden, lags)}
        if self.is_lstm:
            found["cellState"] = shares(loss, cells, lags)
        with torch.no_grad():
            place = replaced["at"]
            other = ids[: place - 1] + [replaced["id"]] + ids[place:]
            (mine, _), (theirs, _) = self.read(ids), self.read(other)
            last = len(self.start) + place - 1
            found["change"] = [((theirs[last + k] - mine[last + k]).norm() / mine[last + k].norm()).item() for k in lags]
            found["bits"] = []
            for k in lags:
                p, q = self.logarithms(mine[last + k]), self.logarithms(theirs[last + k])
                found["bits"].append(((p.exp() * (p - q)).sum() / math.log(2)).item())
        return found


def fresh(kind, change, lags, units=64, words=64):
    """Median share at each lag of networks that torch.nn draws itself, over max(lags) + 1 random words."""
    rows = []
    for seed in range(SEEDS):
        torch.manual_seed(seed)
        layer = kind(units, units).double()
        embedding = torch.nn.Embedding(words, units).double()
        decoder = torch.nn.Linear(units, words).double()
        bias = (layer.bias_ih_l0 + layer.bias_hh_l0).detach().clone()
        recurrent = layer.weight_hh_l0.detach().clone()
        change(recurrent, bias, units, max(lags))
        ids = torch.randint(words, (max(lags) + 2,))
        inputs = (embedding(ids[:-1]) @ layer.weight_ih_l0.t() + bias).detach()
        hidden, cells = states(inputs, recurrent, kind is torch.nn.LSTM)
        loss = torch.nn.functional.cross_entropy(decoder(hidden[-1])[None], ids[-1:])
        rows.append(shares(loss, cells if kind is torch.nn.LSTM else hidden, lags))
    return torch.tensor(rows, dtype=torch.float64).quantile(0.5, dim=0).tolist()


def forget_bias(recurrent, bias, units, _):
    bias[units : 2 * units] = 1


def slow_gates(recurrent, bias, units, longest):
    bias[units : 2 * units] = torch.empty(units, dtype=torch.float64).uniform_(1, longest - 1).log()
    bias[:units] = -bias[units : 2 * units]


def orthogonal(recurrent, bias, units, _):
    torch.nn.init.orthogonal_(recurrent)


BEGINNINGS = {
    "lstm-default": (torch.nn.LSTM, lambda *_: None),
    "lstm-bias-1": (torch.nn.LSTM, forget_bias),
    "lstm-slow": (torch.nn.LSTM, slow_gates),
    "rnn-default": (torch.nn.RNN, lambda *_: None),
    "rnn-orthogonal": (torch.nn.RNN, orthogonal),
}


FLOORS = {"change": 1e-4, "bits": 1e-5}  # float32 states do not carry less


def difference(quantity, mine, theirs):
    """Of logarithms as they are, of bits and changes relative to what PyTorch has, or to what float32 can tell."""
    return abs(mine - theirs) / (max(theirs, FLOORS[quantity]) if quantity in FLOORS else 1)


def main():
    torch.set_num_threads(1)
    kept = read_json(RESULTS / "reach.json")
    found = {"pairs": [], "fresh": []}
    for pair in kept["pairs"]:
        models = [Shipped(model["id"]) for model in pair["models"]]
        for model, about in zip(models, pair["models"]):
            assert about["sha256"] in (None, model.digest), f"reach.json is of other weights than {about['id']}"
        largest, places = {}, []
        for place in pair["places"]:
            ids, theirs = pair["texts"][place["text"]], []
            for model, mine in zip(models, place["measured"]):
                measured = model.measure(ids, place["at"], place["replaced"], pair["lags"])
                theirs.append({key: [float(f"{value:.6g}") for value in values] for key, values in measured.items()})
                for quantity, values in mine.items():
                    worst = max(difference(quantity, a, b) for a, b in zip(values, measured[quantity]))
                    largest[quantity] = max(largest.get(quantity, 0), worst)
            places.append(theirs)
        largest = {key: float(f"{value:.2g}") for key, value in largest.items()}
        found["pairs"].append({"models": pair["models"], "largestDifferences": largest, "places": places})
        print([model["id"] for model in pair["models"]], largest)
    for beginning in kept["fresh"]:
        kind, change = BEGINNINGS[beginning["id"]]
        median = [float(f"{value:.4g}") for value in fresh(kind, change, beginning["k"])]
        found["fresh"].append({"id": beginning["id"], "median": median})
        print(beginning["id"], median, beginning["median"])
    write_json(RESULTS / "reach-torch.json", found)


if __name__ == "__main__":
    main()
