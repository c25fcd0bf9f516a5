"""How spellings of one name are brought to one form: case, accents, articles and transliteration.

Names in Arabic, Persian and Russian reach English in many spellings (Qassem, Qasem, Ghasem; Zelensky, Zelenskiy). Two
forms are made of a name: its *folded* words, which forgive case, accents, apostrophes and the Arabic article, and its
*sound*, which also forgives what the usual systems of transliteration write differently. Names that differ in anything
else stay apart: Hassan is not Hussein.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import combining, normalize

_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+(?:['’ʿʾ`‘.][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s\b")
_ENDINGS = frozenset({"'s", "’s"})
_UNACCENTED = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)

# The Arabic article: outlets write it, leave it out, or let it sound like the letter after it ("as-Sudani").
# Source: the fourteen sun letters of Arabic grammar, in their Latin spellings.
_ARTICLES = frozenset({"al", "el"})
_SUN_ARTICLE = re.compile(r"(?:a|e|u)(t|th|d|dh|r|z|s|sh|n)")
_SUN_ARTICLE_AND_NAME = re.compile(r"\b[aeu](t|th|d|dh|r|z|s|sh|n)-(?=\1)", re.IGNORECASE)

# Letters that transliterations exchange, and the one that stands for them in a sound. Source: the tables of ALA-LC,
# BGN/PCGN and the press for Arabic, Persian and Russian, laid side by side:
# qaf is q, k, g, gh or c; ghayn gh or g; kha is kh; dhal and dad dh or d; tha is th or t; jim j or dj; waw w or v.
_CONSONANTS = {
    "tch": "C", "tsch": "C", "ch": "C", "sch": "S", "sh": "S", "kh": "X", "zh": "j", "dj": "j", "gh": "k", "ph": "f",
    "dh": "d", "th": "t", "tz": "ts", "ck": "k", "x": "ks", "q": "k", "g": "k", "c": "k", "w": "v",
}  # fmt: skip
_CONSONANT = re.compile("|".join(sorted(_CONSONANTS, key=len, reverse=True)))
# Short vowels, diphthongs and the letter y between them vary freely, but a round vowel (o, u) is never an open one.
_VOWELS = re.compile(r"[aeiouy]+")
_ROUND = frozenset("ou")
_DOUBLED = re.compile(r"(.)\1+")
_SILENT_END = re.compile(r"(?<=[aeiouy])h\b")  # "Haniyeh", "Nasrallah"
# "Servant of": its vowel and its article are written in a dozen ways (Abdul Malik, Abdel-Malek, Abdulmalik, Abdallah)
_SERVANT = re.compile(r"abd[aeiou]{1,2}(?:l(?=.)|l$)")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Bring a word to lower case without accents, apostrophes and full stops; "" for an Arabic article or a mark."""
    plain = word.lower()
    if plain in _ENDINGS:
        return ""
    if not plain.isascii():
        plain = "".join(mark for mark in normalize("NFKD", plain.translate(_UNACCENTED)) if not combining(mark))
    plain = plain if plain.isalnum() else _NOT_WORD.sub("", plain)
    return "" if plain in _ARTICLES else plain


def is_sun_article(word: str, after: str) -> bool:
    """Is a word before a hyphen the Arabic article in the sound of the word after it ("as-Sudani", "ash-Sharaa")?"""
    found = _SUN_ARTICLE.fullmatch(word.lower())
    return found is not None and after.lower().startswith(found.group(1))


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Bring a folded word to its sound, in which transliterations of one name agree: Qassem and Ghasem are "kAsAm"."""
    plain = _SERVANT.sub("abd", word)
    plain = _SILENT_END.sub("", plain)
    plain = _CONSONANT.sub(lambda found: _CONSONANTS[found.group()], plain)
    plain = _VOWELS.sub(lambda found: "U" if _ROUND & set(found.group()) else "A", plain)
    return _DOUBLED.sub(r"\1", plain)


def sound_of(words: Iterable[str]) -> str:
    """The sound of a whole name: that of its folded words in one, since they are written apart or together."""
    return _DOUBLED.sub(r"\1", "".join(map(sound, words)))


def name_words(name: str) -> tuple[str, ...]:
    """Cut a name into folded words, as the parser would cut it, without articles and possessive endings."""
    words = _WORD.findall(_SUN_ARTICLE_AND_NAME.sub("", _POSSESSIVE.sub("", name)))
    return tuple(folded for folded in (fold(word) for word in words) if folded)


def is_acronym(name: str) -> bool:
    """Is it written in capitals only ("PMF", "U.S."), so that "us" and "Is" cannot be meant?"""
    letters = [letter for letter in name if letter.isalpha()]
    return 1 < len(letters) <= 6 and all(letter.isupper() for letter in letters)


def first_capital(name: str) -> int:
    """Which of a name's folded words is the first that is written with a capital or a digit; -1 where none is."""
    words = [word for word in _WORD.findall(_SUN_ARTICLE_AND_NAME.sub("", _POSSESSIVE.sub("", name))) if fold(word)]
    return next((number for number, word in enumerate(words) if not word[0].islower()), -1)
