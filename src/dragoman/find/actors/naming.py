"""What new parties of a document are called, and which shorter names later stand for them."""

from dragoman.find.actors.reading import PartyRecord, Reading
from dragoman.find.actors.words import Role
from dragoman.knowledge.folding import fold, is_acronym
from dragoman.model import content_id

_NO_PART = frozenset({"DET", "NUM", "PUNCT", "PART", "PRON", "ADV", "CCONJ", "SYM", "SPACE"})


class Naming:
    """The names that stood in the document so far, by the part that may stand for the whole."""

    def __init__(self) -> None:
        self._parts: dict[str, PartyRecord] = {}

    def learn(self, party: PartyRecord, reading: Reading, first: int, last: int) -> None:
        """Remember a full name: a person's last word, an acronym in brackets after it, and the name itself."""
        words = [word for word in (fold(reading.grammar.word(row)) for row in range(first, last)) if word]
        if not words:
            return
        self._parts.setdefault(" ".join(words), party)
        if party.being == "person" and len(words) > 1:
            self._parts[words[-1]] = party
        if last + 1 < len(reading.lower) and reading.lower[last] == "(" and is_acronym(reading.grammar.word(last + 1)):
            self._parts[fold(reading.grammar.word(last + 1))] = party

    def known(self, reading: Reading, first: int, last: int) -> PartyRecord | None:
        """The party whose name, or part of it, these rows are."""
        words = [word for word in (fold(reading.grammar.word(row)) for row in range(first, last)) if word]
        return self._parts.get(" ".join(words))

    def describe(
        self, reading: Reading, rows: tuple[int, int], head: int, role: Role, country: str | None, sector: str | None
    ) -> PartyRecord:
        """Name a party that is described: country, what qualifies the noun, the noun."""
        entry = reading.knowledge.country(country) if country else None
        tokens = reading.grammar.tokens
        kept = []
        for row in range(rows[0], rows[1]):
            hit = reading.hit_at.get(row)
            if hit is not None and entry is not None and hit.party.country == country and hit.is_state and row < head:
                continue
            if row < head and tokens.pos[row] in _NO_PART and reading.lower[row] != "-":
                continue
            kept.append(row)
        text = _joined(reading, kept)
        name = f"{entry.name} {text}" if entry is not None and entry.name not in text else text
        if entry is not None:
            key = ("description", country, sector, tokens.lemma[head].lower())
        else:
            key = ("description", name.casefold(), sector, "")
        return PartyRecord(content_id(*key), name, country, sector, role.being)


def _joined(reading: Reading, rows: list[int]) -> str:
    """Join words with the blanks that stand between them in the text."""
    text = ""
    for before, row in zip([None, *rows], rows, strict=False):
        near = before is not None and reading.grammar.tokens.end[before] == reading.grammar.tokens.start[row]
        text += ("" if near or not text else " ") + reading.grammar.word(row)
    return text.strip("- ")
