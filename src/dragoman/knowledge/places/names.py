"""How place names are compared: one key for all the spellings that differ only in case, accents, marks and articles."""

import re
import unicodedata

_APOSTROPHES = re.compile(r"[\u0027\u0060\u00b4\u02b0-\u02bf\u2018\u2019\u201b]")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_SEPARATORS = re.compile(r"[^\w]+|_+")
_LETTERS = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
_UNACCENTED = str.maketrans(_LETTERS)

# Words of names that are written in several ways, and the way they are compared in.
_SAME_WORD = {
    "el": "al", "ul": "al", "ol": "al", "st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort",
    "airbase": "air base", "airfield": "air field", "intl": "international",
}  # fmt: skip


def place_key(name: str) -> str:
    """Return the form in which a place name is looked up.

    Case, accents, apostrophes, hyphens and stops do not count, nor does a leading "the"; the Arabic article is "al",
    however it is spelt.
    """
    plain = _APOSTROPHES.sub("", name).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_UNACCENTED))
        plain = _MARKS.sub("", plain)
    words = _SEPARATORS.sub(" ", plain).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(_SAME_WORD.get(word, word) for word in words)
