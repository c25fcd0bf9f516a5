"""What is observed of two accounts that speaks for one event, or for two.

An observation is a number from 0 (not made) to 1 (in full) for each pair of accounts. None names an actor, an outlet or
a side; `likeness.py` weighs them.
"""

from collections.abc import Callable

import numpy as np

from dragoman.resolve.columns import MOVED
from dragoman.resolve.occasion import places, times
from dragoman.resolve.pairs import Observed, Pairs, flag
from dragoman.resolve.sets import Flags
from dragoman.resolve.table import Side

# Of the weight of a word that would do for any act ("the attack"), where nothing else is told: in another text, in one.
SELDOM, RETURNED = 0.3, 0.7
ASKED = 0.6  # of the weight of a word of two texts by which somebody asks for something, which are few; an estimate
MANY = 10  # so many are seldom counted exactly
REVISED = 0.8  # counts that differ by no more than a fifth may be of one event
PASSAGE = 160  # code points, about a sentence
RETURN_REACH = 1_500  # code points, about three paragraphs of news
ALIKE = 0.3  # of the words of two names, by weight, that must be shared for them to be alike

Part = Callable[[Pairs], Observed]


def acts(pairs: Pairs) -> Observed:
    """What was done, in what words and how."""
    table = pairs.table
    word = table.words.best(pairs.a, pairs.b)
    kind = pairs.meet(table.kinds)
    outcome = pairs.both(table.forceful) & pairs.either(table.outcome)
    other_kind = pairs.both(table.of_a_kind) & ~kind & ~outcome & (word < 0)
    mode, effect = pairs.meet(table.modes), pairs.meet(table.effects)
    speech = pairs.both(table.verbal)  # whoever demands uses one of few words for it
    telling = np.where(pairs.both(table.asking) & ~pairs.within, ASKED, 1.0)
    anything = pairs.both(table.general) & pairs.either(table.bare)
    telling *= np.where(anything, np.where(pairs.within, RETURNED, SELDOM), 1.0)
    return {
        "same type": flag(pairs.same(table.type)),
        "same word": np.where(word < 0, 0.0, (1 + word) / 2) * telling,
        "words of one kind": flag(kind & (word < 0) & ~speech),
        "speech in words of one kind": flag(kind & (word < 0) & speech),
        "words of other kinds": flag(other_kind),
        "same mode": flag(mode),
        "other mode": flag(pairs.both(table.modes.some) & ~mode),
        "same effect": flag(effect),
    }


def parties(pairs: Pairs) -> Observed:
    """Who did it to whom; silence says nothing."""
    table = pairs.table
    found = _side(pairs, table.recipients, "recipient") | _side(pairs, table.actors, "actor")
    _set_pairs_apart(pairs, found)
    straight: Flags = found["same recipient"] + found["same actor"] > 0
    _set_states_apart(pairs, found)
    assembly = one_assembly(pairs)
    _listen(pairs, found, assembly)
    found["recipient of like name"] = np.maximum(found["recipient of like name"], one_site(pairs))
    shared = pairs.meet(table.parties)
    alike = found["recipient of like name"] + found["actor of like name"] > 0
    full = pairs.both(table.full)  # where both say who did it to whom, sides are sides
    found["same party, on another side"] = flag(shared & ~straight & ~full & ~pairs.both(table.opposing))
    found["no named party in common"] = flag(pairs.both(table.bodied) & ~alike & (~shared | (full & ~straight)))
    killed = pairs.meet(table.killed)
    found["the same person is killed"] = flag(killed)
    effect = pairs.meet(table.effects)
    other = found["other recipient"] + found["recipient of another country"]
    found["a person and others are killed"] = other * (pairs.either(table.killed.some) & effect)
    alone = pairs.one(table.one_met) & pairs.one(table.several_met) & effect & ~killed
    found["it befell one, and several"] = flag(alone)
    elsewhere = pairs.one(table.one_met) & pairs.one(table.site_met)
    found["recipient of one country"] *= ~alone & ~elsewhere  # a compatriot is somebody else
    ashore = pairs.one(table.craft_met) & pairs.one(table.ashore_met)
    ashore |= pairs.one(table.aboard_met) & pairs.one(table.ground_met)
    found["aboard of a craft, and not"] = flag(ashore)
    nature = pairs.one(table.site_met) & pairs.one(table.people_met)
    nature |= pairs.one(table.aboard_met) & pairs.both(table.craft_met)
    nature |= assembly & ~pairs.same(table.type)  # it asks one to do what it does to another
    for name in ("other recipient", "recipient described otherwise"):
        found[name] *= ~nature  # who strikes a base hits soldiers, and who shoots down a plane its passengers
    return found


def _set_pairs_apart(pairs: Pairs, found: Observed) -> None:
    """Who fights or meets one party has not done so with another: of two pairs one in common is none in common."""
    actors, recipients = pairs.table.actors, pairs.table.recipients
    other = pairs.both(actors.pair.some & ~recipients.some) & ~pairs.meet(actors.pair) & (found["same actor"] > 0)
    found["same actor"] *= ~other
    found["other actor"] += other


def _set_states_apart(pairs: Pairs, found: Observed) -> None:
    """Much befalls a state: it tells little unless the deeds are of one kind; and many speak to it."""
    table = pairs.table
    found["same state as recipient"] = states = found["same recipient"] * pairs.both(table.recipients.states)
    at = np.flatnonzero(states)
    some = pairs.at(at)
    states[at] *= some.both(table.verbal) | ~some.meet(table.kinds)
    found["same recipient"] -= states


def _listen(pairs: Pairs, found: Observed, assembly: Flags) -> None:
    """Who speaks: parties of one country each for themselves; words without a speaker may be anybody's."""
    table = pairs.table
    speech = pairs.both(table.verbal)
    apart = speech & ~pairs.either(table.actors.states) & ~assembly
    speakers = found["actor of one country"] * apart
    unlike = found["other actor"] + found["actor described otherwise"] + found["actor of another country"]
    found["actor of one country"] -= speakers
    likely = found["actor described alike"] > 0
    found["another speaker"] = np.clip(speakers * ~likely + unlike * speech, 0, 1)
    addressed = pairs.both(table.recipients.some) & (found["same state as recipient"] == 0)
    one = pairs.either(table.voiceless) & pairs.either(table.actors.some)
    found["a speaker that only one names"] = flag(speech & one & ~addressed)


def one_site(pairs: Pairs) -> Flags:
    """Is it one text's one site by one description ("the embassy"), to which both were done?"""
    found: Flags = pairs.within & pairs.both(pairs.table.site_met) & pairs.meet(pairs.table.recipients.said)
    return found


def one_assembly(pairs: Pairs) -> Flags:
    """Are those who act one assembly, by its name or as those who sit in it ("lawmakers")?"""
    table = pairs.table
    abroad = pairs.both(table.actors.countries.some) & ~pairs.meet(table.actors.countries)
    described = pairs.either(table.actors.unnamed) & ~abroad
    named = pairs.meet(table.actors.ids) | pairs.meet(table.actors.said)
    found: Flags = pairs.both(table.decided) & (named | described)
    return found


def _side(pairs: Pairs, side: Side, name: str) -> Observed:
    named, said = side.ids.best(pairs.a, pairs.b), side.said.best(pairs.a, pairs.b)
    both = pairs.both(side.some) & (named < 0)
    country = pairs.meet(side.countries)
    apart = pairs.both(side.countries.some) & ~country
    alike = np.zeros(len(pairs.a))
    maybe = np.flatnonzero(both & ~apart)
    part = side.names.part(pairs.a[maybe], pairs.b[maybe])
    alike[maybe] = np.where(part >= ALIKE, part, 0.0)
    unnamed, vague = pairs.either(side.unnamed), pairs.either(side.vague)
    left = both & (alike == 0) & (said < 0) & ~country
    return {
        f"same {name}": np.where(named < 0, 0.0, (1 + named) / 2),
        f"{name} of like name": np.where(unnamed, 0.0, alike),
        f"{name} described alike": np.where(both & (said >= 0), (1 + said) / 2, np.where(unnamed, alike / 2, 0.0)),
        f"{name} of one country": flag(both & country & ((alike == 0) | unnamed) & (said < 0)),
        f"{name} of another country": flag(left & apart),
        f"other {name}": flag(left & ~vague & ~apart),
        f"{name} described otherwise": flag(left & vague & ~apart),
    }


def figures(pairs: Pairs) -> Observed:
    """Tolls of one role, or those moved: equal, possible together, near each other as one count revised is, or not."""
    table = pairs.table
    equal, meet, near, differ, moved = (np.zeros(len(pairs.a), bool) for _ in range(5))
    for role, low, high in zip(table.roles, table.low, table.high, strict=True):
        (least, other_least), (most, other_most) = pairs.of(low), pairs.of(high)
        known = ~np.isnan(least) & ~np.isnan(other_least)
        known &= (most > 0) | (other_most > 0)  # that nobody was hurt is often said
        larger, smaller = np.maximum(least, other_least), np.minimum(most, other_most)
        revised = (smaller >= MANY) & (smaller >= REVISED * larger)
        meet |= known & (larger <= smaller)
        near |= known & (larger > smaller) & revised
        (moved if role == MOVED else differ)[known & (larger > smaller) & ~revised] = True
        equal |= known & (least == other_least) & (most == other_most)
    return {
        "same figure": flag(equal & ~near & ~differ),
        "figures that agree": flag(meet & ~equal & ~near & ~differ),
        "figures near each other": flag(near & ~differ),
        "other figures": flag(differ),
        "others are moved": flag(moved),
    }


def matters(pairs: Pairs) -> Observed:
    """What is said, demanded, agreed or voted on; of other deeds it says little."""
    table = pairs.table
    spoken = pairs.both(table.spoken)
    same, at = np.zeros(len(pairs.a)), np.flatnonzero(spoken)
    same[at] = table.matter.part(pairs.a[at], pairs.b[at])
    return {
        "same topic": same,
        "other topic": flag(spoken & (same == 0)),
        "one assembly on one matter": flag(one_assembly(pairs) & (same > 0)),
    }


def reality(pairs: Pairs) -> Observed:
    """Facts, denials and possibilities; one act and several, unless the words point back to them ("the raids").

    What is only planned has no number yet: "plans *to attack* envoys" are those for "*attacks* on envoys". A text that
    tells of attacks in general tells of them again less surely than it returns to one attack.
    """
    table = pairs.table
    planned = pairs.either(table.planned)
    going_on = pairs.either(table.lasting & ~table.many)  # an aggression that goes on is as well a war
    return {
        "told and denied": flag(pairs.one(table.denied)),
        "two denials": flag(pairs.both(table.denied)),
        "a fact and a plan": flag(pairs.one(table.real) & planned),
        "a fact and a possibility": flag(pairs.one(table.real) & ~planned),
        "two possibilities": flag(~pairs.either(table.real)),
        "a plan and a possibility": flag(~pairs.either(table.real) & pairs.one(table.planned)),
        "one act and several": flag(pairs.one(table.many) & pairs.either(table.real) & ~going_on),
        "several acts, and several": flag(pairs.both(table.many)),
    }


def words_around(pairs: Pairs) -> Observed:
    """The words around; those of two accounts in one sentence are the same, and tell nothing."""
    alike = pairs.table.around.cosine(pairs.a, pairs.b)
    return {"words around": np.where(_in_passage(pairs), 0.0, np.sqrt(alike))}


def named_around(pairs: Pairs) -> Observed:
    """What is named around, in another sentence."""
    near, passage = pairs.table.near, _in_passage(pairs)
    named = np.sqrt(near.cosine(pairs.a, pairs.b))
    return {
        "what is named around": np.where(passage, 0.0, named),
        "nothing named around in common": flag(~passage & pairs.both(near.some) & (named == 0)),
    }


def _in_passage(pairs: Pairs) -> Flags:
    """Are both told in one sentence, or nearly?"""
    start, other_start = pairs.of(pairs.table.start)
    found: Flags = pairs.within & (np.abs(start - other_start) < PASSAGE)
    return found


def words_of_documents(pairs: Pairs) -> Observed:
    """Of two documents, whether they tell one story by their words."""
    words = pairs.stories.in_words(*pairs.of(pairs.table.document))
    return {"documents in like words": np.where(pairs.within, 0.0, np.sqrt(words))}


def named_in_documents(pairs: Pairs) -> Observed:
    """Of two documents, whether they tell one story by what they name; most of all where it begins with the two."""
    names = pairs.stories.in_names(*pairs.of(pairs.table.document))
    lead = pairs.both(pairs.table.lead)
    return {
        "documents that name the same": np.where(pairs.within, 0.0, np.sqrt(names)),
        "what both stories begin with": np.where(lead & ~pairs.within, np.sqrt(names), 0.0),
    }


def returns(pairs: Pairs) -> Observed:
    """In one document: how close, and whether the later words point back ("the strike") or on ("a second")."""
    at = np.flatnonzero(pairs.within)
    found: Observed = {}
    for name, strength in _returns(pairs.at(at)).items():
        found[name] = np.zeros(len(pairs.a))
        found[name][at] = strength
    found["told as cause and effect, or one after the other"] = flag(pairs.meet(pairs.table.bonds))
    return found


def _returns(pairs: Pairs) -> Observed:
    """The same of pairs of one document each."""
    table = pairs.table
    start, other_start = pairs.of(table.start)
    forward = start <= other_start
    early, late = np.where(forward, pairs.a, pairs.b), np.where(forward, pairs.b, pairs.a)
    distance = np.abs(other_start - start)
    close = np.clip(1 - distance / RETURN_REACH, 0, 1)
    passage = distance < PASSAGE
    acting = pairs.meet(table.actors.ids) | pairs.meet(table.actors.said)
    done = passage & acting & (table.force | table.general)[early] & table.outcome[late]
    both_done = passage & acting & pairs.both(table.forceful) & pairs.same(table.type) & ~done
    bare, definite, further = table.bare[late], table.definite[late], table.further[late]
    besides = further & acting & pairs.both(table.verbal) & (distance < 2 * PASSAGE)  # "it *also* condemned"
    back = definite & ~further
    last = table.antecedent[late] == early
    same = pairs.meet(table.parties) | one_site(pairs)
    known = back & ~bare & (~table.recipients.some[late] | same)  # not "the bombing *of a city*"
    return {
        "in one passage": flag(passage),
        "both told in full in one passage": flag(passage & ~table.bare[early] & ~bare),
        "done, and what came of it, in one passage": flag(done),
        "deeds of one doer in one passage": flag(both_done),
        "soon after": np.where(passage, 0.0, close),
        "names nobody, no place and no time": flag(bare),
        "one that names nobody before": flag(table.bare[early] & ~table.definite[early] & ~bare),
        "a known one, which is bare": np.where(bare & back, 0.5 + close / 2, 0.0),
        "the last one that it may mean": flag(last),
        "the last one that known words may mean": flag(last & back),
        "what came of the act told before": flag((table.outcome_of[late] == early) & (distance < 2 * PASSAGE)),
        "a known one": flag(known),
        "a further one": flag(further & ~besides),
        "said besides": flag(besides),
    }


# They cost little, and settle most pairs.
SETTLING: tuple[Part, ...] = (acts, parties, times, places, figures, matters, reality, returns)
# They cost much.
TEXTS: tuple[Part, ...] = (words_around, named_around, words_of_documents, named_in_documents)
