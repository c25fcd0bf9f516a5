"""How likely two accounts tell of the same event: evidence for and against, added up in log-odds.

The weights below stand for natural logarithms of how many times more often an observation is met among accounts of one
event than among accounts of two. They were set by hand on articles of our own and checked on the development data; they
name no actor, outlet or side.
"""

import re
from math import asin, cos, exp, radians, sin, sqrt

import msgspec

from dragoman.model import Party, Toll, Where
from dragoman.resolve.days import MONTH_DAYS, NO_YEAR, YEAR_DAYS, gap, length
from dragoman.resolve.told import REACH, Corpus, Told

# Types that tellers exchange for one another when they tell of one act.
FAMILIES = (
    {"ASSAULT", "COERCE"},
    {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"},
    {"ACCUSE", "REJECT", "THREATEN"},
    {"CONCEDE", "RETREAT"},
    {"AID", "COOPERATE"},
)
FATAL = "killed"
_DAY_OF_YEAR = re.compile(r"\d\d-\d\d")
VETO = -50.0  # no other evidence outweighs it

PRIOR_ACROSS = -3.0  # two accounts in two documents, with nothing known of either
PRIOR_WITHIN = -2.2  # in one document: a text returns to its events
SAME_TYPE, SAME_FAMILY = 0.6, -0.8
SAME_WORD, RARE_WORD = 0.9, 0.6
SAME_STORY, OTHER_STORY = 4.0, -0.6  # for all the words of the shorter document, and for none
WORDS_AROUND, NO_WORDS_AROUND = 4.0, -0.4  # for all of them, and for none
SAME_RECIPIENT, RARE_RECIPIENT = 0.6, 2.6  # the second is added in full for a party met once, in part for a common one
SAME_ACTOR, RARE_ACTOR = 0.4, 1.6
SAME_NAME = 1.2  # a name within a name: "the navy", "the Indian navy"
SAME_COUNTRY_PARTY = 0.6  # another organ or person of the same country
OTHER_RECIPIENT, OTHER_ACTOR = -3.0, -2.2
OTHER_WORDS = -1.5  # for two descriptions within one text
SAME_PASSAGE = -1.0  # what tells one act in one sentence was joined when it was found; the rest are others
SAME_TIME = ((2, 2.4, "day"), (MONTH_DAYS, 1.2, "month"), (YEAR_DAYS, 0.3, "year"))  # longest stretch, weight, name
SAME_DAY_OF_YEAR = 1.8
OTHER_NEARBY = -1.5  # dates that differ, where one was inherited or lacks its year
OTHER_TIME_ONCE = -1.0  # what can happen but once is disputed in its date, not doubled
SAME_MODE, OTHER_MODE = 0.5, -1.0
NEXT_DAY = 0.6  # two days that touch: night, time zones, date of the report
SAME_PLACE, SAME_COUNTRY, OTHER_PLACE = 1.4, 0.2, -6.0
SAME_FIGURE, OTHER_FIGURE = 1.2, -0.6
SAME_TOPIC, OTHER_TOPIC = 2.4, -3.0
ONCE_ONLY = 3.0  # a person is killed once, however often and in whatever words it is told
ONE_AND_SEVERAL = -3.0  # one attack is not the attacks that it was one of
TOLD_AND_DENIED = -2.5  # a text does not deny what it tells; another text may, and that is a dispute
FACT_AND_POSSIBILITY = -2.0  # a plan and its fulfilment are linked, not one event
BARE_RETURN = 2.4  # "the strike", with no party of its own, soon after a strike was told of
NEAR_KM, FAR_KM = 40.0, 120.0  # a site and its city; two places that a reader would tell apart
RETURN_REACH = 1_500  # code points, about three paragraphs of news


class Evidence(msgspec.Struct, frozen=True):
    """The sum, and each observation with its weight, in words."""

    log_odds: float
    parts: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """The probability that the two are one event, 0 to 1."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.log_odds))))

    @property
    def reason(self) -> str:
        """What `explain` prints."""
        return ", ".join(f"{what} {weight:+.1f}" for what, weight in self.parts)


def same_family(one: str, other: str) -> bool:
    """May two tellers give one act these two types?"""
    return one == other or any(one in family and other in family for family in FAMILIES)


def compare(a: Told, b: Told, corpus: Corpus) -> Evidence:
    """Add up what speaks for and against the two being one event; the order of the two does not matter."""
    within = a.document == b.document
    parts = [("one document" if within else "two documents", PRIOR_WITHIN if within else PRIOR_ACROSS)]
    parts += _kinds(a, b)
    once = _once(a, b)
    parts += once
    parts += [(what, max(weight, OTHER_TIME_ONCE) if once else weight) for what, weight in _times(a, b)]
    if any(weight <= VETO for _, weight in parts):
        return Evidence(VETO, tuple(parts))
    parts += _parties(
        "recipient", a.recipients, b.recipients, corpus, (SAME_RECIPIENT, RARE_RECIPIENT, OTHER_RECIPIENT)
    )
    parts += _parties("actor", a.actors, b.actors, corpus, (SAME_ACTOR, RARE_ACTOR, OTHER_ACTOR))
    parts += _victims(a, b)
    parts += _modes(a, b)
    parts += _places(a.where, b.where)
    parts += _figures(a.tolls, b.tolls)
    parts += _topics(a, b)
    parts += _reality(a, b)
    near = within and abs(a.start - b.start) < REACH
    parts += [("in one passage", SAME_PASSAGE)] if near else _words(a, b, corpus)
    if within:
        parts += _returns(a, b)
    else:
        share = corpus.same_story(a.document, b.document)
        parts.append((f"documents share {share:.0%} of their words", SAME_STORY * share + OTHER_STORY))
    return Evidence(sum(weight for _, weight in parts), tuple(parts))


def _kinds(a: Told, b: Told) -> list[tuple[str, float]]:
    """The types of the two."""
    if a.type == b.type:
        return [("same type", SAME_TYPE)]
    return [("related type", SAME_FAMILY) if same_family(a.type, b.type) else ("other type", VETO)]


def _reality(a: Told, b: Told) -> list[tuple[str, float]]:
    """Facts, denials and possibilities; one act and several."""
    parts = []
    if a.document == b.document and a.denied != b.denied:
        parts.append(("told and denied in one text", TOLD_AND_DENIED))
    if a.real != b.real:
        parts.append(("a fact and a possibility", FACT_AND_POSSIBILITY))
    if a.several != b.several:
        parts.append(("one act and several", ONE_AND_SEVERAL))
    return parts


def _parties(
    side: str, ours: tuple[Party, ...], theirs: tuple[Party, ...], corpus: Corpus, weights: tuple[float, float, float]
) -> list[tuple[str, float]]:
    """Compare one side of two accounts; silence on either says nothing."""
    if not ours or not theirs:
        return []
    same, rare, other = weights
    shared = {party.id for party in ours} & {party.id for party in theirs}
    if shared:
        best = max(corpus.rarity(party) for party in shared)
        return [(f"same {side}", same + rare * best)]
    if any(name_within(one, another) for one in ours for another in theirs):
        return [(f"{side} of like name", SAME_NAME)]
    if any(alike(one, another) for one in ours for another in theirs):
        return [(f"{side} of the same country", SAME_COUNTRY_PARTY)]
    unnamed = any(described(one) for one in (*ours, *theirs))  # "a woman" may be she who is named elsewhere
    return [] if unnamed else [(f"other {side}", other)]


def _victims(a: Told, b: Told) -> list[tuple[str, float]]:
    """In one text, recipients that are described by quite other words are others ("cameras", "fighters")."""
    if a.document != b.document or not a.recipients or not b.recipients:
        return []
    ours = {word for party in a.recipients for word in party.name.lower().split()}
    theirs = {word for party in b.recipients for word in party.name.lower().split()}
    all_described = all(described(party) for party in (*a.recipients, *b.recipients))
    return [("recipients described otherwise", OTHER_WORDS)] if all_described and not ours & theirs else []


def _words(a: Told, b: Told, corpus: Corpus) -> list[tuple[str, float]]:
    """The words for the act, and those of the sentences around it: the rarer they are, the more they say."""
    shared = a.words & b.words
    parts = [("same word", SAME_WORD + RARE_WORD * max(corpus.rarity(word) for word in shared))] if shared else []
    share = corpus.words_shared(a, b)
    return [*parts, (f"{share:.0%} of the words around", WORDS_AROUND * share + NO_WORDS_AROUND)]


def _once(a: Told, b: Told) -> list[tuple[str, float]]:
    """What can befall a party but once: a person who has a name is killed one time."""
    if FATAL not in a.effects & b.effects:
        return []
    shared = {party.id for party in a.recipients if party.person} & {party.id for party in b.recipients}
    return [("the same person is killed", ONCE_ONLY)] if shared else []


def described(party: Party) -> bool:
    """Is it a description ("two soldiers") rather than a name? A description begins with a small letter."""
    return party.name[:1].islower() and not party.country


def name_within(one: Party, other: Party) -> bool:
    """Is one name the other with words left out, and does no country speak against it?"""
    if one.country and other.country and one.country != other.country:
        return False
    ours, theirs = set(one.name.lower().split()), set(other.name.lower().split())
    return bool(ours) and bool(theirs) and (ours <= theirs or theirs <= ours)


def alike(one: Party, other: Party) -> bool:
    """May two tellers mean the same party: a state, its organs and those who act for it, or a name within a name?"""
    return bool(one.country and one.country == other.country) or name_within(one, other)


def _modes(a: Told, b: Told) -> list[tuple[str, float]]:
    """How it was done, where both say it."""
    if not a.modes or not b.modes:
        return []
    return [("same mode", SAME_MODE)] if a.modes & b.modes else [("other mode", OTHER_MODE)]


def _times(a: Told, b: Told) -> list[tuple[str, float]]:
    """Compare times; one that was inherited from another sentence excludes nothing, it only speaks against."""
    sure = a.dated and b.dated
    if a.days is None or b.days is None:
        return [(what, weight if sure else weight / 2) for what, weight in _days_of_the_year(a.date, b.date)]
    apart = gap(a.days, b.days)
    longer = max(length(a.days), length(b.days))
    if apart > 1 or (apart == 1 and longer > 2):
        return [("dates that exclude each other", VETO)] if sure else [("other dates nearby", OTHER_NEARBY)]
    if apart == 1:
        return [("dates that touch", NEXT_DAY)]
    same = next(((what, weight) for limit, weight, what in SAME_TIME if longer <= limit), None)
    return [(f"same {same[0]}", same[1] if sure else same[1] / 2)] if same else []


def _days_of_the_year(one: str | None, other: str | None) -> list[tuple[str, float]]:
    """Compare dates one of which lacks its year ("XXXX-06-27"): the same day of the year, or not."""
    if not one or not other or not (one.startswith(NO_YEAR) or other.startswith(NO_YEAR)):
        return []
    ours, theirs = one[len(NO_YEAR) + 1 :], other[len(NO_YEAR) + 1 :]
    if not (_DAY_OF_YEAR.fullmatch(ours) and _DAY_OF_YEAR.fullmatch(theirs)):
        return []
    return [("same day of the year", SAME_DAY_OF_YEAR)] if ours == theirs else [("other day of the year", OTHER_NEARBY)]


def _places(ours: Where | None, theirs: Where | None) -> list[tuple[str, float]]:
    if ours is None or theirs is None:
        return []
    if ours.country and theirs.country and ours.country != theirs.country:
        return [("another country", OTHER_PLACE)]
    exact = {"city", "site"}
    if ours.precision in exact and theirs.precision in exact:
        apart = kilometres(ours, theirs)
        if ours.name == theirs.name or (apart is not None and apart <= NEAR_KM):
            return [("same place", SAME_PLACE)]
        return [("another place", OTHER_PLACE)] if apart is not None and apart >= FAR_KM else []
    if ours.name == theirs.name and ours.precision == "region":
        return [("same region", SAME_PLACE)]
    return [("same country", SAME_COUNTRY)] if ours.country and ours.country == theirs.country else []


def kilometres(ours: Where, theirs: Where) -> float | None:
    """The great-circle distance of two places; None where one was not resolved."""
    if ours.lat is None or ours.lon is None or theirs.lat is None or theirs.lon is None:
        return None
    north, south = radians(ours.lat), radians(theirs.lat)
    east = radians(theirs.lon - ours.lon)
    chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(chord)))


def _figures(ours: tuple[Toll, ...], theirs: tuple[Toll, ...]) -> list[tuple[str, float]]:
    """Tolls of the same role: the same figure speaks for one event, another one only a little against it."""
    mine = {toll.role: toll for toll in ours}
    pairs = [(mine[toll.role], toll) for toll in theirs if toll.role in mine]
    if not pairs:
        return []
    same = [one for one, other in pairs if meets(one, other)]
    return [(f"same number {same[0].role}", SAME_FIGURE)] if same else [("other figures", OTHER_FIGURE)]


def meets(one: Toll, other: Toll) -> bool:
    """Can both figures be true at once? Open bounds are infinite."""
    low = max(one.low if one.low is not None else 0.0, other.low if other.low is not None else 0.0)
    infinite = float("inf")
    high = min(one.high if one.high is not None else infinite, other.high if other.high is not None else infinite)
    return low <= high


def _topics(a: Told, b: Told) -> list[tuple[str, float]]:
    """What is said, demanded or agreed; it tells verbal events apart, and says little of deeds."""
    if not (a.verbal and b.verbal and a.topic and b.topic):
        return []
    share = len(a.topic & b.topic) / min(len(a.topic), len(b.topic))
    return [("same topic", SAME_TOPIC * share)] if share else [("other topic", OTHER_TOPIC)]


def _returns(a: Told, b: Told) -> list[tuple[str, float]]:
    """A mention without any party, time or place of its own that follows closely on a fuller one."""
    early, late = sorted((a, b), key=lambda told: (told.start, told.id))
    if late.bare and a.type == b.type and late.start - early.start <= RETURN_REACH:
        return [("a bare return to it", BARE_RETURN)]
    return []
