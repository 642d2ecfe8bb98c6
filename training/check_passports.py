"""Ten units' passports by PyTorch: the scores and the worth that `npm run passports` has written.

    python3 training/check_passports.py --corpus DIR

Reads public/memory/story-lstm/passports.json and memory.json, computes the same on the same text
in float64 and writes the largest differences to training/results/passports.json. The features are
written anew here from their definitions in src/engine/corpus/word-features.ts.
"""

import argparse

import numpy
import torch

from corpus import PARTS, documents
from results import RESULTS, ROOT, read_json, write_json
from shipped import shipped_state
from tokenizer import encode

MODEL = "story-lstm"
SCORED, SILENCED = 12_000, 3_000
UNITS = [0, 37, 74, 92, 129, 146, 162, 184, 200, 244]
ENDS, SENTENCE_ENDS = {".", "!", "?", "<eos>"}, {".", "!", "?"}
MALE = set(
    "he him his himself tom tim ben max sam jack john bill bob mike peter joe fred george spot "
    "boy man father dad king uncle grandpa brother son".split()
)
FEMALE = set(
    "she her hers herself mary lily sue anna jane lucy mia sara emma amy kate molly sally "
    "girl woman mother mom mommy queen aunt grandma sister daughter".split()
)
PLURAL = set("they we these those them us people children men women both many several some".split())
SINGULAR = set("he she it this that i him her a an one each every".split())
DETERMINERS = set("the some many two three four five these those several all few my your his her our their other".split())


def stream(folder, identifiers, words):
    """The first whole documents of every part, up to `words` each."""
    ids = []
    for part in PARTS:
        own = []
        for document in documents(folder, "valid", part):
            encoded = encode(document, identifiers)
            if len(own) + len(encoded) > words:
                break
            own += encoded
        ids += own
    return ids


def features(text, vocabulary):
    """Columns of position, quotes, number, gender, sentence end; −1 where the text does not tell."""
    columns = []
    since, inside, number, gender = 0, False, -1, -1
    for at, word in enumerate(text):
        before = text[at - 1] if at > 0 else "<eos>"
        if before in ENDS:
            since, number = 0, -1
        if word == "<eos>":
            gender = -1
        since += 1
        if word == "“":
            inside = True
        if word in ("”", "<eos>"):
            inside = False
        plural_noun = len(word) > 2 and word[-1] == "s" and before in DETERMINERS and word[:-1] in vocabulary
        if word in PLURAL or plural_noun:
            number = 1
        elif word in SINGULAR:
            number = 0
        if word in MALE:
            gender = 0
        elif word in FEMALE:
            gender = 1
        position = since - 1 if since <= 3 else 3 if since <= 5 else 4 if since <= 8 else 5 if since <= 12 else 6
        end = -1 if at + 1 == len(text) else int(text[at + 1] in SENTENCE_ENDS)
        columns.append((position, int(inside), number, gender, end))
    return numpy.array(columns).T


def eta_squared(values, labels):
    values, labels = values[labels >= 0], labels[labels >= 0]
    means = {label: values[labels == label].mean() for label in numpy.unique(labels)}
    between = sum((labels == label).mean() * (mean - values.mean()) ** 2 for label, mean in means.items())
    return between / values.var()


@torch.no_grad()
def run(state, ids, masks):
    """Cell states (T, H) of the first row, and mean −ln p of every word for each row of `masks` (B, H)."""
    weights = {name: tensor.double() for name, tensor in state.items()}
    recurrent, bias = weights["lstm.weight_hh_l0"].T, weights["lstm.bias_ih_l0"] + weights["lstm.bias_hh_l0"]
    inputs = weights["embedding.weight"] @ weights["lstm.weight_ih_l0"].T + bias
    hidden = torch.zeros_like(masks)
    cell = torch.zeros_like(masks)
    cells, nats = [], torch.zeros(len(masks), dtype=torch.float64)
    readout = weights["embedding.weight"].T
    for step, word in enumerate([0, *ids]):
        if step > 0 and len(masks) > 1:
            logits = hidden @ readout + weights["decoder.bias"]
            nats += torch.logsumexp(logits, 1) - logits[:, word]
        i, f, g, o = (inputs[word] + hidden @ recurrent).chunk(4, 1)
        cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
        hidden = o.sigmoid() * cell.tanh() * masks
        cells.append(cell[0].clone())
    return torch.stack(cells[1:]).numpy(), nats / len(ids)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", required=True)
    folder = parser.parse_args().corpus
    torch.set_num_threads(1)
    passports = read_json(ROOT / f"public/memory/{MODEL}/passports.json")
    classes = numpy.array(read_json(ROOT / f"public/memory/{MODEL}/memory.json")["classes"]["of"])
    words = read_json(ROOT / f"public/models/{MODEL}/vocab.json")
    identifiers = {word: identifier for identifier, word in enumerate(words)}
    state, digest = shipped_state(MODEL)
    assert digest == passports["sha256"], "the passports are of other weights"

    ids = stream(folder, identifiers, SCORED)
    assert len(ids) == passports["text"]["scored"], f"{len(ids)} words, {passports['text']['scored']} needed"
    units = state["lstm.weight_hh_l0"].shape[1]
    cells, _ = run(state, ids, torch.ones(1, units, dtype=torch.float64))
    columns = list(features([words[i] for i in ids], set(words)))
    last = classes[ids]
    columns += [last, numpy.append(last[1:], -1)]
    scores = max(
        abs(eta_squared(cells[:, unit], labels) - passports["units"][unit]["scores"][k]["score"])
        for unit in UNITS
        for k, labels in enumerate(columns)
    )

    ids = stream(folder, identifiers, SILENCED)
    assert len(ids) == passports["text"]["silenced"]
    masks = torch.ones(1 + len(UNITS), units, dtype=torch.float64)
    masks[torch.arange(1, 1 + len(UNITS)), UNITS] = 0
    _, losses = run(state, ids, masks)
    worths = losses[1:] - losses[0]
    worth = max(abs(worths[k].item() - passports["units"][unit]["worth"]) for k, unit in enumerate(UNITS))
    found = {
        "units": UNITS,
        "largestScoreDifference": float(f"{scores:.2g}"),
        "largestWorthDifference": float(f"{worth:.2g}"),
        "lossDifference": float(f"{abs(losses[0].item() - passports['text']['loss']):.2g}"),
    }
    write_json(RESULTS / "passports.json", found)
    print(found)


if __name__ == "__main__":
    main()
