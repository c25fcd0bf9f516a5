"""The index of the knowledge base on disk: parties by id, names by their words, sound and halves, offices by title.

It is made once of the data files, then opened in no time and shared by all processes; a dictionary of hundreds of
thousands of names takes no memory but for what was looked up.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rapidfuzz.distance import OSA

from dragoman.knowledge.cache import opened
from dragoman.knowledge.names import Name, halves, halves_around, is_spelled_freely, names_of, sound_key
from dragoman.knowledge.records import Entry, Office

LOOKUPS_KEPT = 50_000  # answers that are kept in memory: a name recurs through a document and a batch
SHORTEST_WRONG = 5  # letters of a word in which one wrong letter is taken for a typing error
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE entries (number INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB);
CREATE TABLE names (number INTEGER PRIMARY KEY, words TEXT, entry INTEGER, use TEXT, acronym INTEGER, capital INTEGER);
CREATE TABLE firsts (word TEXT PRIMARY KEY, longest INTEGER) WITHOUT ROWID;
CREATE TABLE sounds (sound TEXT, name INTEGER);
CREATE TABLE halves (half TEXT, name INTEGER);
CREATE TABLE offices (title TEXT, "of" TEXT, entry INTEGER, since TEXT, until TEXT);
CREATE TABLE organs (organ TEXT, country TEXT, entry TEXT, PRIMARY KEY (organ, country)) WITHOUT ROWID;
"""
_KEYS = """
CREATE INDEX names_words ON names (words);
CREATE INDEX sounds_name ON sounds (sound, name);
CREATE INDEX halves_name ON halves (half, name);
CREATE INDEX offices_of ON offices ("of", title);
"""
_NAME = "SELECT n.words, e.id, n.use, n.acronym, n.capital FROM names n JOIN entries e ON e.number = n.entry"
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Entry).decode


def write_index(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Write parties into an empty index.

    Args:
        connection: An empty database.
        entries: The parties; no two of one id.
    """
    connection.executescript(_TABLES)
    firsts: dict[str, int] = {}
    name_number = 0
    for number, entry in enumerate(entries):
        connection.execute("INSERT INTO entries VALUES (?, ?, ?)", (number, entry.id, _encode(entry)))
        if entry.organ:
            connection.execute("INSERT OR IGNORE INTO organs VALUES (?, ?, ?)", (entry.organ, entry.country, entry.id))
        for office in entry.offices:
            row = (office.title, office.of, number, office.since, office.until)
            connection.execute("INSERT INTO offices VALUES (?, ?, ?, ?, ?)", row)
        for name in names_of(entry):
            name_number += 1
            _insert_name(connection, (name_number, number), entry, name)
            firsts[name.words[0]] = max(firsts.get(name.words[0], 0), len(name.words))
    connection.executemany("INSERT INTO firsts VALUES (?, ?)", firsts.items())
    connection.executescript(_KEYS)
    connection.commit()


def _insert_name(connection: sqlite3.Connection, numbers: tuple[int, int], entry: Entry, name: Name) -> None:
    """Write a name, and by what it can be found that is not spelled like it."""
    row = (numbers[0], " ".join(name.words), numbers[1], name.use, name.acronym, name.capital)
    connection.execute("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)", row)
    sound = sound_key(name.words) if is_spelled_freely(entry, name) else ""
    if sound:
        connection.execute("INSERT INTO sounds VALUES (?, ?)", (sound, numbers[0]))
    if name.use == "name" and entry.kind != "country":
        found = [(half, numbers[0]) for half in halves(name.letters)]
        connection.executemany("INSERT INTO halves VALUES (?, ?)", found)


def build_index(path: Path, entries: Iterable[Entry]) -> None:
    """Write the index of parties to a file."""
    connection = sqlite3.connect(path)
    try:
        write_index(connection, entries)
    finally:
        connection.close()


class Index(Mapping[str, Entry]):
    """The parties by id, and the ways to look them up.

    Args:
        connection: A database that `write_index` filled.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entries: dict[str, Entry | None] = {}
        self._longest: dict[str, int] = {}
        self._begun: dict[str, bool] = {}
        self._named: dict[tuple[str, str], list[Name]] = {}

    @classmethod
    def in_file(cls, path: Path) -> "Index":
        """Open an index that `build_index` wrote."""
        return cls(opened(path))

    @classmethod
    def in_memory(cls, entries: Iterable[Entry]) -> "Index":
        """Make an index that is not kept."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        write_index(connection, entries)
        return cls(connection)

    def __getitem__(self, party: str) -> Entry:
        entry = self._entries.get(party)
        if entry is None and party not in self._entries:
            row = self._connection.execute("SELECT body FROM entries WHERE id = ?", (party,)).fetchone()
            entry = _decode(row[0]) if row else None
            _make_room(self._entries)
            self._entries[party] = entry
        if entry is None:
            raise KeyError(party)
        return entry

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._connection.execute("SELECT id FROM entries ORDER BY number"))

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM entries").fetchone()[0])

    def at(self, words: Sequence[str]) -> list[tuple[int, list[Name]]]:
        """Names that these folded words begin with: how many words each takes, and the names, longest first."""
        longest = min(self._longest_with(words[0]), len(words)) if words else 0
        found = []
        for size in range(1, longest + 1):
            begun = " ".join(words[:size])
            if size > 1 and not self._begins_a_name(begun):
                break
            if names := self._look_up("words", begun):
                found.append((size, names))
        return found[::-1]

    def sounding(self, words: Sequence[str]) -> list[Name]:
        """Names that are often transliterated and sound like these folded words."""
        sound = sound_key(tuple(words))
        return self._look_up("sound", sound) if sound else []

    def mistyped(self, words: Sequence[str]) -> list[Name]:
        """Names from which these folded words differ by one wrong, missing or added letter of a long word."""
        letters = "".join(words)
        return [name for name in self._near(letters) if _differs_by_a_letter(name.words, words)]

    def offices(self, of: str, title: str | None = None) -> list[tuple[Office, str]]:
        """The offices of a country or body that are known, each with the id of who held it."""
        rows = self._connection.execute(
            'SELECT o.title, o."of", o.since, o.until, e.id FROM offices o JOIN entries e ON e.number = o.entry'
            ' WHERE o."of" = ? AND o.title = ifnull(?, o.title) ORDER BY o.since, e.id',
            (of, title),
        )
        return [(Office(*row[:4]), row[4]) for row in rows]

    def organ(self, organ: str, country: str) -> str | None:
        """The id of the body that is this organ of a country."""
        query = "SELECT entry FROM organs WHERE organ = ? AND country = ?"
        row = self._connection.execute(query, (organ, country)).fetchone()
        return row[0] if row else None

    def _longest_with(self, first: str) -> int:
        """How many words the longest name has that begins with this word; 0 where none does."""
        if first not in self._longest:
            row = self._connection.execute("SELECT longest FROM firsts WHERE word = ?", (first,)).fetchone()
            _make_room(self._longest)
            self._longest[first] = row[0] if row else 0
        return self._longest[first]

    def _begins_a_name(self, words: str) -> bool:
        """Does a name begin with these words, or with these letters? The first in the alphabet from here on tells."""
        begins = self._begun.get(words)
        if begins is None:
            query = "SELECT words FROM names WHERE words >= ? ORDER BY words LIMIT 1"
            row = self._connection.execute(query, (words,)).fetchone()
            _make_room(self._begun)
            begins = self._begun[words] = row is not None and row[0].startswith(words)
        return begins

    def _look_up(self, by: str, key: str) -> list[Name]:
        """The names with a key, in the order of the files."""
        found = self._named.get((by, key))
        if found is None:
            found = self._select(_QUERIES[by], (key,))
            _make_room(self._named)
            self._named[by, key] = found
        return found

    def _near(self, letters: str) -> list[Name]:
        """The names that have one whole half of these letters, each once."""
        found = self._named.get(("letters", letters))
        if found is None:
            around = tuple(halves_around(letters))
            query = _QUERIES["halves"].format(", ".join("?" * len(around)))
            found = list(dict.fromkeys(self._select(query, around))) if around else []
            _make_room(self._named)
            self._named["letters", letters] = found
        return found

    def _select(self, query: str, keys: tuple[str, ...]) -> list[Name]:
        """The names that a query gives."""
        return [
            Name(tuple(words.split(" ")), party, use, bool(acronym), capital)
            for words, party, use, acronym, capital in self._connection.execute(query, keys)
        ]


_QUERIES = {
    "words": f"{_NAME} WHERE n.words = ? ORDER BY n.number",
    "sound": f"{_NAME} JOIN sounds s ON s.name = n.number WHERE s.sound = ? ORDER BY n.number",
    "halves": f"{_NAME} JOIN halves h ON h.name = n.number WHERE h.half IN ({{}}) ORDER BY h.half, n.number",
}


def _make_room(table: dict[Any, Any]) -> None:
    """Forget what was looked up where it has grown large."""
    if len(table) >= LOOKUPS_KEPT:
        table.clear()


def _differs_by_a_letter(known: Sequence[str], said: Sequence[str]) -> bool:
    """Is one word, and a long one, a letter off, and every other the same? No one mistypes the first letter."""
    if len(known) != len(said):
        return False
    wrong = [(one, other) for one, other in zip(known, said, strict=True) if one != other]
    if len(wrong) != 1 or min(map(len, wrong[0])) < SHORTEST_WRONG or wrong[0][0][0] != wrong[0][1][0]:
        return False
    return bool(OSA.distance(*wrong[0], score_cutoff=1) == 1)
