"""Write tests/golden/tokenizer-cases.json: what words_of() answers for sentences of our own.

    python3 training/tokenizer_cases.py

The file is read over by a person when it changes; the page's tokenizer must agree with it.
"""

import json
from pathlib import Path

from tokenizer import words_of

TEXTS = [
    "The cat sat on the mat.",
    "THE Cat SAT",
    "",
    "   ",
    "\n\t \r\n",
    "one\ntwo\r\nthree\tfour",
    "no space after.The next,word;here:there!",
    "Don't stop, it's fine; that's all.",
    "He's here and she's there, but let's go where what's-his-name's hat is.",
    "There's a fox. Where's it? Who's there? Here's how. How's that? When's lunch? Why's it late?",
    "Tom's hat, the cat's tail and everyone's lunch",
    "the dogs' bowl and James's key",
    "I'm, you're, we've, they'll, he'd, won't, o'clock, should've",
    "DON'T! It’S Anna’s.",
    "rock 'n' roll",
    "'tis late, get 'em",
    "the 's alone and 'S too, but 'so not",
    "She said 'stop' and 'go'.",
    "shouldn't've y'all'd",
    "the 1990's and 5's",
    "a well-known three-year-old boy",
    "the - hyphen - alone, -5 and pre- or -post",
    "-",
    "a -- b, c--d, e—f, g – h, i–j, k―l",
    "--- and —– mixed",
    "I have 3 cats, 1,000 mice and 3.5 fish at 2:30.",
    "the 2nd, 20th and 7pm; mp3, b2b",
    "1, 2, 3.",
    "1,,2 and 3..4",
    "version 1.2.3, $5, 50%, 2/3",
    "½ cup, x² and ٣ apples",
    "\"Hello,\" said Tom. \"How are you?\"",
    "“Hello,” said Tom. “How are you?”",
    "he said \"",
    "he said \"stop",
    "he said \"stop\" ",
    "he said \" stop \" and left",
    "\"\"",
    "\"",
    " \" ",
    "(\"in brackets\") [\"and these\"]",
    "\"But--\" he began. \"wait—\"",
    "he shouted--\"run\"—and ran",
    "\"'Hi,' he said,\" she said",
    "\"she said 'no'\" and '\"yes\"'",
    "“She said ‘no’ to me.”",
    "a\"b\"c \"d\".\"e\"",
    "\"First.\"\n\"Second.\"",
    "«guillemets» and „low quotes”",
    "wait... no.. yes…",
    "what....? … ……",
    "Really?! Yes!!! (No.) [Maybe] {so} *now* a_b & c @d #e",
    "Café naïve Ångström jalapeño",
    "e\u0301te\u0301 İstanbul ΣΟΦΟΣ straße",
    "привет мир, 你好。 नमस्ते",
    "soft\u00adhyphen zero\u200bwidth \u200b joiner",
    "the cat 😺 sat 🙂🙂 on 👨\u200d👩\u200d👧 ❤\ufe0f the mat😺.",
    "30°C → 5€, ©2020 ×2",
    "<unk> <eos> <num> <UNK> < unk > <other>",
    "see https://example.org/a-b?c=1&d=2.",
    "mail me@example.com or www.example.org",
    "Mr. Fox and Dr. Owl at 10 a.m. in the U.S.",
    "tabs\u00a0and\u3000spaces\u2003of\u2028all\ufeffkinds",
    "back\u0000slash \\ and `tick` ~ ^ |",
    "non‑breaking and ‐hyphen‐",
    "don' t, 'twas', ''double'' and '''",
]


def main():
    path = Path(__file__).parent.parent / "tests/golden/tokenizer-cases.json"
    lines = [
        json.dumps({"text": text, "words": words_of(text)}, ensure_ascii=True) for text in TEXTS
    ]
    source = "training/tokenizer_cases.py, words_of() of training/tokenizer.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'{{ "source": {json.dumps(source)},\n  "cases": [\n    ' + ",\n    ".join(lines) + "\n  ]\n}\n"
    )


if __name__ == "__main__":
    main()
