"""Settle: which of the places that bear a name is meant, by what it lies in or holds, its size, and what else is named.

Every place of a name gets a score; the best is taken where it is good enough. Distances and countries are measured
against what was taken for the document's other names, so this is done in rounds.
"""

from collections import Counter
from math import asin, cos, log10, radians, sin, sqrt

from dragoman.find.places.candidates import Candidate
from dragoman.find.places.words import PlaceWords
from dragoman.grammar import Grammar
from dragoman.knowledge.places import Place
from dragoman.model import Mentions, Record

# Parts of the score of a place for a name. Set by hand, checked on the `places` bench.
SIZE = 1.2  # for each power of ten of its population
OWN_NAME = 1.5  # the name is its own, not an alternate one
OTHER_NAME = 1.0  # the name is an alternate one of a large city ("Geneva" for Genève)
CAPITAL = 1.5  # it is the capital of its country
CONTAINED = 6.0  # the text says what it lies in ("Portland, Oregon")
CONTAINS = 4.0  # the text says what lies in it ("Buffalo, New York")
CONTRADICTED = -3.0  # the text says what it lies in, and it does not
IN_LINE = (
    3.0  # times the share of the names in line with it that are of its kind and country ("Utah, Georgia and Ohio")
)
SAME_COUNTRY = 2.5  # times the share of the document's countries that is its own
NEARNESS = 2.0  # times how near the document's other places are, 1 down to 0
SORT_FITS = 2.0  # the word beside the name tells its sort
SORT_CLASHES = -3.5  # the word tells a region, and the place is none
ARTICLE = -6.0  # "the Middle East" is no town
NAMESAKE = -3.0  # a region whose city has the same name: the city is meant, unless something says otherwise
ENOUGH = 7.0  # below, no place is taken; a city of 50,000 has it by its own name, a smaller one needs surroundings
SURE = 12.0  # a score that counts as certain
NEAR_KM = 300.0  # at this distance nearness is a half
NEIGHBOURS = 3  # how many of the nearest other places count
CITY_KM = 50.0  # one of our own sites and towns so near to a city of its country may be said to lie in it
REGION_KM = 250.0  # a place so near to the middle of a region of its country lies in it, where codes are not known
ROUNDS = 3
EARTH_KM = 6371.0088  # mean radius

# What a place that has no population of its own counts like, in powers of ten.
SIZE_OF_KIND = {
    "country": 9.0,
    "continent": 9.0,
    "area": 8.0,
    "region": 6.5,
    "county": 5.0,
    "site": 6.0,
    "town": 6.0,
}
SMALLEST = {"airport": 100_000}  # people that the smallest of a kind counts like
RANK = {"country": 2, "region": 1, "county": 1}  # what can hold another place, and what it stands beside in a list
LARGE_CITY = 100_000  # people
NAMESAKE_CITY = 50_000  # people: such a city is a namesake of its region by an alternate name, too ("Raqqa")


class Settled(Record, frozen=True):
    """The place that is meant, or None, with a score from 0 to 1 and the reason."""

    place: Place | None
    score: float
    reason: str


class _Choice(Record, frozen=True):
    """A place with its score, and whether only this mention's neighbour speaks for it."""

    score: float
    place: Place
    held: bool
    local: bool


def kilometres(here: Place, there: Place) -> float:
    """Great-circle distance of two places."""
    a, c = radians(here.lat or 0.0), radians(there.lat or 0.0)
    b, d = radians(here.lon or 0.0), radians(there.lon or 0.0)
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def settle(grammar: Grammar, words: PlaceWords, candidates: list[Candidate], found: Mentions) -> list[Settled]:
    """Return for each name the place that is meant, in the same order."""
    return _Settler(grammar, words, candidates, found).settled()


class _Settler:
    """Settles the names of one document."""

    def __init__(self, grammar: Grammar, words: PlaceWords, candidates: list[Candidate], found: Mentions) -> None:
        self._grammar, self._words, self._candidates = grammar, words, candidates
        self._named = Counter(actor.country for actor in found.actors if actor.country)
        for one in candidates:
            self._named.update(place.country for place in one.places[:1] if place.kind == "country" and place.country)
        self._follows = [self._into(number) for number in range(len(candidates))]
        self._lines = [self._line(number) for number in range(len(candidates))]
        self._chosen: list[_Choice | None] = [None] * len(candidates)

    def settled(self) -> list[Settled]:
        """Settle in rounds, each measuring against what the last one took."""
        distinct = {_key(one): one for one in self._candidates}
        fits = {key: [_fit(place, one) for place in one.places] for key, one in distinct.items()}
        before, scores = None, fits
        for _ in range(ROUNDS):
            anchors = {one.name: choice.place for one, choice in self._pairs() if choice and choice.score >= ENOUGH}
            if anchors != before:
                scores = {key: self._by_surroundings(one, fits[key], anchors) for key, one in distinct.items()}
                before = anchors
            chosen = [self._best(number, scores[_key(one)]) for number, one in enumerate(self._candidates)]
            self._chosen = self._one_sense(chosen)
        return [self._verdict(one, choice) for one, choice in self._pairs()]

    def _pairs(self) -> list[tuple[Candidate, _Choice | None]]:
        return list(zip(self._candidates, self._chosen, strict=True))

    def _between(self, number: int) -> list[str]:
        """The words between a name and the next, where they are few."""
        if not 0 <= number < len(self._candidates) - 1:
            return []
        first, last = self._candidates[number].last, self._candidates[number + 1].first
        return [self._grammar.lower(row) for row in range(first, last)] if last - first <= 3 else []

    def _into(self, number: int) -> bool:
        """Does the next name say what this one lies in: behind a comma, "in" or a bracket?"""
        between = self._between(number)
        within = self._words.within
        return bool(between) and between[0] in within and set(between) <= within | self._words.within_inner

    def _line(self, number: int) -> list[int]:
        """The names right before and after in a line ("Utah, Georgia and Ohio")."""
        beside = {number - 1: self._between(number - 1), number + 1: self._between(number)}
        return [other for other, between in beside.items() if between and set(between) <= self._words.line]

    def _holders(self, number: int) -> tuple[Place, ...]:
        """The countries and regions that the next name, which says what this one lies in, may be."""
        while self._follows[number]:
            number += 1
            holders = tuple(place for place in self._candidates[number].places if place.kind in RANK)
            if holders:
                return holders
        return ()

    def _held(self, number: int) -> tuple[Place, ...]:
        """The places that the name before, which this one says the whereabouts of, may be."""
        return self._candidates[number - 1].places if number and self._follows[number - 1] else ()

    def _by_surroundings(self, one: Candidate, fits: list[float], anchors: dict[str, Place]) -> list[float]:
        """What speaks for each place of a name in the whole document: itself, its country, its distance to others."""
        others = [place for name, place in anchors.items() if name != one.name]
        countries = Counter(place.country for place in others if place.country and place.kind != "country")
        countries.update(self._named)
        total = max(1, countries.total())
        return [
            fit + SAME_COUNTRY * countries[place.country or ""] / total + NEARNESS * _nearness(place, others)
            for place, fit in zip(one.places, fits, strict=True)
        ]

    def _best(self, number: int, scores: list[float]) -> _Choice | None:
        """The best place for one mention of a name, with what its neighbours say."""
        one = self._candidates[number]
        holders = tuple(holder for holder in self._holders(number) if not _in_list(one, holder))
        held = [place for place in self._held(number) if place.own_name]
        line = [choice.place for at in self._lines[number] if (choice := self._chosen[at])]
        choices = []
        for place, score in zip(one.places, scores, strict=True):
            within = any(_within(place, holder) for holder in holders)
            around = any(_within(other, place) for other in held)
            in_line = sum(_alike(place, other) for other in line) / max(1, len(line))
            elsewhere = bool(holders) and not within and bool(place.country) and place.kind not in RANK
            told = CONTAINED * within + CONTAINS * around + CONTRADICTED * elsewhere + IN_LINE * in_line
            told += ARTICLE * (place.precision == "city" and self._has_article(one))
            choices.append(_Choice(score + told, place, within, bool(within or around or in_line)))
        return max(choices, key=lambda choice: choice.score) if choices else None

    def _has_article(self, one: Candidate) -> bool:
        """Does an article belong to the name itself ("*the* Levant"), not to a noun behind it ("the Paris mayor")?"""
        before = one.first - 1
        if before < 0 or self._grammar.lower(before) not in self._words.articles:
            return False
        return self._grammar.head(before) in range(one.first, one.last)

    def _one_sense(self, chosen: list[_Choice | None]) -> list[_Choice | None]:
        """A name keeps one meaning through a document, but for mentions whose neighbours say otherwise."""
        best: dict[str, _Choice] = {}
        for one, choice in zip(self._candidates, chosen, strict=True):
            spreads = choice and (choice.held or not choice.local)
            if choice and spreads and (one.name not in best or choice.score > best[one.name].score):
                best[one.name] = choice
        return [
            choice if choice and choice.local else best.get(one.name, choice)
            for one, choice in zip(self._candidates, chosen, strict=True)
        ]

    def _verdict(self, one: Candidate, choice: _Choice | None) -> Settled:
        """Say which place is meant and why, or why none is."""
        if choice is None:
            return Settled(None, 0.3, "null: the gazetteer does not have the name")
        place = choice.place
        if choice.score < ENOUGH:
            return Settled(None, 0.3, f"null: no place of the name fits well enough ({place.name}, {place.country})")
        told = "what stands beside it says so" if choice.local else "by size and surroundings"
        reason = f"{place.name} ({place.kind}), of {len(one.places)} so called: {told}"
        return Settled(place, min(1.0, choice.score / SURE), reason)


def _key(one: Candidate) -> tuple[str, str | None]:
    """What mentions have in common to which the whole document says the same."""
    return one.name, one.sort


def _fit(place: Place, one: Candidate) -> float:
    """What a place by itself has for being meant by a name."""
    size = SIZE_OF_KIND.get(place.kind, log10(max(SMALLEST.get(place.kind, 10), place.population)))
    namesake = place.kind == "region" and any(
        other.precision == "city"
        and (other.own_name or other.population >= NAMESAKE_CITY)
        and (other.country, other.region) == (place.country, place.region)
        for other in one.places
    )
    sort_fits = one.sort is not None and one.sort == place.precision
    wide = any(other.own_name and other.kind not in ("city", "capital", "airport") for other in one.places)
    other_name = not place.own_name and place.population >= LARGE_CITY and not wide
    sort_clashes = one.sort == "region" and (place.precision == "city" or place.kind == "airport")
    score = size * SIZE + OWN_NAME * place.own_name + OTHER_NAME * other_name + CAPITAL * (place.kind == "capital")
    score += SORT_FITS * sort_fits + SORT_CLASHES * sort_clashes
    return score + NAMESAKE * (namesake and not sort_fits)


def _within(place: Place, holder: Place) -> bool:
    """Does a place lie in a country, region or city?"""
    if place.country != holder.country or place.country is None:
        return False
    if holder.precision == "city":
        return place.kind in ("town", "site") and kilometres(place, holder) <= CITY_KM
    if RANK.get(place.kind, 0) >= RANK.get(holder.kind, 0):
        return False
    if holder.kind == "country" or (holder.region and place.region):
        return holder.kind == "country" or place.region == holder.region
    return kilometres(place, holder) <= REGION_KM


def _in_list(one: Candidate, holder: Place) -> bool:
    """Do a name and the next stand side by side in a list ("Washington, Oregon") rather than one in the other?"""
    rank = RANK[holder.kind]
    return any(
        RANK.get(place.kind, 0) == rank and (rank > 1 or place.country == holder.country) for place in one.places
    )


def _alike(place: Place, other: Place) -> bool:
    """Are two places countries, or regions of one country?"""
    return place.kind == other.kind and (
        place.kind == "country" or (place.kind == "region" and place.country == other.country)
    )


def _nearness(place: Place, others: list[Place]) -> float:
    """How near a place is to the nearest others of the document, from 1 down to 0."""
    near = sorted(kilometres(place, other) for other in others)[:NEIGHBOURS]
    return sum(NEAR_KM / (NEAR_KM + distance) for distance in near) / max(1, len(near))
