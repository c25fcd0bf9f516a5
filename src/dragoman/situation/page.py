"""The situation as a page of text: headings and plain sentences, each with who says so and the words that say it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from dragoman.model import DESCRIBED, Event, Meta
from dragoman.situation import Situation
from dragoman.situation.chains import Chain, Step
from dragoman.situation.dyads import LEAST_ACTS, LEAST_PERIODS, SIGNIFICANT, Count, Dyad, Row
from dragoman.situation.forces import Series
from dragoman.situation.network import Network
from dragoman.situation.positions import Issue, Said
from dragoman.situation.scene import Scene, Witness
from dragoman.situation.ties import BOTH_WAYS, Tie
from dragoman.situation.who import Who

MOST = {
    "documents": 5,
    "who": 20,
    "rows": 24,
    "words": 3,
    "said": 2,
    "dyads": 12,
    "central": 8,
    "triads": 10,
    "disputes": 20,
}
SHORT_ID = 8  # characters of an id, as the tables of the other commands print them

# How a tie of one party is said
SENTENCES = {"leads": "leads", "member_of": "is a member of", "part_of": "is part of", "holds_office": "is"}
ONCE = {"leads": "led", "member_of": "was a member of", "part_of": "was part of", "holds_office": "was"}
# Ties between two parties, as headings of lists: who is to whom
STANDING = {
    "backs": "Backing (who → whom)", "allied_with": "Alliance", "opposes": "Opposition",
    "neighbour_of": "Neighbours",
}  # fmt: skip
STEPS = {"responds_to": "answered by", "causes": "brought about", "follows": "followed by"}
LEAST_EVENTS = 3  # events of a pair from which their mean score is given: fewer hang on one report
LEAST_BONDS = 3  # bonds of a year that are worth drawing: with fewer there are no three parties to compare

SCALE = "Scores are PLOVER's, from -10 (conflict) to 10 (cooperation)."

Line = tuple[int, str]  # depth and words; depth 0 is a heading


def lines(scene: Scene, drawn: Situation) -> Iterator[Line]:
    """Lay out a situation, section by section; a section that holds nothing says so."""
    yield 0, "What the documents say; what is so is not for a program to tell"
    yield from _documents(scene)
    yield 1, f"{len(drawn.events)} events. In brackets stands who says so. {SCALE}"
    sections = {
        "Who is who": _who(drawn.who),
        "Who stands with whom": _ties(scene, drawn),
        "Who has what where": _forces(scene, drawn.forces),
        "Who wants what": _issues(scene, drawn.issues),
        "What led to what": _chains(scene, drawn),
        "Who did what to whom": _dyads(scene, drawn.dyads),
        "The network": _networks(drawn.networks),
        "What is disputed": _disputes(scene, drawn),
    }
    for heading, body in sections.items():
        yield 0, heading
        told = list(body)
        yield from told or [(1, "Nothing is stated.")]


def _documents(scene: Scene) -> Iterator[Line]:
    """The documents by name, those of an outlet that has many by their number."""
    by_teller: dict[str, list[Meta]] = defaultdict(list)
    for account in scene.told.accounts.values():
        by_teller[scene.teller(account)].append(account.meta)
    for teller, metas in by_teller.items():
        if len(metas) > MOST["documents"]:
            days = sorted(meta.published.edtf for meta in metas if meta.published.edtf)
            yield 1, f"{teller}: {len(metas)} documents" + (f" (published {days[0]} to {days[-1]})" if days else "")
            continue
        for meta in metas:
            yield 1, f"{teller}: {meta.title or 'without a title'} (published {_date(meta.published.edtf)})"


def _date(edtf: str | None) -> str:
    """A time as a person writes it: an interval by its first and its last day."""
    if edtf is None:
        return "at a time that is not known"
    first, between, last = edtf.partition("/")
    if not between:
        return edtf
    if first in ("", "..") or last in ("", ".."):
        return f"from {first} on" if last in ("", "..") else f"up to {last}"
    return f"{first} to {last}"


def _said_by(witnesses: Sequence[Witness]) -> str:
    """Who says so: each chain of voices once."""
    return "; ".join(dict.fromkeys(", citing ".join(witness.says) for witness in witnesses))


def _more(count: int, shown: int, what: str) -> Iterator[Line]:
    if count > shown:
        yield 1, f"... and {count - shown} more of {count} {what}; --json lists them all."


def _who(people: Sequence[Who]) -> Iterator[Line]:
    shown = people[: MOST["who"]]
    for one in shown:
        known = ", ".join(part for part in (one.country, one.sector) if part)
        yield 1, f"{one.name}" + (f" ({known})" if known else "")
        for verb in dict.fromkeys(map(_verb, one.ties)):
            held = (f"{tie.b}{_times(tie)} [{_tie_tellers(tie)}]" for tie in one.ties if _verb(tie) == verb)
            yield 2, f"{verb} {'; '.join(held)}"
        for words, users in one.called[: MOST["words"]]:
            yield 2, f"called “{words}” by {', '.join(users)}"
    yield from _more(len(people), len(shown), "named parties")


def _verb(tie: Tie) -> str:
    return (ONCE if tie.over else SENTENCES)[tie.relation]


def _times(tie: Tie) -> str:
    """Since when and until when, each way in which it is stated; what is only said to be over has no end of its own."""
    told = []
    for spell in tie.spells:
        since = f"since {_date(spell.since)}" if spell.since else ""
        ended = spell.until in {witness.on for witness in spell.witnesses}
        until = f"{'over by' if ended else 'until'} {_date(spell.until)}" if spell.until else ""
        if spell.since and spell.since == spell.until:
            since, until = f"in {_date(spell.since)}", ""
        past = "told in the past" if spell.past and not spell.since and not spell.until else ""
        told.append(" ".join(part for part in (since, until, past) if part))
    stated = " / ".join(dict.fromkeys(one for one in told if one))
    return f", {stated}" if stated else ""


def _tie_tellers(tie: Tie) -> str:
    return _said_by([witness for spell in tie.spells for witness in spell.witnesses])


def _ties(scene: Scene, drawn: Situation) -> Iterator[Line]:
    named = {one.name for one in scene.told.actors.values() if not one.id.startswith(DESCRIBED)}
    for relation, heading in STANDING.items():
        stated = [tie for tie in drawn.ties if tie.relation == relation]
        if stated:
            yield 1, heading
        for tie in stated:
            yield 2, _pair(tie)
            if {tie.a, tie.b} <= named:
                yield 3, scene.quoted(tie.spells[0].witnesses[0])
    for one in drawn.contrasts:
        if one.kind == "change":
            yield 1, f"Both are stated: {_named_pair(one.one)}; {_named_pair(one.other)} ({one.reason})"
    yield from _stances(drawn)


def _pair(tie: Tie) -> str:
    arrow = "and" if tie.relation in BOTH_WAYS else "→"
    return f"{tie.a} {arrow} {tie.b}{_times(tie)} [{_tie_tellers(tie)}]"


def _named_pair(tie: Tie) -> str:
    return f"{STANDING.get(tie.relation, tie.relation)}: {_pair(tie)}"


def _stances(drawn: Situation) -> Iterator[Line]:
    """How pairs stand to each other by what they are told to have done, over all and by year."""
    enough = [dyad for dyad in drawn.dyads if len(dyad.events) >= LEAST_EVENTS]
    if enough:
        yield 1, f"Derived: mean score of what each pair is told to have done, of {LEAST_EVENTS} events or more"
    years: dict[tuple[str, str], list[str]] = defaultdict(list)
    for network in drawn.networks[1:]:
        for bond in network.bonds:
            if bond.score is not None and len(bond.events) >= LEAST_EVENTS:
                years[bond.a, bond.b].append(f"{network.period} {bond.score:+g} ({len(bond.events)})")
    for dyad in enough[: MOST["dyads"]]:
        by_year = "; ".join(years[dyad.a, dyad.b])
        told = f"{dyad.score:+g} over {len(dyad.events)} events" + (f"; {by_year}" if by_year else "")
        yield 2, f"{dyad.a} and {dyad.b}: {told} [{', '.join(dyad.tellers)}]"


def _forces(scene: Scene, series: Sequence[Series]) -> Iterator[Line]:
    for one in series:
        place = one.place or "a place that is not said"
        disputed = " (figures are disputed)" if one.disputed else ""
        yield 1, f"{one.owner or 'Whose is not said'}: {one.kind} in {place}{disputed}"
        for force in one.forces:
            when = _date(force.as_of)
            told = "as of" if force.dated else "as published"
            number = f"{force.shown} {force.what}" if force.counted else f"{force.what}, how many is not said"
            yield 2, f"{number}, {told} {when} [{_said_by([force.witness])}]"
            yield 3, scene.quoted(force.witness)


def _issues(scene: Scene, issues: Sequence[Issue]) -> Iterator[Line]:
    for issue in issues:
        yield 1, f"{issue.name} ({issue.found})"
        for stance in ("for", "against", "mixed"):
            for position in issue.positions:
                if position.stance == stance:
                    yield 2, f"{stance}: {position.party}"
                    for said in position.said[: MOST["said"]]:
                        yield 3, _stated(scene, said)
        for one in issue.spoken:
            yield 2, f"said about it: {scene.quoted(one.witness)} [{_said_by([one.witness])}]"


def _stated(scene: Scene, said: Said) -> str:
    when = f"{_date(said.on)}: " if said.on else ""
    return f"{when}{said.act}, {scene.quoted(said.witness)} [{_said_by([said.witness])}]"


def _chains(scene: Scene, drawn: Situation) -> Iterator[Line]:
    for one in drawn.chains.chains:
        yield from _chain(scene, one)


def _chain(scene: Scene, one: Chain) -> Iterator[Line]:
    """Each event that led to others, with what it led to and the words that say so."""
    told = None
    for step in one.steps:
        if step.cause != told:
            told = step.cause
            yield 1, act(scene, scene.told.events[step.cause])
        yield from _step(scene, step)


def _step(scene: Scene, step: Step) -> Iterator[Line]:
    yield 2, f"{STEPS[step.relation]}: {act(scene, scene.told.events[step.effect])}"
    for witness in step.witnesses:
        yield 3, f"{scene.quoted(witness)} [{_said_by([witness])}]"


def act(scene: Scene, event: Event) -> str:
    """An event in a few words: who, by which word, whom, when, and the beginning of its id."""
    who = ", ".join(party.name for party in event.actors) or "somebody not named"
    whom = ", ".join(party.name for party in event.recipients)
    words = dict.fromkeys(chain.from_iterable(scene.told.reports[id_].wording for id_ in event.reports))
    when = f", {_date(event.when.edtf)}" if event.when and event.when.edtf else ""
    status = "" if event.status == "occurred" else f", {event.status}"
    aim = f" → {whom}" if whom else ""
    return f"{who}{aim}: {' / '.join(words)} ({event.type}{status}{when}; {event.id[:SHORT_ID]})"


def _dyads(scene: Scene, dyads: Sequence[Dyad]) -> Iterator[Line]:
    several = [dyad for dyad in dyads if len(dyad.events) > 1]
    shown = several[: MOST["dyads"]]
    for dyad in shown:
        yield 1, f"{dyad.a} and {dyad.b} [{', '.join(dyad.tellers)}]"
        rows = dyad.rows if len(dyad.rows) <= MOST["rows"] else _by_year(dyad.rows)
        for row in rows:
            counts = [(dyad.a, dyad.b, row.forth), (dyad.b, dyad.a, row.back)]
            told = "; ".join(f"{one} → {other} {_counts(count)}" for one, other, count in counts if count != Count())
            yield 2, f"{row.period or f'in no single {scene.asked.by}'}: {told}"
        for test in dyad.reciprocity:
            if test.chance is not None:
                yield 2, f"{test.says} (chance would do as well {test.chance:.0%} of the time)"
    if shown:
        yield from _more(len(dyads), len(shown), "pairs")
    elif dyads:
        yield 1, f"Of no pair is more than one event told; --json lists all {len(dyads)}."
    tests = sum(test.chance is not None for dyad in dyads for test in dyad.reciprocity)
    if tests:
        yield (
            1,
            f"{tests} such tests were made; of {tests} about {tests * SIGNIFICANT:.1f} look like an answer by chance.",
        )
    else:
        least = f"{LEAST_ACTS} hostile acts each way over {LEAST_PERIODS} {scene.asked.by}s"
        yield 1, f"Does one answer the other? Too few to say of any pair; it takes {least}."


def _by_year(rows: Sequence[Row]) -> list[Row]:
    """Sum the rows of a long series by year; --json keeps them all."""
    years: dict[str | None, Row] = {}
    for row in rows:
        year = row.period[:4] if row.period else None
        before = years.get(year, Row(year, Count(), Count()))
        years[year] = Row(year, before.forth.joined(row.forth), before.back.joined(row.back))
    return list(years.values())


def _counts(count: Count) -> str:
    """The acts of a period and their scores, without those that there are none of."""
    good = f"cooperation {count.cooperation} ({count.cooperation_score:+g})" if count.cooperation else ""
    bad = f"conflict {count.conflict} ({count.conflict_score:+g})" if count.conflict else ""
    return ", ".join(part for part in (good, bad) if part)


def _networks(networks: Sequence[Network]) -> Iterator[Line]:
    for one in networks:
        if one.period is not None and len(one.bonds) < LEAST_BONDS:
            continue
        period = one.period or "all that was asked for"
        central = ", ".join(f"{c.party} ({c.degree}; {c.betweenness:g})" for c in one.central[: MOST["central"]])
        yield 1, f"{period}: most bonds (and betweenness): {central or 'nobody'}"
        if one.balance is None:
            yield 2, "balance: no three parties with three bonds of a clear sign"
            continue
        yield 2, f"balance: {one.balance:.0%} of {one.triads} threes"
        for parties in one.breaking[: MOST["triads"]]:
            yield 2, f"out of balance: {', '.join(parties)}"


def _outlets(scene: Scene, reports: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(scene.told.teller(scene.told.reports[id_]) for id_ in reports))


def _disputes(scene: Scene, drawn: Situation) -> Iterator[Line]:
    disputed = [event for event in scene.events if event.disputed]
    for event in disputed[: MOST["disputes"]]:
        yield 1, act(scene, event)
        for dispute in event.disputed:
            values = "; ".join(f"{one.value} ({_outlets(scene, one.reports)})" for one in dispute.values)
            yield 2, f"{dispute.field}: {values}"
    yield from _more(len(disputed), MOST["disputes"], "events")
    for one in drawn.contrasts:
        if one.kind == "dispute":
            yield 1, f"{_named_pair(one.one)} against {_named_pair(one.other)}"
    for issue in drawn.issues:
        sides = {stance: [p.party for p in issue.positions if p.stance == stance] for stance in ("for", "against")}
        if all(sides.values()):
            yield 1, f"{issue.name}: for it {', '.join(sides['for'])}; against it {', '.join(sides['against'])}"
    for series in drawn.forces:
        if series.disputed:
            yield 1, f"{series.owner or 'forces'}, {series.kind}, {series.place or 'no place'}: the figures differ"
    for ring in drawn.chains.rings:
        yield 1, f"what came first is told differently ({', '.join(ring.tellers)}):"
        for step in ring.steps:
            yield 2, act(scene, scene.told.events[step.cause])
            yield from _step(scene, step)
