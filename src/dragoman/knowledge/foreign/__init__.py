"""Other people's dictionaries of actors, read into entries of ours: one file a format."""

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.knowledge import Knowledge
from dragoman.knowledge.foreign import followthemoney, petrarch, wikidata
from dragoman.knowledge.read import parties_of_table
from dragoman.knowledge.records import Entry

SNIFFED = 4_096  # characters by which a format is told


class Imported(msgspec.Struct, frozen=True):
    """What was read: entries, the name of the format, and sentences on what had to be guessed or left out."""

    entries: tuple[Entry, ...]
    form: str
    notes: tuple[str, ...] = ()


Reader = Callable[[str, Mapping[str, Entry]], tuple[list[Entry], list[str]]]


def import_file(path: Path, knowledge: Knowledge) -> Imported:
    """Read a dictionary of actors in whichever of the forms it is; who is known to us already keeps our id and name.

    Args:
        path: A CSV table of ours, a PETRARCH or TABARI actor dictionary, JSON lines of FollowTheMoney, or entities of a
            Wikidata export, one a line.
        knowledge: Our parties: what it refers to may be among them.

    Raises:
        SetupError: `knowledge.import`, where it cannot be read, is in none of the forms, or holds no party.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        form, read = _reader(path.name.lower(), text[:SNIFFED])
        read_entries, notes = read(text, knowledge.entries)
    except (OSError, ValueError) as error:
        raise SetupError("knowledge.import", f"{path}: {error}. Docs/knowledge.md lists the forms.") from error
    entries, ours = _ours(read_entries, knowledge)
    if not entries:
        raise SetupError("knowledge.import", f"{path}: there is no party in it (read as {form}).")
    found = [f"{ours} add to parties that the knowledge base has"] if ours else []
    return Imported(tuple(entries), form, (*notes, *found))


def _reader(name: str, begun: str) -> tuple[str, Reader]:
    """Tell the format by the file's name and first characters."""
    if name.endswith(".csv"):
        return "a CSV table", lambda text, _known: (list(parties_of_table(text)), [])
    if begun.lstrip().startswith(("{", "[")) and '"schema"' in begun and '"properties"' in begun:
        return "FollowTheMoney", followthemoney.read
    if begun.lstrip().startswith(("{", "[")) and ('"claims"' in begun or '"labels"' in begun):
        return "Wikidata", wikidata.read
    if name.endswith((".txt", ".actors")):
        return "a PETRARCH actor dictionary", petrarch.read
    message = "this is no CSV, no *.actors.txt, and no JSON of FollowTheMoney or Wikidata"
    raise ValueError(message)


def _ours(entries: list[Entry], knowledge: Knowledge) -> tuple[list[Entry], int]:
    """Give parties that we have our id and name, and say how many they are; what refers to them follows."""
    ids = {entry.id: known for entry in entries if (known := _known(entry, knowledge)) is not None}
    return [_renamed(entry, ids) for entry in entries], len(ids)


def _renamed(entry: Entry, ids: Mapping[str, Entry]) -> Entry:
    """A party with our ids: its own and those of what it is part of; where we have it, with our name."""
    wholes = tuple(ids[whole].id if whole in ids else whole for whole in entry.part_of)
    known = ids.get(entry.id)
    if known is None or known.kind == "country":
        return replace(entry, part_of=wholes)
    names = tuple(name for name in (entry.name, *entry.variants) if name not in (known.name, *known.variants))
    return replace(entry, id=known.id, name=known.name, kind=known.kind, variants=names, part_of=wholes)


def _known(entry: Entry, knowledge: Knowledge) -> Entry | None:
    """The one party of ours that a read one is: of its id, or called so and of no other country."""
    called = [ours for ours, how in knowledge.named(entry.name) if how == "called so" and ours.kind != "country"]
    called = [ours for ours in called if (ours.kind == "person") == (entry.kind == "person")]
    fitting = [ours for ours in called if None in (ours.country, entry.country) or ours.country == entry.country]
    return knowledge.entries.get(entry.id) or (fitting[0] if len(fitting) == 1 else None)
