"""Where the measured figures are kept; the model cards quote nothing else."""

import json
from pathlib import Path

TRAINING = Path(__file__).parent
ROOT = TRAINING.parent
RESULTS = TRAINING / "results"
MODELS = ROOT / "public/models"


def rounded(number, digits=4):
    return round(float(number), digits)


def write_json(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))
