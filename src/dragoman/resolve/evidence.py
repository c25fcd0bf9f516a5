"""What is observed of two accounts that speaks for one event, or for two.

An observation is a number from 0 (not made) to 1 (in full) for each pair of accounts. None names an actor, an outlet or
a side; `likeness.py` weighs them.
"""

import msgspec
import numpy as np

from dragoman.resolve.columns import EXACT, REGION, Side, Table
from dragoman.resolve.days import MONTH_DAYS, YEAR_DAYS
from dragoman.resolve.sets import Flags, Floats, Numbers, Sets
from dragoman.resolve.stories import Stories

NEAR_KM, FAR_KM = 40.0, 120.0  # a site and its city; two places that a reader would tell apart
EARTH_KM = 6371.0  # mean radius
WEEK_DAYS = 7
NEARBY = 0.5  # of the weight of dates a month apart: what those within a month weigh that are not an account's own
PASSAGE = 160  # code points, about a sentence
RETURN_REACH = 1_500  # code points, about three paragraphs of news
ALIKE = 0.3  # of the words of two names, by weight, that must be shared for them to be alike

Observed = dict[str, Floats]


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of accounts: rows of `table`, one of each pair in `a` and the other in `b`.

    Attributes:
        stories: What each document is about, by the number that `table.document` gives it.
    """

    table: Table
    a: Numbers
    b: Numbers
    stories: Stories

    def both(self, flags: Flags) -> Flags:
        """Is it so of both?"""
        found: Flags = flags[self.a] & flags[self.b]
        return found

    def one(self, flags: Flags) -> Flags:
        """Is it so of exactly one of the two?"""
        found: Flags = flags[self.a] != flags[self.b]
        return found

    def meet(self, sets: Sets) -> Flags:
        """Do the two share a thing?"""
        return sets.meet(self.a, self.b)

    def same(self, codes: Numbers) -> Flags:
        """Have both the same value, which is not unknown?"""
        found: Flags = (codes[self.a] == codes[self.b]) & (codes[self.a] >= 0)
        return found

    def differ(self, codes: Numbers) -> Flags:
        """Have both a value, and not the same?"""
        found: Flags = (codes[self.a] != codes[self.b]) & (codes[self.a] >= 0) & (codes[self.b] >= 0)
        return found

    @property
    def within(self) -> Flags:
        """Are both told in one document?"""
        return self.same(self.table.document)


def related(pairs: Pairs) -> Flags:
    """May two tellers give one act the types of the two? No other pair is ever one event."""
    table = pairs.table
    found: Flags = pairs.same(table.type) | (table.family[pairs.a] & table.family[pairs.b] > 0)
    return found


def listed(pairs: Pairs) -> tuple[Flags, Flags]:
    """Which pairs are rows that one data set lists as one event, and which as two: it knows its own events."""
    one_set, one_event = pairs.same(pairs.table.data_set), pairs.same(pairs.table.listed)
    return one_event, one_set & ~one_event


# ---------------------------------------------------------------------------------------------------- observations


def acts(pairs: Pairs) -> Observed:
    """What was done, in what words and how."""
    table = pairs.table
    word = table.words.best(pairs.a, pairs.b)
    kind = pairs.meet(table.kinds)
    outcome = pairs.both(table.outcome | table.force) & (table.outcome[pairs.a] | table.outcome[pairs.b])
    other_kind = pairs.both(table.kinds.some & ~table.general) & ~kind & ~outcome & (word < 0)
    mode = pairs.meet(table.modes)
    effect = pairs.meet(table.effects)
    return {
        "same type": _flag(pairs.same(table.type)),
        "same word": np.where(word < 0, 0.0, (1 + word) / 2),
        "words of one kind": _flag(kind & (word < 0)),
        "words of other kinds": _flag(other_kind),
        "same mode": _flag(mode),
        "other mode": _flag(pairs.both(table.modes.some) & ~mode),
        "same effect": _flag(effect),
    }


def parties(pairs: Pairs) -> Observed:
    """Who did it to whom; silence says nothing."""
    table = pairs.table
    found = _side(pairs, table.recipients, "recipient") | _side(pairs, table.actors, "actor")
    speech = pairs.both(table.verbal)
    speakers = found["actor of one country"] * speech * ~(table.actors.states[pairs.a] | table.actors.states[pairs.b])
    unlike = found["other actor"] + found["actor described otherwise"] + found["actor of another country"]
    straight: Flags = found["same recipient"] + found["same actor"] > 0
    found["actor of one country"] -= speakers  # each of them speaks for itself
    found["another speaker"] = np.clip(speakers + unlike * speech, 0, 1)
    shared = pairs.meet(table.parties)
    alike = found["recipient of like name"] + found["actor of like name"] > 0
    full = pairs.both(table.actors.some & table.recipients.some)  # where both say who did it to whom, sides are sides
    found["same party, on another side"] = _flag(shared & ~straight & ~full)
    found["no named party in common"] = _flag(pairs.both(table.parties.some) & ~alike & (~shared | (full & ~straight)))
    killed = pairs.meet(table.killed)
    found["the same person is killed"] = _flag(killed)
    either = table.killed.some[pairs.a] | table.killed.some[pairs.b]
    other = found["other recipient"] + found["recipient of another country"]
    found["a person and others are killed"] = other * (either & pairs.meet(table.effects))
    alone = pairs.one(table.one_met) & pairs.one(table.several_met) & pairs.meet(table.effects) & ~killed
    found["it befell one, and several"] = _flag(alone)
    found["recipient of one country"] *= ~alone  # a compatriot is somebody else
    nature = pairs.one(table.site_met) & pairs.one(table.people_met)
    for name in ("other recipient", "recipient described otherwise"):
        found[name] *= ~nature  # who strikes a base hits soldiers
    return found


def _side(pairs: Pairs, side: Side, name: str) -> Observed:
    named, said = side.ids.best(pairs.a, pairs.b), side.said.best(pairs.a, pairs.b)
    both = pairs.both(side.some) & (named < 0)
    country = pairs.meet(side.countries)
    apart = pairs.both(side.countries.some) & ~country
    part = np.where(both & ~apart, side.names.part(pairs.a, pairs.b), 0.0)
    alike = np.where(part >= ALIKE, part, 0.0)
    unnamed = side.unnamed[pairs.a] | side.unnamed[pairs.b]
    vague = side.vague[pairs.a] | side.vague[pairs.b]
    left = both & (alike == 0) & (said < 0) & ~country
    return {
        f"same {name}": np.where(named < 0, 0.0, (1 + named) / 2),
        f"{name} of like name": np.where(unnamed, 0.0, alike),
        f"{name} described alike": np.where(both & (said >= 0), (1 + said) / 2, np.where(unnamed, alike / 2, 0.0)),
        f"{name} of one country": _flag(both & country & (alike == 0) & (said < 0)),
        f"{name} of another country": _flag(left & apart),
        f"other {name}": _flag(left & ~vague & ~apart),
        f"{name} described otherwise": _flag(left & vague & ~apart),
    }


def times(pairs: Pairs) -> Observed:
    """When; a time that was inherited from another sentence counts less."""
    table = pairs.table
    first, last = table.first, table.last
    sure = pairs.both(table.dated)
    known = ~np.isnan(first[pairs.a]) & ~np.isnan(first[pairs.b])
    with np.errstate(invalid="ignore"):
        apart = np.maximum(first[pairs.a] - last[pairs.b], first[pairs.b] - last[pairs.a])
        years = apart > YEAR_DAYS  # a day taken from another sentence is seldom wrong by so much
        longer = np.maximum(last[pairs.a] - first[pairs.a], last[pairs.b] - first[pairs.b]) + 1
    short = longer <= 2
    touch = known & (apart == 1) & short
    exclude = known & (apart >= 1) & ~touch & ~((apart == 1) & (longer <= WEEK_DAYS))  # "a week ago" is no exact day
    meet = known & (apart <= 0)
    partly = ~known & (table.no_year[pairs.a] | table.no_year[pairs.b])
    with np.errstate(invalid="ignore"):
        since = np.abs(table.written[pairs.a] - table.written[pairs.b])  # NaN where neither is known
        undated = ~known & ~(table.dated[pairs.a] | table.dated[pairs.b]) & (since > MONTH_DAYS) & (since < np.inf)
    return {
        "same day": _flag(meet & short & sure),
        "same month": _flag(meet & ~short & (longer <= MONTH_DAYS) & sure),
        "same year": _flag(meet & (longer > MONTH_DAYS) & (longer <= YEAR_DAYS) & sure),
        "same time, as it seems": _flag(meet & (longer <= MONTH_DAYS) & ~sure),
        "days that touch": _flag(touch),
        "dates that exclude each other": _flag(exclude & sure & (longer <= MONTH_DAYS)),
        "years that exclude each other": _flag(exclude & sure & (longer > MONTH_DAYS)),
        "other dates, as it seems": _flag(exclude & ~sure & ~years) * np.where(apart > MONTH_DAYS, 1.0, NEARBY),
        "other years, as it seems": _flag(exclude & ~sure & years),
        "told as a fact before the other can have been": _flag(_too_early(table, pairs.a, pairs.b))
        + _flag(_too_early(table, pairs.b, pairs.a)),
        "undated, and published long apart": _flag(undated),
        "undated, and published long after the other": _flag(_long_after(table, pairs.a, pairs.b))
        + _flag(_long_after(table, pairs.b, pairs.a)),
        "same day of the year": _flag(partly & pairs.same(table.day_of_year)),
        "other day of the year": _flag(partly & pairs.differ(table.day_of_year)),
    }


def _too_early(table: Table, told: Numbers, other: Numbers) -> Flags:
    """Was the first, which is no plan, published before the first day of the other, whose own sentence dates it?"""
    with np.errstate(invalid="ignore"):
        found: Flags = table.real[told] & table.dated[other] & (table.first[other] > table.written[told] + 1)
    return found


def _long_after(table: Table, undated: Numbers, other: Numbers) -> Flags:
    """Has the first no date, and was it published long after the other, whose own sentence dates it?"""
    with np.errstate(invalid="ignore"):
        late = (table.written[undated] > table.last[other] + MONTH_DAYS) & (table.written[undated] < np.inf)
    found: Flags = np.isnan(table.first[undated]) & table.dated[other] & late
    return found


def places(pairs: Pairs) -> Observed:
    """Where: the same, within one another, or apart."""
    table = pairs.table
    exact = pairs.both(table.place_kind == EXACT)
    apart = kilometres(pairs)
    with np.errstate(invalid="ignore"):
        near, far = apart <= NEAR_KM, apart >= FAR_KM
    name = pairs.same(table.place)
    abroad = pairs.differ(table.country)
    same = ~abroad & ((exact & (name | near)) | (name & pairs.both(table.place_kind == REGION)))
    return {
        "same place": _flag(same),
        "same country": _flag(pairs.same(table.country) & ~same & ~(exact & far)),
        "another place": _flag(exact & far & ~same & ~abroad),
        "another country": _flag(abroad),
    }


def kilometres(pairs: Pairs) -> Floats:
    """The great-circle distance of the places; NaN where one was not resolved."""
    lat, lon = pairs.table.lat, pairs.table.lon
    north, south = lat[pairs.a], lat[pairs.b]
    chord = np.sin((south - north) / 2) ** 2
    chord += np.cos(north) * np.cos(south) * np.sin((lon[pairs.b] - lon[pairs.a]) / 2) ** 2
    found: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return found


def figures(pairs: Pairs) -> Observed:
    """Tolls of the same role: equal, possible together, or not."""
    table = pairs.table
    equal, meet, differ = (np.zeros(len(pairs.a), bool) for _ in range(3))
    for low, high in zip(table.low, table.high, strict=True):
        known = ~np.isnan(low[pairs.a]) & ~np.isnan(low[pairs.b])
        together = np.maximum(low[pairs.a], low[pairs.b]) <= np.minimum(high[pairs.a], high[pairs.b])
        meet |= known & together
        differ |= known & ~together
        equal |= known & (low[pairs.a] == low[pairs.b]) & (high[pairs.a] == high[pairs.b])
    return {
        "same figure": _flag(equal & ~differ),
        "figures that agree": _flag(meet & ~equal & ~differ),
        "other figures": _flag(differ),
    }


def matters(pairs: Pairs) -> Observed:
    """What is said, demanded or agreed; of deeds it says little."""
    table = pairs.table
    spoken = pairs.both(table.verbal & table.matter.some)
    part = table.matter.part(pairs.a, pairs.b)
    return {"same topic": np.where(spoken, part, 0.0), "other topic": _flag(spoken & (part == 0))}


def reality(pairs: Pairs) -> Observed:
    """Facts, denials and possibilities; one act and several, unless the words point back to them ("the raids")."""
    table = pairs.table
    with np.errstate(invalid="ignore"):
        brief = table.last - table.first <= 1  # of one day, "air strikes" are one operation
    several = table.several & ~(table.bare & table.definite) & ~table.verbal & ~brief
    return {
        "told and denied": _flag(pairs.one(table.denied)),
        "a fact and a plan": _flag(pairs.one(table.real) & (table.planned[pairs.a] | table.planned[pairs.b])),
        "a fact and a possibility": _flag(pairs.one(table.real) & ~table.planned[pairs.a] & ~table.planned[pairs.b]),
        "two possibilities": _flag(pairs.both(~table.real)),
        "one act and several": _flag(pairs.one(several)),
    }


TEXTS = (
    "words around", "what is named around", "documents in like words", "documents that name the same",
    "what both stories begin with",
)  # fmt: skip


def texts(pairs: Pairs) -> Observed:
    """The words around, and what is named there; of two documents also whether they tell one story.

    What surrounds two accounts in one sentence is the same, and tells nothing.
    """
    table = pairs.table
    words, names = pairs.stories.alike(table.document[pairs.a], table.document[pairs.b])
    lead = pairs.both(table.lead)
    named = np.sqrt(table.near.cosine(pairs.a, pairs.b))
    passage = pairs.within & (np.abs(table.start[pairs.a] - table.start[pairs.b]) < PASSAGE)
    return {
        "words around": np.where(passage, 0.0, np.sqrt(table.around.cosine(pairs.a, pairs.b))),
        "what is named around": np.where(passage, 0.0, named),
        "nothing named around in common": _flag(~passage & pairs.both(table.near.some) & (named == 0)),
        "documents in like words": np.where(pairs.within, 0.0, np.sqrt(words)),
        "documents that name the same": np.where(pairs.within, 0.0, np.sqrt(names)),
        "what both stories begin with": np.where(lead & ~pairs.within, np.sqrt(names), 0.0),
    }


def returns(pairs: Pairs) -> Observed:
    """In one document: how close, and whether the later words point back ("the strike") or on ("a second")."""
    table = pairs.table
    forward = table.start[pairs.a] <= table.start[pairs.b]
    early, late = np.where(forward, pairs.a, pairs.b), np.where(forward, pairs.b, pairs.a)
    distance = np.where(pairs.within, table.start[late] - table.start[early], np.inf)
    close = np.clip(1 - distance / RETURN_REACH, 0, 1)
    passage = distance < PASSAGE
    named = passage & ~table.bare[early] & ~table.bare[late]
    bare = table.bare[late] & pairs.within
    back = table.definite[late] & ~table.further[late] & pairs.within
    known = back & ~bare & (~table.recipients.some[late] | pairs.meet(table.parties))  # not "the bombing *of a city*"
    return {
        "in one passage": _flag(passage),
        "both told in full in one passage": _flag(named),
        "soon after": np.where(passage, 0.0, close),
        "names nobody, no place and no time": _flag(bare),
        "a known one, which is bare": np.where(bare & back, 0.5 + close / 2, 0.0),
        "the last one that it may mean": _flag(table.antecedent[late] == early),
        "a known one": _flag(known),
        "a further one": _flag(table.further[late] & pairs.within),
        "told as cause and effect, or one after the other": _flag(pairs.meet(table.bonds)),
    }


def _flag(flags: Flags) -> Floats:
    return flags.astype(np.float64)


SETTLING = (acts, parties, times, places, figures, matters, reality, returns)  # they cost little; `texts` costs much
