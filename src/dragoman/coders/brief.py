"""The brief of a coder: its instructions, made of the codebook, and how a passage is handed to it."""

from collections.abc import Mapping
from importlib.resources import files

from dragoman.codebook import Codebook, EventType
from dragoman.model import Record, content_id


class Brief(Record, frozen=True):
    """What a coder may choose from, as it was told; its answers are checked against it.

    Attributes:
        id: Hash of the coder, of what decides its answers, and of its instructions.
        coder: Its name, with the model.
        types: The modes of each event type.
    """

    id: str
    coder: str
    types: dict[str, tuple[str, ...]]


def instructions(codebook: Codebook) -> str:
    """The instructions: the form of an answer, and the types and modes of a codebook with their meanings."""
    told = files("dragoman.coders").joinpath("instructions.md").read_text(encoding="utf-8")
    return told + "\n".join(_type(codebook.types[code]) for code in sorted(codebook.types)) + "\n"


def _type(kind: EventType) -> str:
    """A type in a few lines: what it means, how cases at its border are decided, and its modes."""
    border = "".join(f" {one}" for one in kind.ambiguities)
    modes = "; ".join(f"{name}: {mode.meaning}" for name, mode in kind.modes.items())
    needed = " It needs a recipient." if kind.needs_recipient else ""
    return f"- {kind.code} ({kind.quad}). {kind.meaning}{border}{needed}" + (f"\n  Modes: {modes}." if modes else "")


def brief_of(coder: str, settings: str, told: str, types: Mapping[str, EventType]) -> Brief:
    """The brief of a coder that gets these instructions."""
    modes = {code: tuple(types[code].modes) for code in sorted(types)}
    return Brief(content_id("brief", coder, settings, told), coder, modes)


def handed(text: str) -> str:
    """A passage as it is handed over: between two lines that it cannot hold itself, since they are made of its hash."""
    mark = content_id("passage", text)
    return f"<<<{mark}\n{text}\n{mark}>>>\n"
