"""Language: in which language a document and each of its paragraphs is written, told by the text itself.

What a container states of the language is a hint only: pages bear the `lang` of the template that they were made from.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pycountry
from msgspec.structs import replace

from dragoman.clean.lines import WORD
from dragoman.clean.words import cleaning_words
from dragoman.lang import Language
from dragoman.model import CleanDocument, Piece, Problem

LETTER = re.compile(r"[^\W\d_]")
CODABLE = frozenset({"body", "caption", "standfirst"})  # the body, and what `--include` adds to it
SAMPLE = 2000  # code points that are looked at; the rest of a text is like its beginning
ENOUGH_LETTERS = 100  # about twenty words; fewer, of the script that the language is written in, tell no language
ENOUGH_OF_A_SCRIPT = 10  # letters of another script that tell that it is another language
# Share of a language's commonest words in prose of it. Measured on English and 17 others: English texts of twenty words
# and more have 0.12 to 0.5, the others 0 to 0.1.
LEAST_FUNCTION_WORDS = 0.15
# py3langid's probabilities. Over 35,000 lines of pages these two never took an English line for another language, and
# told every text of thirty words in 18 languages; lists of names stay below the first.
SURE = 0.5
NO_RIVAL = 0.05


def identify(document: CleanDocument, *, stated: str | None, lang: Language) -> CleanDocument:
    """Say in which language a document is; what is in another than the one that is coded keeps it as its mark.

    Args:
        document: The sorted document.
        stated: The ISO 639-1 code that its container states; it decides where the text alone is too short to tell.
        lang: The language that is coded; a text that tells none counts as written in it.

    Returns:
        The document with its language. Body pieces in another language bear that, so that no model of the wrong
        language reads them, and a `clean.language` problem says how many they are.
    """
    teller = _Teller(lang, (stated or "").split("-")[0].split("_")[0].lower())
    sample = "\n".join(piece.span.of(document.text)[:SAMPLE] for piece in document.body or document.pieces)[:SAMPLE]
    whole = teller.tell(sample, hinted=True) or lang.code
    marked = tuple(_marked(piece, document.text, whole, teller) for piece in document.pieces)
    if whole != lang.code and not document.body:
        marked = tuple(_rescued(piece, document.text, whole) for piece in marked)
    meta = replace(document.meta, language=whole)
    problems = (*document.problems, *_problems(marked, document.source, whole, lang))
    return replace(document, meta=meta, pieces=marked, problems=problems)


def _is_long(text: str) -> bool:
    """Has it the letters of a paragraph?"""
    return len(LETTER.findall(text[:SAMPLE])) >= ENOUGH_LETTERS


def _marked(piece: Piece, text: str, whole: str, teller: "_Teller") -> Piece:
    """A piece that can be coded with its own language, where it tells one, else the document's; None for the coded."""
    if piece.kind not in CODABLE:
        return piece
    language = teller.tell(piece.span.of(text)[:SAMPLE]) or whole
    return piece if language == teller.lang.code else replace(piece, language=language)


def _rescued(piece: Piece, text: str, language: str) -> Piece:
    """A paragraph of a document whose language's words `clean` does not know, and of which it found no body at all."""
    if piece.kind in ("title", "duplicate") or not _is_long(piece.span.of(text)):
        return piece
    reason = f"as long as a paragraph; it is in {language_name(language)}, whose words are not known"
    return replace(piece, kind="body", reason=reason, language=language)


def _problems(pieces: Sequence[Piece], source: str, whole: str, lang: Language) -> tuple[Problem, ...]:
    """Say what is not coded, where there is anything."""
    count = Counter(piece.language for piece in pieces if piece.kind == "body" and piece.language)
    if not count and whole == lang.code:
        return ()
    body = sum(piece.kind == "body" for piece in pieces)
    names = " and ".join(language_name(code) for code in sorted(filter(None, count)) or [whole])
    part = f"{sum(count.values())} of {body} paragraphs are" if 0 < sum(count.values()) < body else "the text is"
    message = (
        f"{source}: {part} in {names}; no such language is installed (see docs/howto/add-language.md). "
        "It is kept, but nothing in it is coded."
    )
    return (Problem("clean", "clean.language", message, source),)


def language_name(code: str) -> str:
    """The English name of a language."""
    known = pycountry.languages.get(alpha_2=code)
    return known.name.split(" (")[0] if known else code


class _Teller:
    """Tells the language of texts.

    Args:
        lang: The language that is coded.
        stated: The code that the container states, or "".
    """

    def __init__(self, lang: Language, stated: str) -> None:
        self.lang = lang
        self._script = lang.info.script
        self._stated = stated
        self._function_words = cleaning_words(lang).function_words

    def tell(self, text: str, *, hinted: bool = False) -> str | None:
        """The ISO 639-1 code of a text's language, or None where it is too short or nothing fits.

        Args:
            text: The text.
            hinted: Of a text that is too short to tell, believe what the container states where it is the likeliest.
        """
        letters = LETTER.findall(text)
        others = sum(count for letter, count in Counter(letters).items() if script_of(letter) != self._script)
        if others >= ENOUGH_OF_A_SCRIPT and others > len(letters) / 2:
            return self._likeliest(text)[0]
        if len(letters) < ENOUGH_LETTERS:
            believed = hinted and letters and self._stated not in ("", self.lang.code)
            return self._stated if believed and self._likeliest(text)[0] == self._stated else None
        words = WORD.findall(text.lower())
        if sum(word in self._function_words for word in words) >= LEAST_FUNCTION_WORDS * len(words):
            return self.lang.code
        code, score, own = self._likeliest(text)
        return code if score >= SURE and own < NO_RIVAL else None

    def _likeliest(self, text: str) -> tuple[str, float, float]:
        """The likeliest language, its probability, and that of the coded one."""
        ranked: list[tuple[str, float]] = _identifier().rank(text)
        return ranked[0][0], ranked[0][1], dict(ranked).get(self.lang.code, 0.0)


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The script of a letter, as Unicode names it: LATIN, CYRILLIC, ARABIC, HANGUL, CJK ..."""
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "").partition(" ")[0]


@lru_cache
def _identifier() -> Any:
    """Load py3langid, once a process and only for texts that the language's commonest words do not settle.

    Of its 140 languages the 114 that have an ISO 639-1 code are asked for: creoles and dialects without one only take
    short English texts away.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loading takes a second

    maker: Any = LanguageIdentifier
    identifier = maker.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
