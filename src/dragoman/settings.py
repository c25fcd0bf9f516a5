"""Settings: what decides the outcome besides the documents, and what a process loads for it once."""

from functools import lru_cache
from pathlib import Path

import msgspec

from dragoman import __version__
from dragoman.codebook import Codebook, load_codebook
from dragoman.date.expressions import DateWords
from dragoman.date.offices import OfficePeriods, office_periods
from dragoman.errors import SetupError
from dragoman.find import Finder, finders
from dragoman.fingerprint import program_fingerprint
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.places import load_gazetteer
from dragoman.lang import Language, load_language
from dragoman.model import PieceKind, Record, content_id
from dragoman.plugins import ReadOptions

INCLUDED: dict[str, PieceKind] = {"captions": "caption", "standfirst": "standfirst"}  # may carry facts beside the body


class Settings(Record, frozen=True):
    """What decides the outcome besides the documents; a case remembers none of it but the fingerprint.

    Attributes:
        language: ISO 639-1 code of the documents.
        model: A spaCy model instead of the language's own, or None.
        knowledge, places: The user's own files of actors and of places, which add to ours or override them.
        codebook: A folder of the user's own event types, or None.
        include: What is coded besides the body, by the names of `INCLUDED`.
        columns: The columns of tables that hold the parts of an article, where they do not bear usual names.
        outlet: Who published the articles of which no file or row states who did, or None.
    """

    language: str = "en"
    model: str | None = None
    knowledge: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    codebook: str | None = None
    include: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    outlet: str | None = None

    def reading(self) -> ReadOptions:
        """What the user says of the inputs; it acts while they are read, and not on what is made of them."""
        return ReadOptions(dict(self.columns), self.outlet)

    def checked(self) -> "Settings":
        """The same, with lists as tuples and paths as text.

        Raises:
            SetupError: `api.argument`, where a value is none of its kind.
        """
        try:
            return msgspec.convert(msgspec.to_builtins(self, enc_hook=str), Settings)
        except msgspec.ValidationError as error:
            raise SetupError("api.argument", f"settings: {error}.") from error

    def fingerprint(self) -> str:
        """A hash of the settings, of the content of the files they name and of our own data files and version."""
        own = [Path(name) for name in (*self.knowledge, *self.places)]
        own += sorted(Path(self.codebook).glob("*.toml")) if self.codebook else []
        held = [path.read_text(encoding="utf-8", errors="replace") for path in own if path.is_file()]
        return content_id(__version__, program_fingerprint(), self.language, self.model, *sorted(self.include), *held)


class Tools(msgspec.Struct, frozen=True):
    """Everything that a process loads once."""

    lang: Language
    offices: OfficePeriods
    codebook: Codebook
    finders: tuple[tuple[str, Finder], ...]
    model: str | None
    include: tuple[PieceKind, ...] = ()


@lru_cache(maxsize=2)
def load_tools(settings: Settings) -> Tools:
    """Load the data files that the settings name.

    Raises:
        SetupError: where one of them is missing or broken; the message names file and entry.
    """
    lang = load_language(settings.language)
    knowledge = load_knowledge(tuple(Path(name) for name in settings.knowledge))
    gazetteer = load_gazetteer(tuple(Path(name) for name in settings.places))
    codebook = load_codebook(Path(settings.codebook) if settings.codebook else None)
    return Tools(
        lang=lang,
        offices=office_periods(knowledge, lang.section("dates", DateWords)),
        codebook=codebook,
        finders=finders(lang=lang, knowledge=knowledge, gazetteer=gazetteer, codebook=codebook),
        model=settings.model,
        include=tuple(_included(name) for name in settings.include),
    )


def _included(name: str) -> PieceKind:
    """The kind of pieces that a name of `--include` means."""
    if name not in INCLUDED:
        names = ", ".join(sorted(INCLUDED))
        raise SetupError("pipeline.include", f'"{name}" cannot be included; what can be is: {names}.')
    return INCLUDED[name]
