"""Write the model cards public/models/<id>/README.md; every figure is read from training/results.

    python3 training/card.py [ID…]
"""

import argparse
import hashlib

from corpus import PARTS
from model import CELLS
from results import MODELS, RESULTS, read_json

TITLES = {
    "story-lstm": "an LSTM of 256 units",
    "story-rnn": "a tanh RNN of 256 units",
    "story-stateless": "two tanh layers of 256 units on the current word only",
}
PART_NAMES = {
    "tinystories": "stories (TinyStories)",
    "tatoeba": "sentences (Tatoeba)",
    "coco": "captions (MS COCO)",
}
LIMITS = {
    "story-lstm": """It has read children's stories, short example sentences and picture captions, nothing else: no facts, no
dialogue partner, no text from the world after them. Closing quotation marks, *he* and *she* across a
sentence boundary and the tense of a story are carried over a distance. Agreement across another noun ("the keys
to the cabinet …") and which animal was in an earlier sentence are not learned reliably. Words that are
rare in its text (*mat*, and above all *galaxy*, which was put into the vocabulary by hand and hardly ever
seen) have weak estimates. What the text holds of clichés about people, the model holds too.""",
    "story-rnn": """Everything the LSTM cannot do, and less: it has no gates, so what it keeps has to survive a matrix
product and a tanh at every word. A few words back are within its reach; the gap to the LSTM
shows at a distance.""",
    "story-stateless": """It sees the current word and nothing before it: after "the" it cannot know whether a cat sat there. It is the
floor that memory is measured against, close to the 2-gram by design and never better than what one word tells.""",
}

GATE_COST = """## A price on open gates

While it was trained its loss had λ · (mean i + mean (1 − f)) added to it, λ from 0.1 linearly to 0, and 48 units began with slow forget
gates: writing and forgetting cost a little, so units write and forget where that pays. Nothing of it is left in the model, which is run
as any LSTM. On held-out text, beside the LSTM without it that shipped before (`npm run legibility`):

{table}

What it did not bring: {worse}.
"""

ONE_BATCH = 64 * 192 + 1  # the largest of the three


def row(cells):
    return "| " + " | ".join(cells) + " |"


def figures(parts):
    return [f"{parts[part]:.1f}" for part in PARTS]


def perplexity_table(result, others):
    lines = [row(["held-out perplexity", *(PART_NAMES[part] for part in PARTS)]), row(["---"] * 4)]
    lines.append(row([f"**{result['id']}, as shipped (int8)**", *(f"**{x}**" for x in figures(result["perplexity"]["int8"]))]))
    lines.append(row(["the same in float32", *figures(result["perplexity"]["fp32"])]))
    for other in others:
        lines.append(row([f"{other['id']}, as shipped", *figures(other["perplexity"]["int8"])]))
    for order in ("2", "3", "4"):
        lines.append(row([f"Kneser-Ney {order}-gram", *figures(result["kneserNey"][order])]))
    return "\n".join(lines)


def probability(p):
    if p >= 0.001:
        return f"{100 * p:.1f} %"
    mantissa, exponent = f"{p:.0e}".split("e")
    return f"{mantissa} · 10^{int(exponent)}"


def probe_table(results):
    lines = []
    for text in results[0]["probes"]:
        words = results[0]["probes"][text]["probed"]
        if lines:
            lines.append("")
        lines += [row([f"after “{text}”", *(f"*{word}*" for word in words)]), row(["---"] * (len(words) + 1))]
        for result in results:
            probed = result["probes"][text]["probed"]
            lines.append(row([result["id"], *(probability(probed[word]) for word in words)]))
    return "\n".join(lines)


def legibility_note():
    """What the price on open gates changed, from training/results/legibility.json."""
    rows = {entry["name"]: entry for entry in read_json(RESULTS / "legibility.json")}
    pair = [rows["before: 44 M tokens, no cost"], rows["story-lstm"]]
    lines = [row(["", "before (44 M tokens)", "now (66 M)"]), row(["---"] * 3)]
    lines.append(row(["perplexity, " + " / ".join(PART_NAMES[part] for part in PARTS), *(" / ".join(f"{entry['perplexity'][part]:.2f}" for part in PARTS) for entry in pair)]))
    lines.append(row(["median half-life of the units, words", *(f"{entry['halfLife']:.2f}" for entry in pair)]))
    lines.append(row(["units that hold 10 words or more", *(f"{100 * entry['holding']['10']:.0f} %" for entry in pair)]))
    for feature in pair[0]["best"]:
        lines.append(row([f"best single unit for {feature}", *(f"{entry['best'][feature]['score']:.3f}" for entry in pair)]))
    lines.append(row(["minimal pairs right", *(f"{entry['pairs']['right']} of {entry['pairs']['of']}" for entry in pair)]))
    lower = [name for name, best in pair[0]["best"].items() if pair[1]["best"][name]["score"] < best["score"]]
    worse = f"clearer single units for {', '.join(lower)}" if lower else "nothing that was measured got worse"
    return GATE_COST.format(table="\n".join(lines), worse=worse)


def card(result, others):
    identifier = result["id"]
    config = read_json(MODELS / identifier / "config.json")
    content = (MODELS / identifier / "model.safetensors").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if not digest == result["sha256"] == config["provenance"]["sha256"]:
        raise SystemExit(f"{identifier}: results or config.json are of other weights: run evaluate.py again")
    loss = ", ".join(f"{result['int8LossPercent'][part] + 0.0:+.2f} % on {PART_NAMES[part]}" for part in PARTS)
    same = [other for other in others if abs(other["tokensSeen"] - result["tokensSeen"]) < ONE_BATCH]
    fair = (
        f"All three models saw the same stream of {result['tokensSeen']:,} tokens, to within one batch."
        if len(same) == len(others)
        else "The three models have not seen the same number of tokens yet, so the rows are not a fair comparison."
    )
    interim = (
        "\n> **Interim.** The training run goes on; these weights will be replaced.\n" if result["interim"] else ""
    )
    return f"""# {identifier}: {TITLES[identifier]}
{interim}
A word-level language model: embedding → {TITLES[identifier]} → readout tied to the embedding, plus a bias.
{config['vocabulary']:,} words, {result['parameters']:,} parameters, {len(content):,} bytes: int8 with a float32 scale a row, biases
float32. Start token `{config['start']}`, unknown words `{config['unknown']}`. Made by `training/` of this repository.

## How good it is

{perplexity_table(result, others)}

Perplexity over every word, `<unk>` and `<eos>`, full softmax, each document by itself from the zero state;
the n-grams (modified, interpolated) have the same vocabulary, training text and predictions. {fair}
Storing int8 changes the perplexity by {loss}.

{probe_table([result, *others])}

## Data and licences

- TinyStories (Eldan & Li 2023, Microsoft Research, arXiv:2305.07759): CDLA-Sharing-1.0.
- English sentences of Tatoeba (Tatoeba.org contributors, via manythings.org/anki): CC BY 2.0 FR.
- Captions of MS COCO (COCO Consortium; Lin et al. 2014, Chen et al. 2015): CC BY 4.0.

The text is not part of this repository; `training/README.md` says where it comes from. The weights are
licensed as the repository is (MIT).

## Recipe

{config['provenance']['recipe']}. No held-out text was used for training or tuning; 1 % of the training documents, by
hash, were kept out to watch the run.

{legibility_note() if identifier == "story-lstm" else ""}
## What it cannot do

{LIMITS[identifier]}

## SHA-256

`{digest}` model.safetensors
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", default=list(CELLS))
    options = parser.parse_args()
    results = {identifier: read_json(RESULTS / f"{identifier}.json") for identifier in CELLS}
    for identifier in options.ids:
        others = [results[other] for other in CELLS if other != identifier]
        (MODELS / identifier / "README.md").write_text(card(results[identifier], others), encoding="utf-8")


if __name__ == "__main__":
    main()
