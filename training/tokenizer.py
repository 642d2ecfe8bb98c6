"""Words of a text: the rules that the shipped models were trained with.

src/engine/words.ts follows the same rules; tests/golden/tokenizer-cases.json
holds both to the same answers. One left-to-right scan over the typed text, the first
rule that matches wins:

 1. `<eos>`, `<unk>`, `<num>` typed as such (any case) are these tokens.
 2. A number, with inner `.` `,` `:` and any letters glued behind it (1,000  3.5  2:30
    2nd), is `<num>`.
 3. A word: letters, with apostrophes inside (don't, o'clock). Lowercase, accents and
    invisible characters removed. A final 's is split off as its own token unless the
    whole word is one of WHOLE_WITH_S.
 4. A free-standing 's is the possessive token.
 5. Two or more dots, or an ellipsis character, are `...`.
 6. An em or en dash, a run of two or more dashes, or one hyphen between spaces, is `—`.
 7. Any other hyphen separates words and is dropped.
 8. Double quotation marks are `“` or `”`. Curly ones keep their direction; a straight one
    opens at the start of the text and after white space, an opening bracket or a dash
    (apostrophes in between are looked through), and closes elsewhere. Where it would open
    but white space or the end of the text follows, it closes if a quotation is open.
 9. Any other apostrophe is `'`.
10. Any other ASCII character is a token by itself; a run of other characters (emoji) is
    one token. White space and lone invisible characters are no tokens.
"""

import re
import sys
import unicodedata

EOS, UNK, NUM = "<eos>", "<unk>", "<num>"

WHOLE_WITH_S = frozenset(
    "it's that's he's she's let's what's there's where's who's here's how's when's why's".split()
)

APOSTROPHES = "'’‘ʼ‛"
OPENING_QUOTES = "“„«‟"
CLOSING_QUOTES = "”»"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f"


def _characters(accepts):
    """A regular-expression class body of all code points whose category is accepted."""
    ranges, first = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and accepts(unicodedata.category(chr(code)))
        if inside and first is None:
            first = code
        elif not inside and first is not None:
            ranges.append(f"\\U{first:08x}-\\U{code - 1:08x}")
            first = None
    return "".join(ranges)


# In ECMAScript: \p{L}\p{M}, \p{N}, \p{Z}\p{Cc}\uFEFF
_LETTERS = _characters(lambda category: category[0] in "LM") + INVISIBLE
_DIGITS = _characters(lambda category: category[0] == "N")
_SPACES = _characters(lambda category: category[0] == "Z" or category == "Cc") + "\ufeff"

_A = f"[{APOSTROPHES}]"
_SCAN = re.compile(
    rf"(?P<special><(?:eos|unk|num)>)"
    rf"|(?P<number>[{_DIGITS}]+(?:[.,:][{_DIGITS}]+)*[{_LETTERS}]*)"
    rf"|(?P<possessive>{_A}s(?![{_LETTERS}]))"
    rf"|(?P<apostrophe>{_A})"
    rf"|(?P<word>[{_LETTERS}]+(?:{_A}[{_LETTERS}]+)*)"
    rf"|(?P<ellipsis>[.…]{{2,}}|…)"
    rf"|(?P<dash>[-–—―]{{2,}}|[–—―]|(?<![^{_SPACES}])-(?![^{_SPACES}]))"
    rf"|(?P<hyphen>[-‐‑])"
    rf"|(?P<quote>[\"{OPENING_QUOTES}{CLOSING_QUOTES}])"
    rf"|(?P<space>[{_SPACES}]+)"
    rf"|(?P<ascii>[\x00-\x7f])"
    rf"|(?P<symbols>[^\x00-\x7f{_LETTERS}{_DIGITS}{_SPACES}{APOSTROPHES}{OPENING_QUOTES}{CLOSING_QUOTES}…–—―‐‑]"
    rf"[^\x00-\x7f{_LETTERS.replace(INVISIBLE, '')}{_DIGITS}{_SPACES}{APOSTROPHES}{OPENING_QUOTES}{CLOSING_QUOTES}…–—―‐‑]*)",
    re.IGNORECASE,
)
_IS_SPACE = re.compile(f"[{_SPACES}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_REMOVED = re.compile(f"[{INVISIBLE}]")
_ANY_APOSTROPHE = re.compile(_A)


def normalise_word(word):
    """Lowercase, without accents (U+0300–036F after NFD) and invisible characters, NFC."""
    if word.isascii():
        return word.lower()
    plain = _ANY_APOSTROPHE.sub("'", _REMOVED.sub("", word))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain.lower())))


def _opens(text, position, quotation_is_open):
    """Whether the straight quotation mark at `position` opens a quotation (rule 8)."""
    before = position - 1
    while before >= 0 and text[before] in APOSTROPHES:
        before -= 1
    may_open = before < 0 or text[before] in "([{-–—―" or _IS_SPACE.match(text[before])
    if not may_open:
        return False
    followed_by_space = position + 1 == len(text) or _IS_SPACE.match(text[position + 1])
    return not (followed_by_space and quotation_is_open)


def words_of(text):
    """The words of `text`, in order, as the vocabulary spells them; unknown ones as typed."""
    words, quotation_is_open = [], False
    for match in _SCAN.finditer(text):
        kind, found = match.lastgroup, match.group()
        if kind == "space" or kind == "hyphen":
            continue
        if kind == "word":
            word = normalise_word(found)
            if word.endswith("'s") and word not in WHOLE_WITH_S:
                words += [word[:-2], "'s"]
            elif word:
                words.append(word)
        elif kind == "quote":
            opens = found in OPENING_QUOTES or (
                found == '"' and _opens(text, match.start(), quotation_is_open)
            )
            quotation_is_open = opens
            words.append("“" if opens else "”")
        elif kind == "number":
            words.append(NUM)
        elif kind == "ellipsis":
            words.append("...")
        elif kind == "dash":
            words.append("—")
        elif kind == "possessive":
            words.append("'s")
        elif kind == "apostrophe":
            words.append("'")
        else:
            words.append(found.lower())
    return words


def encode(words, identifiers):
    """Token ids of `words`; a word outside the vocabulary is `<unk>`."""
    unknown = identifiers[UNK]
    return [identifiers.get(word, unknown) for word in words]
