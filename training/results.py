"""Where the measured figures are kept; the model cards quote nothing else."""

import json
import re
from pathlib import Path

TRAINING = Path(__file__).parent
ROOT = TRAINING.parent
RESULTS = TRAINING / "results"
MODELS = ROOT / "public/models"


def rounded(number, digits=4):
    return round(float(number), digits)


def write_json(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=2, ensure_ascii=False)
    text = re.sub(r"(: -?\d[\d.]*e-)0+(?=\d)", r"\1", text)  # 4e-5 rather than 4e-05, as the formatter writes it
    path.write_text(text + "\n", encoding="utf-8")


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))
