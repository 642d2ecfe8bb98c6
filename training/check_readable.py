"""Ten lines of the lists of readable units by PyTorch: the score, the hold and the worth that `npm run readable` has written.

    python3 training/check_readable.py

Reads public/memory/<id>/units.json and the dream, computes the same in float64 from the shipped weights and writes the
largest differences to training/results/readable.json. Features, scores and holds are written anew here from their
definitions in src/engine/analysis/; the word lists are read from features/story-words.ts, for they are data.
"""

import argparse
import re

import numpy
import torch

from results import RESULTS, ROOT, read_json, write_json
from shipped import shipped_state

DREAMER = "story-lstm"
LINES = 10
WORTH_WORDS, PLACES = 12_000, 120
ENDS = {".", "!", "?"}


def word_lists():
    source = (ROOT / "src/engine/analysis/features/story-words.ts").read_text(encoding="utf-8")
    lists = {name: text.split() for name, text in re.findall(r'export const (\w+) = (?:\[\s*\.\.\.)?words\(\s*"([^"]*)"', source)}
    lists["male"] += lists["boysNames"]
    lists["female"] += lists["girlsNames"]
    return lists


LISTS = word_lists()
NAMES = LISTS["boysNames"] + LISTS["girlsNames"]
PEOPLE = set(LISTS["male"] + LISTS["female"])


def columns(text):
    """Every feature at every word, by its id; NaN where the text does not tell."""
    told = {name: [] for name in READERS}
    memory = {}
    for at, word in enumerate(text):
        first = at == 0 or text[at - 1] == "<eos>"
        starts = first or text[at - 1] in ENDS
        if first:
            memory = {"quote": 0, "since": None, "last": None, "first": None, "name": None, "text": -1, "closed": 9}
        if starts:
            memory |= {"place": -1, "number": None, "denied": 0}
        memory["text"] += 1
        memory["place"] += 1
        memory["was closed"] = memory["closed"]
        memory["closed"] = 1 if word == "”" else memory["closed"] + 1
        if word == "“":
            memory["since"] = memory["since"] + 1 if memory["quote"] else 0
            memory["quote"] = 1
        elif word in ("”", "<eos>"):
            memory["quote"], memory["since"] = 0, None
        elif memory["quote"]:
            memory["since"] += 1
        gender = 0 if word in LISTS["male"] else 1 if word in LISTS["female"] else None
        if gender is not None:
            memory["last"] = gender
            memory["first"] = gender if memory["first"] is None else memory["first"]
        if word in NAMES and memory["name"] is None:
            memory["name"] = NAMES.index(word)
        if word in LISTS["pluralCues"]:
            memory["number"] = 1
        elif word in LISTS["singularCues"]:
            memory["number"] = 0
        if word in LISTS["negations"] or word.endswith("n't"):
            memory["denied"] = 1
        for name, read in READERS.items():
            told[name].append(read(memory, word))
    return {name: numpy.array([numpy.nan if value is None else value for value in values]) for name, values in told.items()}


def unless_end(key):
    return lambda memory, word: None if word == "<eos>" else memory[key]


def place(memory, _):
    count = memory["place"]
    return count if count <= 2 else 3 if count <= 4 else 4 if count <= 7 else 5 if count <= 11 else 6


READERS = {
    "quotation": lambda memory, _: memory["quote"],
    "quoted": lambda memory, _: memory["since"],
    "lastGender": unless_end("last"),
    "firstGender": unless_end("first"),
    "firstName": unless_end("name"),
    "placeInSentence": place,
    "inSentence": lambda memory, _: memory["place"],
    "inText": lambda memory, _: memory["text"],
    "subjectNumber": unless_end("number"),
    "afterAdjective": lambda _, word: int(word in LISTS["adjectives"]),
    "afterQuotation": lambda memory, _: int(memory["was closed"] <= 3),
    "negation": unless_end("denied"),
    "digit": lambda _, word: int(word == "<num>" or any(letter.isdigit() for letter in word)),
    "length": lambda _, word: len(word) if word[0].isalpha() else None,
}


def score(kind, values, column):
    told = ~numpy.isnan(column)
    values, column = values[told], column[told]
    if kind == "count":
        return abs(numpy.corrcoef(values, column)[0, 1])
    if kind == "class":
        means = {label: values[column == label].mean() for label in numpy.unique(column)}
        return sum((column == label).mean() * (mean - values.mean()) ** 2 for label, mean in means.items()) / values.var()
    yes, no = numpy.sort(values[column == 1]), numpy.sort(values[column == 0])
    wins = numpy.searchsorted(no, yes, "left").sum() + numpy.searchsorted(no, yes, "right").sum()
    area = wins / (2 * len(yes) * len(no))
    return max(area, 1 - area)


def holds(gates):
    """Words until half is gone from every word but the last; the words that are left where the text ends before that."""
    logs = numpy.log(numpy.maximum(gates, 1e-300))
    total = numpy.concatenate([[0], numpy.cumsum(logs)])
    words = numpy.empty(len(gates) - 1, dtype=int)
    for start in range(len(words)):
        # total falls, so what is left after n words is found by halving.
        end = numpy.searchsorted(-total[start + 1 :], -(total[start + 1] + numpy.log(0.5)), "left")
        words[start] = min(max(1, end), len(gates) - 1 - start)
    return words


def percentile(words, share):
    return int(numpy.sort(words)[int(numpy.ceil(share * len(words))) - 1])


@torch.no_grad()
def run(state, ids, masks, places=()):
    """State and keeping and admitting gates (T, H) of the first row of `masks` (B, H), and probabilities before `places` (P, B, V)."""
    weights = {name: tensor.double() for name, tensor in state.items()}
    cell = "lstm" if "lstm.weight_hh_l0" in weights else "rnn"
    recurrent = weights[f"{cell}.weight_hh_l0"].T
    inputs = weights["embedding.weight"] @ weights[f"{cell}.weight_ih_l0"].T
    inputs += weights[f"{cell}.bias_ih_l0"] + weights[f"{cell}.bias_hh_l0"]
    hidden, memory = torch.zeros_like(masks), torch.zeros_like(masks)
    states, kept, admitted, shares = [], [], [], []
    wanted = set(places)
    for step, word in enumerate([0, *ids]):
        if step - 1 in wanted:
            shares.append(torch.softmax(hidden @ weights["embedding.weight"].T + weights["decoder.bias"], 1))
        ahead = inputs[word] + hidden @ recurrent
        if cell == "lstm":
            i, f, g, o = ahead.chunk(4, 1)
            memory = f.sigmoid() * memory + i.sigmoid() * g.tanh()
            hidden = o.sigmoid() * memory.tanh() * masks
            kept.append(f[0].sigmoid())
            admitted.append(i[0].sigmoid())
            states.append(memory[0].clone())
        else:
            states.append(ahead[0].tanh())
            hidden = ahead.tanh() * masks
    stacked = [torch.stack(each[1:]).numpy() if each else None for each in (states, kept, admitted)]
    return (*stacked, torch.stack(shares) if shares else None)


def acting(feature, text):
    """Places, and at each the words that are right and those that are wrong (None: all others)."""
    def where(words, meant=lambda at: True):
        return [(at, words, None) for at in range(1, len(text)) if text[at] in words and meant(at)]

    def between(one, other, meant=lambda at: True):
        found = []
        for at in range(1, len(text)):
            if meant(at) and text[at] in one + other:
                found.append((at, one, other) if text[at] in one else (at, other, one))
        return found

    if feature in ("quotation", "quoted"):
        return where(["”"])
    if feature in ("lastGender", "firstGender"):
        alone = lambda at: not PEOPLE & set(text[max(0, at - 4) : at])
        return between(["he", "him", "his", "himself"], ["she", "her", "hers", "herself"], alone)
    if feature in ("placeInSentence", "inSentence"):
        return where([".", "!", "?"])
    if feature == "inText":
        return where(["<eos>"])
    if feature == "afterQuotation":
        return where(["said", "asked", "replied"], lambda at: "”" in text[max(0, at - 2) : at])
    if feature == "subjectNumber":
        return between(["was", "is", "has"], ["were", "are", "have"])
    if feature == "firstName":
        found, first = [], None
        for at, word in enumerate(text):
            if word == "<eos>":
                first = None
            if word in NAMES:
                if first == word:
                    found.append((at, [word], None))
                first = first or word
        return found
    return []


def worth(shares, places, row, ids):
    nats = 0
    for at, (_, right, wrong) in enumerate(places):
        of = lambda words: sum(shares[at, row, ids[word]].item() for word in words if word in ids)
        nats += numpy.log(of(right) if wrong is None else of(right) / (of(right) + of(wrong)))
    return float(numpy.exp(nats / len(places)))


def check(model, lines):
    units = read_json(ROOT / f"public/memory/{model}/units.json")
    words = read_json(ROOT / f"public/models/{model}/vocab.json")
    identifiers = {word: identifier for identifier, word in enumerate(words)}
    state, digest = shipped_state(model)
    assert digest == units["sha256"], "the list is of other weights"
    dream = numpy.fromfile(ROOT / f"public/memory/{DREAMER}/dream.bin", dtype="<u2")
    middle = len(dream) // 2
    ids = dream[middle : middle + units["text"]["scored"]].tolist()
    text = [words[identifier] for identifier in ids]
    size = state["embedding.weight"].shape[1]
    states, kept, _, _ = run(state, ids, torch.ones(1, size, dtype=torch.float64))
    told = columns(text)
    kinds = {feature["id"]: feature for feature in units["features"]}
    found = {"lines": 0, "score": 0.0, "holds": 0, "worth": 0.0, "group": 0.0}
    for line in units["units"][:lines]:
        unit, feature = line["unit"], kinds[line["feature"]]
        own = score(feature["kind"], states[:, unit], told[feature["id"]])
        found["score"] = max(found["score"], abs(own - line["score"]))
        if line["hold"] is not None:
            lengths = holds(kept[:, unit])
            differences = [abs(percentile(lengths, 0.5) - line["hold"]["median"]), abs(percentile(lengths, 0.9) - line["hold"]["ninetieth"])]
            found["holds"] = max(found["holds"], *differences)
        if line["worth"] is not None:
            places = acting(feature["id"], text[:WORTH_WORDS])[:PLACES]
            assert len(places) == feature["worth"]["places"], f"{len(places)} places, {feature['worth']['places']} needed"
            masks = torch.ones(4, size, dtype=torch.float64)
            masks[1, unit] = 0
            masks[2, feature["worth"]["group"]["units"]] = 0
            masks[3, feature["worth"]["others"]["units"]] = 0
            *_, shares = run(state, ids[: places[-1][0] + 1], masks, [at for at, *_ in places])
            whole, alone, group, others = (worth(shares, places, row, identifiers) for row in range(4))
            found["worth"] = max(found["worth"], abs(alone - line["worth"]), abs(whole - feature["worth"]["whole"]))
            found["group"] = max(
                found["group"],
                abs(group - feature["worth"]["group"]["value"]),
                abs(others - feature["worth"]["others"]["value"]),
            )
        found["lines"] += 1
        print(f"{model} unit {unit}, {feature['id']}: {own:.4f}, {line['score']} in the file")
    return {name: value if isinstance(value, int) else float(f"{value:.2g}") for name, value in found.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", nargs="*", default=["story-lstm", "story-rnn"])
    torch.set_num_threads(1)
    found = {model: check(model, LINES) for model in parser.parse_args().model}
    write_json(RESULTS / "readable.json", {"largestDifferences": found})
    print(found)


if __name__ == "__main__":
    main()
