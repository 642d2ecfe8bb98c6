"""Times torch.nn.LSTM's forward pass: reads `units steps`, answers milliseconds of processor time, one thread."""

import sys
import time

import torch

torch.set_num_threads(1)
torch.set_grad_enabled(False)
layers = {}
for line in sys.stdin:
    units, steps = map(int, line.split())
    if (units, steps) not in layers:
        layers[units, steps] = torch.nn.LSTM(units, units).eval(), torch.randn(steps, 1, units)
        layers[units, steps][0](layers[units, steps][1])
    layer, inputs = layers[units, steps]
    repeats = max(1, round(2e7 / (steps * units * units)))
    start = time.process_time()
    for _ in range(repeats):
        layer(inputs)
    print((time.process_time() - start) / repeats * 1000, flush=True)
