"""Candidates: the runs of words in a document that may name a place, each with what the gazetteer has under it."""

from collections.abc import Iterator

from dragoman.find.places.words import PlaceWords, Precision
from dragoman.grammar import Grammar
from dragoman.knowledge.places import Gazetteer, Place
from dragoman.model import Record

LONGEST_NAME = 8  # tokens: "Democratic People's Republic of Korea" has six
LONGEST_MARK = 4  # letters: an upper-case word of up to so many is a short form, found only where it is one of a place
ADJECTIVE = "amod"  # the grammatical relation of an adjective to its noun
PERSON = "PERSON"
UNLISTED_TYPES = frozenset({"GPE", "LOC"})  # a building that nobody lists is told by its sort alone
PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})


class Candidate(Record, frozen=True):
    """Words that may name a place.

    Attributes:
        first, last: Token rows, half open.
        name: The words, without a word that tells the sort or the part of the place where only the rest is known.
        places: What the gazetteer has under the name; empty where it has nothing.
        sort: The precision that a word beside or in the name tells, or None.
    """

    first: int
    last: int
    name: str
    places: tuple[Place, ...]
    sort: Precision | None


class Candidates:
    """Reads one document for runs of words that may name a place."""

    def __init__(self, grammar: Grammar, words: PlaceWords, gazetteer: Gazetteer) -> None:
        self._grammar, self._words, self._gazetteer = grammar, words, gazetteer
        self._tokens = grammar.tokens
        rows = range(len(grammar.tokens))
        self._capital = [_is_capital(grammar.word(row)) for row in rows]
        # What may stand inside a name: a capital, or a small word of names
        self._inside = [self._capital[row] or grammar.lower(row) in words.inside for row in rows]

    def __iter__(self) -> Iterator[Candidate]:
        """Yield the longest known name at each row, and what the parser or a word beside takes for a place."""
        for first, last in self._grammar.document.sentences:
            row = first
            while row < last:
                candidate = None
                if self._may_begin(row):
                    candidate = self._known(row, last) or self._unlisted(row, last)
                if candidate is not None:
                    yield candidate
                row = candidate.last if candidate is not None else row + 1

    def _may_begin(self, row: int) -> bool:
        """Can a name begin here: a capital, or an article that is joined to the next word ("al-Asad")?"""
        if self._grammar.lower(row) in self._words.articles:
            return False
        joined = row + 2 < len(self._tokens) and self._grammar.word(row + 1) == "-"
        return joined or self._capital[row]

    def _known(self, row: int, end: int) -> Candidate | None:
        """The longest name at this row that the gazetteer has, as it stands or without words of sort and part."""
        for last in range(self._reach(row, end), row, -1):
            if not self._may_be_name(row, last):
                continue
            if self._is_part(row, last):
                continue
            name = self._text(row, last)
            places = self._look_up(name)
            if not places:
                name, places = self._reduced(row, last)
            if places:
                return self._with_feature(Candidate(row, last, name, places, self._sort(row, last)), end)
        return None

    def _with_feature(self, known: Candidate, end: int) -> Candidate:
        """A name that the next capitalised word makes another place's: "Plum Island" is not Plum."""
        last = known.last
        if last < end and self._grammar.word(last)[0].isupper() and self._grammar.lower(last) in self._words.feature:
            return Candidate(known.first, last + 1, self._text(known.first, last + 1), (), known.sort)
        return known

    def _reach(self, row: int, end: int) -> int:
        """Where a name from this row on ends at the latest: behind the first word that cannot stand inside one."""
        latest = min(end, row + LONGEST_NAME)
        return next((at + 1 for at in range(row, latest) if not self._inside[at]), latest)

    def _may_be_name(self, first: int, last: int) -> bool:
        """Do the words look like one name: capitals, small words of names between them, perhaps a word of sort?"""
        if self._capital[last - 1]:
            return all(self._inside[first:last])
        sort = last - first > 1 and self._grammar.word(last - 1).lower() in self._words.feature
        return sort and all(self._inside[first : last - 1])

    def _is_part(self, first: int, last: int) -> bool:
        """Are these only words of part and sort ("the South", "International Airport")?"""
        return all(self._grammar.lower(row) in self._words.generic for row in range(first, last))

    def _text(self, first: int, last: int) -> str:
        """The words as they stand."""
        return self._grammar.span(first, last).of(self._grammar.text)

    def _look_up(self, name: str) -> tuple[Place, ...]:
        """What the gazetteer has under a name; a short form such as "US" counts only where it is just that."""
        places = tuple(place for place in self._gazetteer.places(name) if place.exact in ("", name))
        marked = tuple(place for place in places if place.exact)
        if marked or (len(name) <= LONGEST_MARK and name.isupper()):
            return marked
        return places

    def _reduced(self, first: int, last: int) -> tuple[str, tuple[Place, ...]]:
        """What the gazetteer has without a last word of sort ("Province", "base") or first words of part ("North").

        Only a site keeps its place without a word like "base": Plum Island is not Plum.
        """
        words = self._words
        stop = last
        ending = self._grammar.lower(stop - 1) if stop - first > 1 else ""
        if ending in words.area or ending in words.feature:
            stop -= 1
        while stop < last and stop - first > 1 and self._grammar.lower(stop - 1) in words.service:
            stop -= 1
        start = first
        while stop > start:
            places = self._look_up(self._text(start, stop)) if self._may_be_name(start, stop) else ()
            if ending in words.feature:
                places = tuple(place for place in places if place.kind == "site")
            if places or self._grammar.lower(start) not in words.parts:
                return self._text(start, stop), places
            start += 1
        return "", ()

    def _sort(self, first: int, last: int) -> Precision | None:
        """What the last word of the name, or a word beside it, says of its sort."""
        grammar, words = self._grammar, self._words
        inner = words.sort_after(grammar.lower(last - 1)) if last - first > 1 else None
        after = words.sort_after(grammar.lower(last)) if last < len(self._tokens) else None
        two = " ".join(grammar.lower(row) for row in range(max(0, first - 2), first))
        article = " ".join(grammar.lower(row) for row in range(max(0, first - 3), first)).removesuffix(" the")
        return inner or after or words.ahead.get(two) or words.ahead.get(article)

    def _unlisted(self, row: int, end: int) -> Candidate | None:
        """A name that the gazetteer does not have, but the parser or a word of sort takes for a place."""
        last = row
        while last < end and self._grammar.word(last)[0].isupper() and self._tokens.pos[last] == "PROPN":
            last += 1
        start, stop = self._entity(row)
        if self._tokens.name[row] in PLACE_TYPES and start in (row, row - 1):
            last = stop
        if last == row or not self._may_be_name(row, last) or self._text(row, last).isupper():
            return None
        sort = self._sort(row, last)
        if self._tokens.pos[last - 1] != "PROPN" or self._tokens.dep[last - 1] == ADJECTIVE:
            return None
        typed = {self._tokens.name[at] for at in range(row, last)} <= UNLISTED_TYPES
        where = self._tokens.name[last - 1] == PERSON and is_where(self._grammar, self._words, row, last)
        if not (typed or sort or where) or self._holds_known(row, last) or self._is_part(row, last):
            return None
        return Candidate(row, last, self._text(row, last), (), sort)

    def _entity(self, row: int) -> tuple[int, int]:
        """The rows of the parser's name that a row stands in."""
        return entity(self._grammar, row)

    def _holds_known(self, first: int, last: int) -> bool:
        """Does a name of a country, region or the like stand within the words?"""
        rows = (row for row in range(first + 1, last) if self._may_begin(row))
        inner = (self._known(row, last) for row in rows if self._words.sort_after(self._grammar.lower(row)) is None)
        return any(one and any(place.kind in ("country", "region", "area") for place in one.places) for one in inner)


def _is_capital(word: str) -> bool:
    """Does a word begin with a capital or digit, be it after an elided article ("d'Ivoire")?"""
    return word[0].isupper() or word[0].isdigit() or (word[1:2] in ("'", "’") and word[2:3].isupper())


def is_where(grammar: Grammar, words: PlaceWords, first: int, last: int) -> bool:
    """Does a name stand bare behind a word of place: "*in* Kerry", "*shelled* Kerry", "*the siege of* Kerry"?

    Nobody is in a person, or lays siege to one.
    """
    governor, before = grammar.governor(first, last), first - 1
    if (
        before < 0
        or grammar.head(governor) != before
        or any(grammar.lower(row) in words.titles for row in range(first, last))
    ):
        return False
    dep = grammar.tokens.dep[governor]
    follows = words.before if dep == "pobj" else words.struck if dep == "dobj" else ()
    if dep == "pobj" and before and grammar.lower(before - 1) in words.only_places:
        follows = words.striking[grammar.lower(before - 1)]
    return grammar.tokens.lemma[before].lower() in follows


def entity(grammar: Grammar, row: int) -> tuple[int, int]:
    """The rows of the parser's name that a row stands in; the row alone where it stands in none."""
    tokens = grammar.tokens
    first, last = row, row + 1
    if not tokens.name[row]:
        return first, last
    while not tokens.name_begins[first] and first > 0:
        first -= 1
    while last < len(tokens) and tokens.name[last] and not tokens.name_begins[last]:
        last += 1
    return first, last
