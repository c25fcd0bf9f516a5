"""Evidence: whether words that may name a place do, by the parser's name types, the gazetteer and the words around.

Each piece of evidence is a part of a point; `ENOUGH` makes a place. The weights were set by hand and checked on the
`places` bench.
"""

from collections.abc import Iterator

from dragoman.find.places.candidates import PERSON, PLACE_TYPES, Candidate, entity, is_where
from dragoman.find.places.words import PlaceWords
from dragoman.grammar import Grammar
from dragoman.knowledge.places import Place
from dragoman.model import Mentions, Record

ENOUGH = 0.5
TYPED_PLACE = 0.4  # the parser takes the words for a place
NO_PERSON = 0.3  # it takes them for a person, but they stand where a place does ("in Kerry")
TYPED_OTHER = -0.35  # it takes just these words for a person, a body or something else
FULL_NAME = -0.8  # it takes them for a person, and they are two words or more ("Pancho Villa")
PART_OF_PLACE = -0.35  # it takes them for a part of a longer place name
PART_OF_OTHER = -1.0  # it takes them for a part of a longer name of another sort ("New York Times")
EDGE_OF_BODY = -0.35  # they open or end the name of a body ("U.S. Department of State"): a country still is one
COUNTRY = 0.9  # a country or continent bears the name
PART_OF_WORLD = 0.75  # a sea, river, part of the world or capital does
WELL_KNOWN = 0.6  # a region, a site of ours, or a city of more than `LARGE_CITY` people by its own name
KNOWN = 0.15  # the gazetteer has the name otherwise
AFTER_PLACE_WORD = 0.25  # "in", "near" stand before it
AFTER_OTHER_WORD = 0.05  # "from", "of" stand before it
IN_CHAIN = 0.3  # a place follows or precedes after a comma or "and"
SORT_WORD = 0.45  # "province", "Lake" stand with it
CALLED = 0.45  # "the town of", "the province of" stand right before it: whatever the parser takes it for, it is one
SAME_NAME = 0.4  # the same name is a place elsewhere in the document
AFTER_TITLE = -0.6  # "Mr.", "President" stand before it
ORDINARY_WORD = -0.5  # the document has it in lower case, too, or it tells sorts of places itself ("Battle", "Lake")
OPENS_NAME = (
    -0.35
)  # another capitalised word, or "of" and one, stands right after it ("Lake Champlain", "King of Spain")
ACTORS_NAME = -1.5  # the knowledge base of actors has it, and the gazetteer has not ("Islamic State")
GOVERNMENT = -1.5  # the actor finder takes it for a government ("Washington said")
PERSONS_NAME = -0.5  # a person of the document bears it ("Michael Jordan")
BEFORE_BODY = -1.5  # "Times", "University" stand after it
BEFORE_THING = -1.5  # "virus", "dollar" stand after it: they are called after the place
AFTER_NAME = -0.3  # a capitalised word stands right before it ("Agent Orange")
NOT_A_NAME = -0.6  # the parser takes it for an ordinary word
MONEY = -1.0  # it stands with a sign of money ("US$")
LARGE_CITY = 100_000  # people
LARGEST_CITY = 1_000_000  # people: such a city is known by its other names, too ("Calcutta")
WIDE_KINDS = frozenset({"country", "continent", "area", "region"})
LOCAL_KINDS = frozenset({"city", "airport"})
ACTS_AS = frozenset({"nsubj"})  # the grammatical relation of who acts


class Weighed(Record, frozen=True):
    """A candidate with the evidence that it names a place; `because` holds each piece in words."""

    candidate: Candidate
    score: float
    because: tuple[str, ...]

    @property
    def is_place(self) -> bool:
        """Is the evidence enough?"""
        return self.score >= ENOUGH

    def more(self, weight: float, reason: str) -> "Weighed":
        """The same with one more piece of evidence."""
        return Weighed(self.candidate, self.score + weight, (*self.because, reason))


class Evidence:
    """Weighs the candidates of one document."""

    def __init__(self, grammar: Grammar, words: PlaceWords, found: Mentions) -> None:
        self._grammar, self._words = grammar, words
        self._tokens = grammar.tokens
        self._persons = self._names_of_persons()
        self._ordinary = {
            self._grammar.word(row) for row, pos in enumerate(self._tokens.pos) if pos in ("NOUN", "VERB", "ADJ", "ADV")
        }
        self._known_actors = {(actor.start, actor.end) for actor in found.actors if actor.id.startswith("kb:")}
        self._governments = {
            (actor.start, actor.end)
            for actor in found.actors
            if actor.kind in ("name", "possessive") and actor.sector == "GOV"
        }

    def weigh(self, candidates: list[Candidate]) -> list[Weighed]:
        """Weigh each by itself, then by its neighbours and the places of the same name."""
        weighed = [self._alone(candidate) for candidate in candidates]
        self._lend_names(weighed)
        self._lend_neighbours(weighed, range(1, len(weighed)), -1)
        self._lend_neighbours(weighed, range(len(weighed) - 2, -1, -1), 1)
        return [one for one in weighed if one.is_place]

    def _alone(self, candidate: Candidate) -> Weighed:
        """Add up what the candidate itself and the words around it say."""
        evidence = [*self._by_type(candidate), *self._by_gazetteer(candidate), *self._by_context(candidate)]
        return Weighed(candidate, sum(weight for weight, _ in evidence), tuple(reason for _, reason in evidence))

    def _by_type(self, candidate: Candidate) -> Iterator[tuple[float, str]]:
        """What the parser's name types say."""
        row = self._last_capital(candidate)
        kind = self._tokens.name[row]
        start, stop = entity(self._grammar, row)
        start += self._grammar.lower(start) == "the" and start < row
        inside = start < candidate.first or stop > candidate.last
        if kind in PLACE_TYPES:
            yield TYPED_PLACE, f"the parser takes it for a place ({kind})"
            if inside and self._goes_on(candidate, start, stop):
                yield PART_OF_PLACE, "the parser's name is longer"
        elif kind == "ORG" and inside and _is_wide(candidate) and (candidate.first == start or candidate.last == stop):
            yield EDGE_OF_BODY, "it opens or ends the name of a body"
        elif kind and inside:
            yield PART_OF_OTHER, f"it is a part of a longer name ({kind})"
        elif kind == PERSON and is_where(self._grammar, self._words, candidate.first, candidate.last):
            yield NO_PERSON, "the parser takes it for a person, but it stands where a place does"
        elif kind == PERSON and self._capitals(candidate) > 1 and not candidate.sort:
            yield FULL_NAME, "the parser takes it for a person's full name"
        elif kind:
            yield TYPED_OTHER, f"the parser takes it for another name ({kind})"
        elif self._tokens.pos[row] != "PROPN":
            yield NOT_A_NAME, "the parser takes it for an ordinary word"

    def _capitals(self, candidate: Candidate) -> int:
        """How many of its words begin with a capital: one of "al-Qaim"."""
        return sum(self._grammar.word(row)[0].isupper() for row in range(candidate.first, candidate.last))

    def _last_capital(self, candidate: Candidate) -> int:
        """The last word of the name that begins with a capital: "Assad" of "Ain al-Assad airbase"."""
        rows = range(candidate.first, candidate.last)
        return max((row for row in rows if self._grammar.word(row)[0].isupper()), default=candidate.last - 1)

    def _goes_on(self, candidate: Candidate, start: int, stop: int) -> bool:
        """Do other capitalised words stand with the candidate in the parser's name?"""
        rows = [*range(start, candidate.first), *range(candidate.last, stop)]
        outside = [row for row in rows if self._grammar.lower(row) not in self._words.parts]
        return any(self._grammar.word(row)[0].isupper() for row in outside)

    def _by_gazetteer(self, candidate: Candidate) -> Iterator[tuple[float, str]]:
        """What the gazetteer says."""
        places = candidate.places
        kinds = {place.kind for place in places if place.own_name}
        if kinds & {"country", "continent"}:
            yield COUNTRY, "a country or continent has the name"
        elif kinds & {"area", "capital"}:
            yield PART_OF_WORLD, "a part of the world or a capital has the name"
        elif any(_well_known(place) for place in places):
            yield WELL_KNOWN, "a well-known place has the name"
        elif places:
            yield KNOWN, "the gazetteer has the name"

    def _by_context(self, candidate: Candidate) -> Iterator[tuple[float, str]]:
        """What the words around say."""
        before, after = candidate.first - 1, candidate.last
        if before >= 0 and self._grammar.lower(before) == "the":
            before -= 1
        lemma = self._tokens.lemma[before].lower() if before >= 0 else ""
        following = self._lower(after)
        if lemma in self._words.before:
            yield AFTER_PLACE_WORD, f'"{lemma}" stands before it'
        if lemma in self._words.before_much:
            yield self._by_link(before, lemma)
        if lemma in self._words.titles:
            yield AFTER_TITLE, f'"{lemma}" stands before it'
        if candidate.sort:
            yield SORT_WORD, f"a word with it tells a {candidate.sort}"
        if before > 0 and f"{self._lower(before - 1)} {self._lower(before)}" in self._words.ahead:
            yield CALLED, "the words before it say what it is"
        if following in self._words.bodies and self._grammar.word(after)[0].isupper():
            yield BEFORE_BODY, f'"{following}" stands after it'
        if following in self._words.things:
            yield BEFORE_THING, f'"{following}" is called after it'
        if self._follows_name(candidate.first):
            yield AFTER_NAME, "it ends another name"
        if "$" in (lemma, following):
            yield MONEY, "it is a sign of money"
        if candidate.name in self._persons and not (candidate.places and lemma in self._words.before):
            yield PERSONS_NAME, "a person of the document has the name"
        if self._stands_for_government(candidate):
            yield GOVERNMENT, "it stands for a government that acts"
        if not any(place.kind in WIDE_KINDS for place in candidate.places):
            yield from self._by_wording(candidate)

    def _by_link(self, row: int, lemma: str) -> tuple[float, str]:
        """What a word that may lead to a place says: surely behind what befalls places ("the siege *of* X")."""
        struck = self._lower(row - 1) if row else ""
        if lemma in self._words.striking.get(struck, ()):
            return AFTER_PLACE_WORD, f'"{struck} {lemma}" stands before it'
        return AFTER_OTHER_WORD, f'"{lemma}" stands before it'

    def _stands_for_government(self, candidate: Candidate) -> bool:
        """Does the actor finder take a city's or palace's name, that is the subject of something, for a government?"""
        span = self._grammar.span(candidate.first, candidate.last)
        acts = self._tokens.dep[self._grammar.governor(candidate.first, candidate.last)] in ACTS_AS
        is_local = any(place.precision in ("city", "site") for place in candidate.places)
        return acts and is_local and not _is_country(candidate) and (span.start, span.end) in self._governments

    def _by_wording(self, candidate: Candidate) -> Iterator[tuple[float, str]]:
        """What speaks against a lesser place's name: ordinary words, and longer names that it opens."""
        if self._lower(candidate.last) in self._words.units:
            yield BEFORE_BODY, "it is the name of a unit"
        span = self._grammar.span(candidate.first, candidate.last)
        if not candidate.places and (span.start, span.end) in self._known_actors:
            yield ACTORS_NAME, "a known actor has the name"
        word = candidate.name.lower()
        known = self._words.sort_after(word) or word in self._words.ahead or word in self._words.titles
        if known or word in self._ordinary:
            yield ORDINARY_WORD, "it is an ordinary word, too"
        if self._opens_name(candidate.last):
            yield OPENS_NAME, "it opens a longer name"

    def _opens_name(self, row: int) -> bool:
        """Does a name go on here, with or without "of", that is no name of its own and no word of sort?"""
        row += self._lower(row) == "of"
        if row >= len(self._tokens) or self._tokens.pos[row] != "PROPN" or self._tokens.name_begins[row]:
            return False
        return self._grammar.word(row)[0].isupper() and not self._words.sort_after(self._lower(row))

    def _lower(self, row: int) -> str:
        """The word in lower case; "" behind the last."""
        return self._grammar.lower(row) if row < len(self._tokens) else ""

    def _follows_name(self, row: int) -> bool:
        """Does another name, that is no place and no word of part, stand right before?"""
        if row == 0 or self._tokens.name[row - 1] in PLACE_TYPES or self._tokens.pos[row - 1] != "PROPN":
            return False
        word = self._grammar.word(row - 1)
        return word[0].isupper() and word.lower() not in self._words.parts and word.lower() not in self._words.titles

    def _names_of_persons(self) -> frozenset[str]:
        """First and last words of the persons' names of several words."""
        names = set()
        for row, begins in enumerate(self._tokens.name_begins):
            if begins and self._tokens.name[row] == PERSON:
                first, last = entity(self._grammar, row)
                if last - first > 1:
                    names |= {self._grammar.word(first), self._grammar.word(last - 1)}
        return frozenset(names)

    def _lend_names(self, weighed: list[Weighed]) -> None:
        """A name that is a place in one sentence is likelier one in the others."""
        sure = {one.candidate.name for one in weighed if one.is_place}
        for number, one in enumerate(weighed):
            if not one.is_place and one.candidate.name in sure:
                weighed[number] = one.more(SAME_NAME, "the same name is a place elsewhere")

    def _lend_neighbours(self, weighed: list[Weighed], numbers: range, step: int) -> None:
        """A name beside a place, after a comma or "and", is likelier a place."""
        for number in numbers:
            one, other = weighed[number], weighed[number + step]
            if not one.is_place and other.is_place and self._linked(one.candidate, other.candidate):
                weighed[number] = one.more(IN_CHAIN, f'it stands with "{other.candidate.name}"')

    def _linked(self, one: Candidate, other: Candidate) -> bool:
        """Does nothing but commas and words like "and" stand between the two?"""
        left, right = sorted((one, other), key=lambda candidate: candidate.first)
        between = {self._grammar.lower(row) for row in range(left.last, right.first)}
        return bool(between) and between <= self._words.line


def _is_country(candidate: Candidate) -> bool:
    """Does a country bear the name?"""
    return any(place.kind == "country" for place in candidate.places)


def _is_wide(candidate: Candidate) -> bool:
    """Does a country or region bear the name?"""
    return any(place.kind in ("country", "region") for place in candidate.places)


def _well_known(place: Place) -> bool:
    """Is the place known beyond its surroundings?"""
    return place.kind not in LOCAL_KINDS or place.population >= (LARGE_CITY if place.own_name else LARGEST_CITY)
