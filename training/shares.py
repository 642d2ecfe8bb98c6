"""One training run, its streams shared among several processes or machines.

torch.distributed (gloo) under torchrun; without torchrun there is one process, and nothing is
sent. Every process draws the random numbers of all streams and keeps those of its own, so that
the losses do not depend on how many processes share the run, but for rounding.
"""

import os

import torch
from torch import distributed


class Shares:
    """`streams` (a number) divided evenly among all processes; `columns` are those of this one."""

    def __init__(self, streams):
        self.count, self.rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
        if streams % self.count:
            raise SystemExit(f"{streams} streams cannot be shared evenly among {self.count} processes")
        if self.count > 1:
            distributed.init_process_group("gloo")
        size = streams // self.count
        self.columns = slice(self.rank * size, (self.rank + 1) * size)

    @property
    def leads(self):
        """Whether this process prints and writes the checkpoints."""
        return self.rank == 0

    def average(self, vector):
        """`vector` becomes its mean over the processes, in place; the same bits in all of them."""
        if self.count > 1:
            distributed.all_reduce(vector)
            vector.div_(self.count)

    def agreed(self, number):
        """What the leading process says; clocks and files of the others do not count."""
        if self.count == 1:
            return number
        said = torch.tensor([number], dtype=torch.float64)
        distributed.broadcast(said, 0)
        return said.item()

    def whole(self, share):
        """States of all streams (B, H), from the share (B / count, H) of every process."""
        if self.count == 1:
            return share
        parts = [torch.empty_like(share) for _ in range(self.count)]
        distributed.all_gather(parts, share.contiguous())
        return torch.cat(parts)
