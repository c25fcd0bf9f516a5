"""What must be known of a language: one folder a language, one TOML file a finder, read into a typed record.

A finder defines the record of its own words and asks for it: `lang.section("times", TimeWords)`. A file with an unknown
key or a value of the wrong type stops the work with a message that names file and key.
"""

import tomllib
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec

from dragoman.errors import SetupError

Section = TypeVar("Section", bound=msgspec.Struct)


class MendWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must be known of a language to mend its parses; see `mend/`.

    Attributes:
        subordinators: Words that are preposition and conjunction ("after"), which parsers confuse.
        along: Adverbs that belong to the preposition behind them ("killed *along* with X").
        believing: Lemmas of verbs of what is only held to be so ("drones believed to be theirs").
        causing: Lemmas of verbs by which one has something done ("*had* him arrested").
        gathering: Lemmas of verbs that have no object, but a place ("rally *outside* parliament"); `places` such words.
        charging: Lemmas of verbs that charge somebody with a deed ("accuse X of doing").
        results: Lemmas of what a deed brings about ("injuring three"), and a charge does not.
        asking: Verbs that ask something of whom their preposition names, with these prepositions ("call *on* X to").
        blaming: Verbs that lay a harm at somebody's door, with these prepositions ("blame it *on* X").
    """

    subordinators: frozenset[str] = frozenset()
    along: dict[str, frozenset[str]] = {}
    believing: frozenset[str] = frozenset()
    causing: frozenset[str] = frozenset()
    gathering: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    charging: frozenset[str] = frozenset()
    results: frozenset[str] = frozenset()
    asking: dict[str, frozenset[str]] = {}
    blaming: dict[str, frozenset[str]] = {}


class LanguageInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`language.toml`: the language's name and the parser that reads it.

    Attributes:
        script: The script that it is written in, as Unicode names its letters ("LATIN", "CYRILLIC", "ARABIC").
        normalise: Characters that the parser reads as others; "" drops the character.
        mend: What its parses are mended by.
        lemmas: By part of speech or fine tag, lemmas that the parser makes wrongly, and what they should be.
    """

    name: str
    model: str
    mend: MendWords = MendWords()
    script: str = "LATIN"
    normalise: dict[str, str] = {}
    lemmas: dict[str, dict[str, str]] = {}


class Language:
    """The word lists and rules of one language.

    Args:
        code: ISO 639-1 code, such as "en".
        folder: Where its TOML files stand.
    """

    def __init__(self, code: str, folder: Traversable) -> None:
        self.code = code
        self._folder = folder
        self._sections: dict[str, Any] = {}

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return load_language, (self.code,)

    @cached_property
    def info(self) -> LanguageInfo:
        """Name and parser."""
        return self.section("language", LanguageInfo)

    def section(self, name: str, kind: type[Section]) -> Section:
        """Read `NAME.toml` of this language into a record, once.

        Raises:
            SetupError: `lang.section`, where the file is missing or does not have the record's form.
        """
        if name not in self._sections:
            path = self._folder / f"{name}.toml"
            try:
                raw = tomllib.loads(path.read_text(encoding="utf-8"))
                self._sections[name] = msgspec.convert(raw, kind)
            except (OSError, ValueError) as error:
                raise SetupError("lang.section", f"{path}: {error}. Mend that file.") from error
        section: Section = self._sections[name]
        return section


@lru_cache
def load_language(code: str) -> Language:
    """Load a language by its ISO 639-1 code.

    Raises:
        SetupError: `lang.missing`, where no folder of that name is installed.
    """
    folder = files("dragoman.lang") / code
    if not (folder / "language.toml").is_file():
        message = (
            f'the language "{code}" is not installed; there are: {", ".join(installed())}. docs/howto/add-language.md'
        )
        raise SetupError("lang.missing", message)
    return Language(code, folder)


def installed() -> list[str]:
    """The codes of the languages that there are, sorted."""
    return sorted(entry.name for entry in files("dragoman.lang").iterdir() if (entry / "language.toml").is_file())
