"""Train one of the shipped models; stops and resumes at any time with the same command.

    python3 training/train.py story-lstm --total 50e6 [--checkpoints training/checkpoints]

Reads what prepare.py wrote. Everything is scheduled by progress = tokens seen / total. The
total can be changed while it runs: write a number to <checkpoints>/<id>.total, it is
re-read at every checkpoint and kept in it. On several processes or machines by torchrun:

    torchrun --nproc_per_node 2 training/train.py story-lstm --total 50e6

`--go-on TOKENS` starts from the shipped weights, which saw so many, and sees `--total` more.
"""

import argparse
import json
import math
import os
import time
from pathlib import Path

import numpy
import torch
from torch.nn.functional import dropout

from model import CELLS, LanguageModel, text_nats
from results import MODELS
from shares import Shares
from shipped import shipped_state
from softmax import SharedCrossEntropy, TiedCrossEntropy, candidates

SEED = 20
STREAMS = 64
STEPS = {"lstm": 48, "rnn": 48, "feed-forward": 192}  # more for the one that shares its rows
PEAK, WARM_UP_STEPS = 3e-3, 200  # learning rate, linear to 0 after the warm-up
BETAS, EPSILON, CLIP = (0.9, 0.99), 1e-8, 1.0
DROPOUT = {"lstm": 0.15, "rnn": 0.1, "feed-forward": 0.0}  # on the embedding and on the last layer
FULL_SOFTMAX_FROM, FLOAT32_FROM = 0.85, 0.96  # of the progress; bfloat16 factors before
AGREE_STEPS = 20  # the leading process says every so many steps whether a checkpoint is due
RESET = 0.5  # share of texts that start from the zero state; the others from where the last one ended


def epoch_streams(tokens, ends, epoch, steps):
    """Ids (STREAMS, length + 1), length a multiple of `steps`: all documents in this epoch's order, each after its `<eos>`."""
    order = numpy.random.default_rng([SEED, epoch]).permutation(len(ends))
    starts = numpy.concatenate([[0], ends[:-1]])
    lengths = (ends - starts)[order]
    offsets = numpy.concatenate([[0], numpy.cumsum(lengths)[:-1]])
    index = numpy.repeat(starts[order] - offsets, lengths) + numpy.arange(lengths.sum())
    line = numpy.concatenate([[0], tokens[index]]).astype(numpy.int64)
    length = (len(line) - 1) // STREAMS // steps * steps
    return torch.from_numpy(numpy.stack([line[s * length : (s + 1) * length + 1] for s in range(STREAMS)]))


class Adam:
    """Adam (Kingma & Ba 2015) over one flat vector of all parameters, with gradient clipping."""

    def __init__(self, parameters):
        self.parameters = list(parameters)
        self.flat = torch.cat([p.detach().reshape(-1) for p in self.parameters])
        offset = 0
        for p in self.parameters:
            p.data = self.flat[offset : offset + p.numel()].view_as(p)
            offset += p.numel()
        self.mean, self.square, self.steps = torch.zeros_like(self.flat), torch.zeros_like(self.flat), 0

    def gradient(self):
        """∂L/∂ every parameter, flat; what was added up is then gone."""
        flat = torch.cat([p.grad.reshape(-1) for p in self.parameters])
        for p in self.parameters:
            p.grad = None
        return flat

    def step(self, gradient, rate):
        norm = gradient.norm().item()
        if norm > CLIP:
            gradient.mul_(CLIP / norm)
        self.steps += 1
        self.mean.lerp_(gradient, 1 - BETAS[0])
        self.square.mul_(BETAS[1]).addcmul_(gradient, gradient, value=1 - BETAS[1])
        scale = math.sqrt(1 - BETAS[1] ** self.steps)
        denominator = self.square.sqrt().add_(EPSILON * scale)
        self.flat.addcdiv_(self.mean, denominator, value=-rate * scale / (1 - BETAS[0] ** self.steps))


def save_atomically(state, path):
    torch.save(state, path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("id", choices=CELLS)
    parser.add_argument("--total", type=float, required=True, help="tokens to see")
    parser.add_argument("--checkpoints", type=Path, default=Path(__file__).parent / "checkpoints")
    parser.add_argument("--gate-cost", type=float, default=0.0, help="price on open input and shut forget gates at first, LSTM only")
    parser.add_argument("--gate-cost-end", type=float, help="that price at the end, linear in between; the same by default")
    parser.add_argument("--units", type=int, default=256, help="hidden units, and inputs")
    parser.add_argument("--slow-units", type=int, default=0, help="units of the LSTM that start with a slow forget gate")
    parser.add_argument("--go-on", type=int, default=0, metavar="TOKENS", help="start from the shipped weights, which saw TOKENS")
    parser.add_argument("--peak", type=float, default=PEAK, help="learning rate after the warm-up")
    parser.add_argument("--name", help="of the checkpoint; the id by default")
    parser.add_argument("--losses", type=Path, help="a file to which the loss of every step is added")
    parser.add_argument("--stop", type=float, default=math.inf, help="tokens after which to stop, as if interrupted")
    parser.add_argument("--save-seconds", type=float, default=150)
    parser.add_argument("--monitor-seconds", type=float, default=600)
    options = parser.parse_args()
    gate_cost_end = options.gate_cost if options.gate_cost_end is None else options.gate_cost_end
    shares = Shares(STREAMS)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)

    text = numpy.load(options.checkpoints / "tokens.npz")
    tokens, ends = text["train"], text["train_ends"]
    monitor = [t.astype(numpy.int64) for t in numpy.split(text["monitor"], text["monitor_ends"][:-1])]
    words = json.loads((options.checkpoints / "vocab.json").read_text())
    vocabulary = len(words)

    cell = CELLS[options.id]
    steps = STEPS[cell]
    model = LanguageModel(cell, vocabulary, options.units, gate_cost=options.gate_cost, slow_units=options.slow_units)
    counts = numpy.bincount(tokens, minlength=vocabulary) + 1.0
    with torch.no_grad():  # the readout's bias starts as the log unigram frequency
        model.decoder.bias.copy_(torch.from_numpy(numpy.log(counts / counts.sum())))
    if options.go_on:
        if words != json.loads((MODELS / options.id / "vocab.json").read_text()):
            parser.error(f"--go-on needs the vocabulary that {options.id} ships with, {options.checkpoints} holds another one")
        model.load_state_dict(shipped_state(options.id)[0])
    adam = Adam(model.parameters())

    name = options.name or options.id
    path, total_path = options.checkpoints / f"{name}.pt", options.checkpoints / f"{name}.total"
    seen, epoch, position, seconds, history = 0, -(-options.go_on // len(tokens)), 0, 0.0, []
    total = options.total
    state = model.initial_state(STREAMS)  # of all streams, until a share is taken
    if path.exists():
        saved = torch.load(path)
        with torch.no_grad():
            for key, p in model.named_parameters():
                p.copy_(saved["model"][key])
        adam.mean, adam.square, adam.steps = saved["mean"], saved["square"], saved["steps"]
        seen, epoch, position = saved["seen"], saved["epoch"], saved["position"]
        seconds, history, state, total = saved["seconds"], saved["history"], saved["state"], saved["total"]
        torch.set_rng_state(saved["random"])
    state = tuple(part[shares.columns] for part in state)

    def current_total():
        return shares.agreed(float(total_path.read_text()) if shares.leads and total_path.exists() else total)

    def checkpoint():
        whole = tuple(shares.whole(part) for part in state)
        if not shares.leads:
            return
        save_atomically(
            {
                "id": options.id, "cell": cell, "vocabulary": vocabulary, "seed": SEED, "dropout": DROPOUT[cell],
                "gate_cost": options.gate_cost, "gate_cost_end": gate_cost_end, "slow_units": options.slow_units,
                "earlier": options.go_on, "peak": options.peak,
                "model": model.state_dict(), "mean": adam.mean, "square": adam.square, "steps": adam.steps,
                "seen": seen, "total": total, "epoch": epoch, "position": position, "state": whole,
                "seconds": seconds, "history": history, "random": torch.get_rng_state(),
            },
            path,
        )

    def monitor_perplexity():
        nats = torch.cat(text_nats(model, monitor))
        return math.exp(nats.mean().item())

    def say(line):
        if shares.leads:
            print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)

    def mask():
        ones = torch.ones(steps, STREAMS, model.units)
        return dropout(ones, DROPOUT[cell])[:, shares.columns]

    total = current_total()
    losses = options.losses.open("a") if options.losses and shares.leads else None
    streams = epoch_streams(tokens, ends, epoch, steps)
    clock = last_save = last_monitor = time.monotonic()
    loss_sum, loss_steps, rate_seen, rate_clock = 0.0, 0, seen, clock
    while seen < min(total, options.stop):
        if position + steps >= streams.shape[1]:
            epoch, position = epoch + 1, 0
            streams = epoch_streams(tokens, ends, epoch, steps)
        ids = streams[shares.columns, position : position + steps + 1].t().contiguous()
        position += steps
        progress = seen / total
        model.gate_cost = options.gate_cost + (gate_cost_end - options.gate_cost) * progress
        stays = (torch.rand(steps, STREAMS) >= RESET)[:, shares.columns]
        keep = ((ids[:-1] != 0) | stays).to(torch.float32).unsqueeze(2)
        exact = progress >= FLOAT32_FROM
        readout, targets = (model.embedding.weight, model.decoder.bias), ids[1:].reshape(-1)
        if cell == "feed-forward":
            current, rows = ids[:-1].reshape(-1).unique(return_inverse=True)
            hidden = model.feed_forward(model.embedding(current))[-1]
            loss = SharedCrossEntropy.apply(hidden, *readout, rows, targets, exact)
        else:
            hidden, state = model.train_hidden(ids[:-1], state, keep, (mask(), mask()), exact)
            chosen = None if progress >= FULL_SOFTMAX_FROM else candidates(vocabulary)
            loss = TiedCrossEntropy.apply(hidden.reshape(-1, model.units), *readout, targets, chosen, exact)
        loss.backward()
        averaged = torch.cat([adam.gradient(), loss.detach().reshape(1)])
        shares.average(averaged)
        adam.step(averaged[:-1], options.peak * min(1, (adam.steps + 1) / WARM_UP_STEPS) * (1 - progress))
        seen += STREAMS * steps
        loss_sum += averaged[-1].item()
        loss_steps += 1
        if losses:
            losses.write(f"{averaged[-1].item()!r}\n")
        now = time.monotonic()
        if loss_steps == 200:
            say(
                f"{seen / 1e6:.2f} M of {total / 1e6:.2f} M, epoch {epoch}, "
                f"loss {loss_sum / loss_steps:.4f}, {(seen - rate_seen) / (now - rate_clock):.0f} tokens/s"
            )
            loss_sum, loss_steps, rate_seen, rate_clock = 0.0, 0, seen, now
        if adam.steps % AGREE_STEPS:
            continue
        if shares.leads and now - last_monitor > options.monitor_seconds:
            last_monitor = now
            history.append((seen, monitor_perplexity()))
            say(f"monitor perplexity {history[-1][1]:.2f} at {seen / 1e6:.2f} M")
        if shares.agreed(now - last_save) > options.save_seconds:
            seconds, clock, last_save = seconds + now - clock, now, now
            if (changed := current_total()) != total:
                total = changed
                say(f"total is now {total / 1e6:.2f} M")
            checkpoint()
    seconds += time.monotonic() - clock
    if losses:
        losses.close()
    if shares.leads and seen >= total:
        history.append((seen, monitor_perplexity()))
        say(f"done: {seen / 1e6:.2f} M tokens, monitor perplexity {history[-1][1]:.2f}")
    checkpoint()


if __name__ == "__main__":
    main()
