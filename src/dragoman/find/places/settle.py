"""Settle: which of the places that bear a name is meant, by what contains it, its size, and what else is named."""

from collections import Counter
from math import asin, cos, log10, radians, sin, sqrt

from dragoman.find.places.candidates import Candidate
from dragoman.grammar import Grammar
from dragoman.knowledge.places import Place
from dragoman.model import Mentions, Record

# Parts of the score of a place for a name. Set by hand, checked on the `places` bench.
SIZE = 1.0  # for each power of ten of its population
OWN_NAME = 1.5  # the name is its own, not an alternate one
CONTAINED = 6.0  # the text itself says what it lies in ("Portland, Oregon")
SAME_COUNTRY = 3.0  # times the share of the document's countries that is its own
NEARNESS = 3.0  # times how near the document's other places are, 1 down to 0
SORT_FITS = 4.0  # the word beside the name tells its sort
NEAR_KM = 300.0  # at this distance nearness is a half
ENOUGH = 4.5  # of a city: below, no place is taken
ROUNDS = 3  # of settling: each round measures distances to what the last one took
EARTH_KM = 6371.0088  # mean radius

# What a place counts like that has no population of its own, in powers of ten.
SIZE_OF_KIND = {
    "country": 9.0,
    "continent": 9.0,
    "area": 8.0,
    "region": 5.5,
    "county": 4.0,
    "site": 6.0,
    "airport": 5.0,
}


class Settled(Record, frozen=True):
    """The place that is meant, or None, with a score from 0 to 1 and the reason."""

    place: Place | None
    score: float
    reason: str


def kilometres(here: Place, there: Place) -> float:
    """Great-circle distance of two places with points."""
    a, b, c, d = (radians(value or 0.0) for value in (here.lat, here.lon, there.lat, there.lon))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def settle(grammar: Grammar, spotted: list[Candidate], found: Mentions) -> list[Settled]:
    """Return for each spotted name the place that is meant, in the same order."""
    support = _countries(spotted, found)
    containers = [_container(grammar, spotted, number) for number in range(len(spotted))]
    chosen: list[tuple[float, Place] | None] = [None] * len(spotted)
    for _ in range(ROUNDS):
        anchors = {one.name: best[1] for one, best in zip(spotted, chosen, strict=True) if best}
        chosen = [
            _best(one, container, support, [place for name, place in anchors.items() if name != one.name])
            for one, container in zip(spotted, containers, strict=True)
        ]
        chosen = _one_sense(spotted, containers, chosen)
    return [_verdict(one, best, container) for one, best, container in zip(spotted, chosen, containers, strict=True)]


def _countries(spotted: list[Candidate], found: Mentions) -> Counter[str]:
    """How often each country is named or an actor of it stands in the document."""
    support: Counter[str] = Counter(actor.country for actor in found.actors if actor.country)
    for one in spotted:
        for place in one.places[:1]:
            if place.kind == "country" and place.country:
                support[place.country] += 1
    return support


def _container(grammar: Grammar, spotted: list[Candidate], number: int) -> tuple[Place, ...]:
    """What the text says the place lies in: the name right after it, behind a comma, "in" or a bracket."""
    if number + 1 >= len(spotted):
        return ()
    one, following = spotted[number], spotted[number + 1]
    between = [grammar.lower(row) for row in range(one.last, following.first)]
    if between and len(between) <= 3 and between[0] in (",", "in", "(") and set(between) <= {",", "in", "(", "the"}:
        return tuple(place for place in following.places if place.kind in ("country", "region"))
    return ()


def _within(place: Place, container: Place) -> bool:
    """Does a place lie in a country or region?"""
    if place.country != container.country or place.kind == "country":
        return False
    return container.kind == "country" or (bool(place.region) and place.region == container.region)


def _best(
    one: Candidate, containers: tuple[Place, ...], support: Counter[str], anchors: list[Place]
) -> tuple[float, Place] | None:
    """The best place for a name, with its score."""
    total = sum(support.values())
    rated = []
    for place in one.places:
        score = _size(place) * SIZE + OWN_NAME * place.own_name
        score += CONTAINED * any(_within(place, container) for container in containers)
        score += SORT_FITS * (one.sort is not None and one.sort == place.precision)
        if total:
            score += SAME_COUNTRY * support[place.country or ""] / total
        if anchors and place.lat is not None:
            near = sorted(kilometres(place, anchor) for anchor in anchors if anchor.lat is not None)[:3]
            score += NEARNESS * sum(NEAR_KM / (NEAR_KM + distance) for distance in near) / max(1, len(near))
        rated.append((score, place))
    return max(rated, key=lambda pair: pair[0]) if rated else None


def _size(place: Place) -> float:
    """How large a place counts, in powers of ten."""
    return SIZE_OF_KIND.get(place.kind) or log10(max(10, place.population))


def _one_sense(
    spotted: list[Candidate], containers: list[tuple[Place, ...]], chosen: list[tuple[float, Place] | None]
) -> list[tuple[float, Place] | None]:
    """A name keeps one meaning through a document: the one that has the highest score anywhere in it."""
    best: dict[str, tuple[float, Place]] = {}
    for one, choice in zip(spotted, chosen, strict=True):
        if choice and (one.name not in best or choice[0] > best[one.name][0]):
            best[one.name] = choice
    return [
        choice if container else best.get(one.name)
        for one, container, choice in zip(spotted, containers, chosen, strict=True)
    ]


def _verdict(one: Candidate, best: tuple[float, Place] | None, containers: tuple[Place, ...]) -> Settled:
    """Say which place is meant and why, or why none is."""
    if best is None:
        return Settled(None, 0.3, "null: the gazetteer does not have the name")
    score, place = best
    if score < ENOUGH:
        return Settled(None, 0.3, f"null: no place of the name fits well enough ({place.name}, {place.country})")
    others = len(one.places) - 1
    told = "the text says what it lies in" if any(_within(place, c) for c in containers) else "size and surroundings"
    return Settled(place, min(1.0, score / 12), f"{place.name} ({place.kind}), of {others + 1} so called: {told}")
