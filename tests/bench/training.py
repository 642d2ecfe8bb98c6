"""The peer of tests/bench/chromium.ts: a training step of torch.nn.LSTM on the adding problem.

Reads one line `batch steps units`; answers every further line with the CPU time of one step in milliseconds.
"""

import sys
import time

import torch


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    batch, steps, units = map(int, sys.stdin.readline().split())
    lstm, readout = torch.nn.LSTM(2, units), torch.nn.Linear(units, 1)
    parameters = [*lstm.parameters(), *readout.parameters()]
    adam = torch.optim.Adam(parameters)
    inputs, targets = torch.rand(steps, batch, 2), torch.rand(batch, 1)
    print("ready", flush=True)
    for _ in sys.stdin:
        before = time.process_time()
        adam.zero_grad()
        hidden, _ = lstm(inputs)
        loss = torch.nn.functional.mse_loss(readout(hidden[-1]), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1)
        adam.step()
        print((time.process_time() - before) * 1000, flush=True)


main()
