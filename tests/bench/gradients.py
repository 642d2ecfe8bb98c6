"""The peer of tests/bench/gradients.ts: forward and backward norms of an LSTM by torch autograd.

Reads one line of JSON with the shape, then float32 weights from the file that it names; answers every further line with the CPU
time of one pass in milliseconds and, once, the norms.
"""

import json
import sys
import time

import numpy
import torch


def norms_of(x, weights, target):
    """‖∂L/∂h_t‖ and ‖∂L/∂C_t‖ of every step: an unfused cell, so that every state keeps its gradient."""
    input_weights, recurrent_weights, bias, readout, readout_bias = weights
    hidden = torch.zeros(recurrent_weights.shape[1], requires_grad=True)
    cell = torch.zeros(recurrent_weights.shape[1], requires_grad=True)
    projected = x @ input_weights.t() + bias
    states = []
    for step in range(x.shape[0]):
        i, f, g, o = (projected[step] + recurrent_weights @ hidden).chunk(4)
        cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
        hidden = torch.sigmoid(o) * torch.tanh(cell)
        states += [hidden, cell]
    loss = -torch.log_softmax(readout @ hidden + readout_bias, 0)[target]
    gradients = torch.autograd.grad(loss, states)
    return torch.stack([gradient.norm() for gradient in gradients]).tolist()


def main():
    torch.set_num_threads(1)
    shape = json.loads(sys.stdin.readline())
    units, steps, vocabulary = shape["units"], shape["steps"], shape["vocabulary"]
    flat = torch.from_numpy(numpy.fromfile(shape["file"], dtype=numpy.float32))
    sizes = [(4 * units, units), (4 * units, units), (4 * units,), (vocabulary, units), (vocabulary,), (steps, units)]
    parts = torch.split(flat, [int(numpy.prod(size)) for size in sizes])
    *weights, x = (part.reshape(size) for part, size in zip(parts, sizes))
    print(json.dumps({"version": torch.__version__, "norms": norms_of(x, weights, shape["target"])}), flush=True)
    for _ in sys.stdin:
        before = time.process_time()
        norms_of(x, weights, shape["target"])
        print((time.process_time() - before) * 1000, flush=True)


main()
