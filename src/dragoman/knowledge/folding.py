"""How spellings of one name are brought to one form: case, accents, articles and transliteration.

Names in Arabic, Persian and Russian reach English in many spellings (Qassem, Qasem, Ghasem; al-Sudani, Al Sudani). Two
forms are made of each word: a *folded* word, which forgives case, accents and apostrophes, and a *skeleton*, which also
forgives vowels and the consonants that transliterations mix up.
"""

import re
from functools import lru_cache
from unicodedata import combining, normalize

_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+(?:['’ʿʾ`‘.][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s\b")
_ARTICLES = frozenset({"al", "el"})  # the Arabic article, which outlets write or leave out
_ENDINGS = frozenset({"'s", "’s"})
_SOUNDS = {
    "kh": "k",
    "gh": "k",
    "ck": "k",
    "ph": "f",
    "dh": "d",
    "th": "t",
    "tz": "z",
    "sch": "s",
    "sh": "s",
    "dj": "j",
}
_PAIRS = re.compile("|".join(_SOUNDS))
_LETTERS = str.maketrans("qcgw", "kkkv", "aeiouyh")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Bring a word to lower case without accents, apostrophes and full stops; "" for an Arabic article or a mark."""
    plain = word.lower()
    if plain in _ENDINGS:
        return ""
    if not plain.isascii():
        plain = "".join(mark for mark in normalize("NFKD", plain) if not combining(mark)).replace("ı", "i")
    plain = plain if plain.isalnum() else _NOT_WORD.sub("", plain)
    return "" if plain in _ARTICLES else plain


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Bring a folded word to its consonants, an opening vowel kept as "a": "qassem" and "ghasem" are both "ksm"."""
    opening = "a" if word[:1] in "aeiou" else ""
    word = _PAIRS.sub(lambda pair: _SOUNDS[pair.group()], word).translate(_LETTERS)
    return opening + _DOUBLED.sub(r"\1", word)


def name_words(name: str) -> tuple[str, ...]:
    """Cut a name into folded words, as the parser would cut it, without articles and possessive endings."""
    words = _WORD.findall(_POSSESSIVE.sub("", name))
    return tuple(folded for folded in (fold(word) for word in words) if folded)


def is_acronym(name: str) -> bool:
    """Is it written in capitals only ("PMF", "U.S."), so that "us" and "Is" cannot be meant?"""
    letters = [letter for letter in name if letter.isalpha()]
    return 1 < len(letters) <= 6 and all(letter.isupper() for letter in letters)


def first_capital(name: str) -> int:
    """Which of a name's folded words is the first that is written with a capital or a digit; -1 where none is."""
    words = [word for word in _WORD.findall(_POSSESSIVE.sub("", name)) if fold(word)]
    return next((number for number, word in enumerate(words) if not word[0].islower()), -1)
