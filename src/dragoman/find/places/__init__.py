"""Find places: named places of the world, and where they lie.

A name counts where it stands for the place and is no part of another name; who acts for a place, its people and their
adjectives are not places. Which of the places of a name is meant is settled over the document as a whole; where
nothing fits well enough the place is left unresolved, and says so.
"""

from dragoman.find.places.candidates import Candidates
from dragoman.find.places.evidence import Evidence, Weighed
from dragoman.find.places.settle import Settled, settle
from dragoman.find.places.words import PlaceWords
from dragoman.grammar import Grammar
from dragoman.knowledge.places import Gazetteer
from dragoman.lang import Language
from dragoman.model import Mentions, PlaceMention

__all__ = ["find_places"]


def find_places(grammar: Grammar, found: Mentions, *, lang: Language, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Find the named places of a document, in text order, none overlapping another.

    Args:
        grammar: The document.
        found: Mentions found before; the countries of its actors are evidence for the countries of its places.
        lang: Its language.
        gazetteer: The places that are known.
    """
    words = lang.section("places", PlaceWords)
    named = Evidence(grammar, words, found).weigh(list(Candidates(grammar, words, gazetteer)))
    settled = settle(grammar, words, [one.candidate for one in named], found)
    return tuple(_mention(grammar, one, answer) for one, answer in zip(named, settled, strict=True))


def _mention(grammar: Grammar, one: Weighed, answer: Settled) -> PlaceMention:
    """Put what was found into the record."""
    span, place = grammar.span(one.candidate.first, one.candidate.last), answer.place
    return PlaceMention(
        start=span.start,
        end=span.end,
        name=place.name if place else one.candidate.name,
        country=place.country if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=place.precision if place else one.candidate.sort or "city",
        geonames=place.geonames if place else None,
        score=round(min(1.0, one.score) * answer.score, 3),
        reason="; ".join((*one.because, answer.reason)),
    )
