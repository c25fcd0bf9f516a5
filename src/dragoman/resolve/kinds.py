"""Of what kind a party is, as far as a text says it: civilians, people of whom no more is said, fighters, a site.

Tellers who agree that civilians died choose differing words for them ("civilians", "women and children"); tellers who
say "civilians" and "militants" disagree, though neither word is a name.
"""

from functools import lru_cache
from typing import Literal

from dragoman.model import ARMED, Party
from dragoman.resolve.sides import Face, Looks, described, face_of, is_site
from dragoman.resolve.words import every_language, governed

Kind = Literal["civil", "people", "armed", "site", "other"]

PEOPLE = frozenset({"CVL", "REF"})  # PLOVER: civilians, which the finder gives to "people" as well; refugees
REMEMBERED = 4_096  # parties; the reports of an event name the same ones again and again


def kind_of(party: Party | Face) -> Kind:
    """The kind of a party; `other` for a human being who has a name, a state, and what no word or sector tells."""
    return _kind_of(face_of(party))


@lru_cache(maxsize=REMEMBERED)
def _kind_of(face: Looks) -> Kind:
    party, words = Face(*face), every_language()
    if party.person:
        return "other"
    if is_site(party, words):
        return "site"
    if described(party):
        if governed(party.name, words.civil):
            return "civil"
        if party.sector in PEOPLE:
            return "people"
    elif words.sites & set(party.name.lower().split()):
        return "site"
    return "armed" if party.sector in ARMED else "other"
