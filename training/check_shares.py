"""Compare the losses of a run shared between two processes with those of one.

    python3 training/check_shares.py [--checkpoints training/checkpoints] [--steps 200]

The shared run stops at half and goes on from its checkpoint. Reads what prepare.py wrote; ends
with 1 where a loss differs by more than rounding explains.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import train

TOLERANCE = 2e-3  # of a loss, in nats: products take bfloat16 factors, and Adam carries their rounding on
FIRST_TOLERANCE = 1e-5  # before the first update, which all share
SCRIPT = Path(train.__file__)


def losses(command, folder, name, *options):
    file = folder / f"{name}.losses"
    run = [*command, SCRIPT, "story-lstm", "--checkpoints", folder, "--name", name, "--losses", file, *options]
    subprocess.run([str(part) for part in run], check=True, stdout=subprocess.DEVNULL)
    return [float(line) for line in file.read_text().split()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoints", type=Path, default=SCRIPT.parent / "checkpoints")
    parser.add_argument("--steps", type=int, default=200)
    options = parser.parse_args()
    chunk = train.STREAMS * train.STEPS["lstm"]
    total = ["--total", options.steps * chunk, "--gate-cost", "0.1", "--gate-cost-end", "0"]
    # PyTorch 1.13 under Python 3.11 starts no process unless told where to send what it prints.
    redirected = ["--redirects", "1", "--tee", "1"]
    shared = [sys.executable, "-m", "torch.distributed.run", "--standalone", *redirected, "--nproc_per_node", "2"]
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name in ("tokens.npz", "vocab.json"):
            (folder / name).symlink_to((options.checkpoints / name).resolve())
        one = losses([sys.executable], folder, "one", *total)
        losses(shared, folder, "two", *total, "--stop", options.steps // 2 * chunk)
        two = losses(shared, folder, "two", *total)
    if len(one) != options.steps or len(two) != options.steps:
        raise SystemExit(f"{len(one)} and {len(two)} losses, {options.steps} were expected")
    apart = [abs(a - b) for a, b in zip(one, two)]
    print(f"{options.steps} losses, from {one[0]:.4f} to {one[-1]:.4f}, by one process and by two that stopped at half:")
    print(f"the first differ by {apart[0]:.1e}, the furthest apart by {max(apart):.1e}, the last by {apart[-1]:.1e}")
    sys.exit(apart[0] > FIRST_TOLERANCE or max(apart) > TOLERANCE)


if __name__ == "__main__":
    main()
