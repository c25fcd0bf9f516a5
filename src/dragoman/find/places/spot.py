"""Spot: which words of a document name a place, by the parser's name types, the gazetteer and the words around."""

from collections.abc import Iterator

from dragoman.find.places.words import PlaceWords, Precision
from dragoman.grammar import Grammar
from dragoman.knowledge.places import Gazetteer, Place
from dragoman.model import Record

LONGEST_NAME = 8  # tokens: "Democratic People's Republic of Korea" has six
PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})

# Evidence that words name a place, in parts of a point: 0.5 suffices. Set by hand, checked on the `places` bench.
TYPED_PLACE = 0.5  # the parser takes just these words for a place
TYPED_OTHER = -0.35  # it takes just these words for a person, a body or something else
INSIDE_OTHER = -1.0  # it takes them for a part of a longer name of another sort ("New York Times")
WELL_KNOWN = 0.5  # a country, a region, a curated place, or a city of more than `LARGE_CITY` people by its own name
KNOWN = 0.2  # the gazetteer has the name otherwise
AFTER_PLACE_WORD = 0.25  # "in", "near", "from" stand before it
IN_CHAIN = 0.3  # another place follows or precedes after a comma ("Portland, Oregon")
SORT_WORD = 0.4  # "province", "airport", "Lake" stand with it
AFTER_TITLE = -0.6  # "Mr.", "President" stand before it
BEFORE_BODY = -0.8  # "Times", "University" stand after it
NOT_A_NAME = -0.6  # the parser takes it for an ordinary word
ENOUGH = 0.5
LARGE_CITY = 100_000  # people


class Spotted(Record, frozen=True):
    """Words that name a place.

    Attributes:
        first, last: Token rows, half open.
        name: The words.
        places: What the gazetteer has under the name.
        sort: The precision that a word beside the name tells, or None.
        score: Evidence that it is a place.
        because: The evidence in words.
    """

    first: int
    last: int
    name: str
    places: tuple[Place, ...]
    sort: Precision | None
    score: float
    because: tuple[str, ...]


def spot(grammar: Grammar, words: PlaceWords, gazetteer: Gazetteer) -> list[Spotted]:
    """Return the words that name places, in text order, none overlapping another."""
    return [one for one in _Spotter(grammar, words, gazetteer).all() if one.score >= ENOUGH]


class _Spotter:
    """Reads one document."""

    def __init__(self, grammar: Grammar, words: PlaceWords, gazetteer: Gazetteer) -> None:
        self.grammar, self.words, self.gazetteer = grammar, words, gazetteer
        self.tokens = grammar.tokens

    def all(self) -> Iterator[Spotted]:
        """Yield every candidate with its evidence."""
        for first, last in self.grammar.document.sentences:
            row = first
            while row < last:
                spotted = self._at(row, last) if self._may_begin(row) else None
                if spotted is not None:
                    yield spotted
                row = spotted.last if spotted is not None else row + 1

    def _may_begin(self, row: int) -> bool:
        """Can a name begin here?"""
        word = self.grammar.word(row)
        return word[0].isupper() or word.lower() in ("al", "el", "as", "ad", "ash", "ar", "an", "at", "az")

    def _at(self, row: int, end: int) -> Spotted | None:
        """The longest name of a place that begins at a row."""
        limit = min(end, row + LONGEST_NAME)
        for last in range(limit, row, -1):
            if not self._may_be_name(row, last):
                continue
            name = self._text(row, last)
            places = tuple(place for place in self.gazetteer.places(name) if place.exact in ("", name))
            whole = self._is_typed(row, last)
            sort, first, until = self._sort(row, last)
            if places or whole:
                return self._weigh(first, until, name, places, sort)
        return None

    def _may_be_name(self, first: int, last: int) -> bool:
        """Do the words look like one name: capitals, with nothing but small words of names between them?"""
        rows = range(first, last)
        final = self.grammar.word(last - 1)
        if not (final[0].isupper() or final[0].isdigit()):
            return False
        return all(
            self.grammar.word(row)[0].isupper() or self.grammar.word(row)[0].isdigit()
            or self.grammar.lower(row) in self.words.inside
            for row in rows
        )  # fmt: skip

    def _text(self, first: int, last: int) -> str:
        """The words as they stand."""
        return self.grammar.span(first, last).of(self.grammar.text)

    def _is_typed(self, first: int, last: int) -> bool:
        """Does the parser take just these words, but for a leading article, for a place?"""
        types = {self.tokens.name[row] for row in range(first, last)}
        if len(types) != 1 or not types <= PLACE_TYPES:
            return False
        start, stop = self._entity(first)
        return stop == last and (start == first or self.grammar.lower(start) == "the")

    def _entity(self, row: int) -> tuple[int, int]:
        """The rows of the parser's name that a row stands in."""
        first, last = row, row + 1
        while not self.tokens.name_begins[first] and first > 0 and self.tokens.name[first - 1]:
            first -= 1
        while last < len(self.tokens) and self.tokens.name[last] and not self.tokens.name_begins[last]:
            last += 1
        return first, last

    def _sort(self, first: int, last: int) -> tuple[Precision | None, int, int]:
        """What a word beside the name says of its sort, and the rows with a capitalised one."""
        for size in (2, 1):
            if last + size <= len(self.tokens):
                beside = " ".join(self.grammar.lower(row) for row in range(last, last + size))
                if beside in self.words.after:
                    taken = last + size if self.grammar.word(last)[0].isupper() else last
                    return self.words.after[beside], first, taken
            if first - size >= 0:
                beside = " ".join(self.grammar.lower(row) for row in range(first - size, first))
                if beside in self.words.ahead:
                    return self.words.ahead[beside], first, last
        return None, first, last

    def _weigh(self, first: int, last: int, name: str, places: tuple[Place, ...], sort: Precision | None) -> Spotted:
        """Add up the evidence."""
        evidence = [*self._typed_evidence(first, last), *self._known_evidence(places), *self._context(first, last)]
        if sort:
            evidence.append((SORT_WORD, f"a word beside it tells a {sort}"))
        score = sum(weight for weight, _ in evidence)
        because = tuple(reason for _, reason in evidence)
        return Spotted(first, last, name, places, sort, min(1.0, score), because)

    def _typed_evidence(self, first: int, last: int) -> Iterator[tuple[float, str]]:
        """What the parser's name types say."""
        kind = self.tokens.name[last - 1]
        if kind in PLACE_TYPES:
            yield TYPED_PLACE, f"the parser takes it for a place ({kind})"
        elif kind:
            start, stop = self._entity(last - 1)
            start += self.grammar.lower(start) == "the"
            if start < first or stop > last:
                yield INSIDE_OTHER, f"it is a part of a longer name ({kind})"
            else:
                yield TYPED_OTHER, f"the parser takes it for another name ({kind})"
        elif self.tokens.pos[last - 1] != "PROPN":
            yield NOT_A_NAME, "the parser takes it for an ordinary word"

    def _known_evidence(self, places: tuple[Place, ...]) -> Iterator[tuple[float, str]]:
        """What the gazetteer says."""
        if any(_well_known(place) for place in places):
            yield WELL_KNOWN, "a well-known place has the name"
        elif places:
            yield KNOWN, "the gazetteer has the name"

    def _context(self, first: int, last: int) -> Iterator[tuple[float, str]]:
        """What the words around say."""
        before = first - 1
        if before >= 0 and self.grammar.lower(before) == "the":
            before -= 1
        lemma = self.tokens.lemma[before].lower() if before >= 0 else ""
        if lemma in self.words.before:
            yield AFTER_PLACE_WORD, f'"{lemma}" stands before it'
        if lemma in self.words.titles:
            yield AFTER_TITLE, f'"{lemma}" stands before it'
        after = self.grammar.lower(last) if last < len(self.tokens) else ""
        if after in self.words.bodies and self.grammar.word(last)[0].isupper():
            yield BEFORE_BODY, f'"{after}" stands after it'
        if after == "," and last + 1 < len(self.tokens) and self.tokens.name[last + 1] in PLACE_TYPES:
            yield IN_CHAIN, "a place follows after a comma"


def _well_known(place: Place) -> bool:
    """Is the place known beyond its surroundings?"""
    return place.kind not in ("city", "airport") or (place.own_name and place.population >= LARGE_CITY)
