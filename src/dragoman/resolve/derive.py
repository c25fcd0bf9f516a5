"""Derive an event's own values from its reports, each by a named rule.

What is stored is who said what; everything here follows from it, so that other rules need no new build. Reports that
copy one another's text count as one account. No outlet and no party weighs more than another.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import asdict, replace

from dragoman.model import Estimate, Event, Party, PartyName, Record, Report, Status, When, Where
from dragoman.resolve.days import Days, days_of, gap, length
from dragoman.resolve.disputes import Standing, any_pair, apart, side_of, sides_differ, standing_tolls
from dragoman.resolve.figures import Figure, best_figure
from dragoman.resolve.kinds import kind_of
from dragoman.resolve.reports import BASIS, PRECISION
from dragoman.resolve.rules import USUAL, Rules, load_rules
from dragoman.resolve.sides import described, is_state
from dragoman.resolve.words import governing

MAJORITY = 2  # a party stands for the event where half of the reports that give any give it
TOLD_AS_FACT = ("occurred", "ongoing")
OPEN = float("inf")

_Value = TypeVar("_Value", When, Where)


class Telling(Record, frozen=True):
    """What is known of an event's reports beside what they say.

    Attributes:
        published: When each document was published.
        hedged: Ids of the reports that leave open whether it happened ("reportedly") wherever they tell of it.
    """

    published: Mapping[str, Days | None]
    hedged: Set[str] = frozenset()

    def day(self, report: Report) -> float:
        """The day on which the report was published; before all others where that is not known."""
        days = self.published.get(report.document)
        return days[0] if days else -OPEN


def independent(reports: Sequence[Report]) -> list[Report]:
    """The reports that are no copy of another one."""
    return [report for report in reports if report.same_text_as is None]


class Derived(Record, frozen=True):
    """Values of an event as they follow from its reports; see `Event`."""

    modes: tuple[str, ...]
    status: Status
    when: When | None
    where: Where | None
    actors: tuple[PartyName, ...]
    recipients: tuple[PartyName, ...]
    tolls: tuple[Estimate, ...]
    reasons: dict[str, str]


def derive(event: Event, reports: Sequence[Report], telling: Telling, rules: Rules | None = None) -> Event:
    """Return an event with its time, place, parties, figures, modes and status derived anew from its reports.

    Args:
        event: The event; what else it holds is kept.
        reports: Its reports, copies among them.
        telling: What is known of the reports.
        rules: Which rule derives which value; by default the usual ones.
    """
    own = independent(reports)
    return replace(event, **asdict(derived(own, standing_tolls(own, telling.published), telling, rules)))


def derived(own: Sequence[Report], standing: Standing, telling: Telling, rules: Rules | None = None) -> Derived:
    """Derive an event's values from its independent reports.

    Args:
        own: These reports.
        standing: Their figures that stand; see `disputes.standing_tolls`.
        telling: What is known of the reports.
        rules: Which rule derives which value; by default the usual ones.
    """
    by = rules or load_rules(USUAL)
    when, when_reason = derive_when(own, telling, by)
    where, where_reason = derive_where(own, telling, by)
    tolls, toll_reasons = derive_tolls(own, standing, telling, by)
    acting = receiving = own
    last = ""
    if by.parties == "latest":
        acting, receiving = _latest(own, telling, "actors"), _latest(own, telling, "recipients")
        last = ", of those published last"
    actors, actors_reason = derive_actors([report.actors for report in acting])
    recipients, recipients_reason = derive_parties([report.recipients for report in receiving])
    return Derived(
        modes=tuple(sorted({mode for report in own for mode in report.modes})),
        status=_status([report.status for report in own]),
        when=when,
        where=where,
        actors=actors,
        recipients=recipients,
        tolls=tolls,
        reasons={
            "when": when_reason,
            "where": where_reason,
            "actors": actors_reason + last,
            "recipients": recipients_reason + last,
            "status": f"the status that most of {len(own)} independent reports give",
            **toll_reasons,
        },
    )


def _status(told: list[Status]) -> Status:
    """The status that most reports give; of several, that it occurred, else the alphabetically first."""
    return max(sorted(told), key=lambda one: (told.count(one), one == "occurred")) if len(told) > 1 else told[0]


# --------------------------------------------------------------------------------------------------------- parties


Sides = Iterable[tuple[Party, ...]]


def derive_actors(sides: Sides) -> tuple[tuple[PartyName, ...], str]:
    """Rule: as for `derive_parties`, where a state that a report names stands for its organs and weapons in all."""
    given = list(sides)
    states = {party.country: party for side in given for party in side if is_state(party)}
    if states:
        given = [tuple([states.get(party.country, party) for party in side]) for side in given]
    return derive_parties(given)


def derive_parties(sides: Sides) -> tuple[tuple[PartyName, ...], str]:
    """Rule: the parties that at least half of the reports give that give any; where none is, those given most.

    Descriptions of people ("men", "civilians"), and those with the same noun ("market", "crowded market"), count as one
    party, in the words of one report. Beside a name that half give no description is taken. Nobody stands where those
    that are left cannot be the same.

    Returns:
        The parties, those given most first; and the reason.
    """
    given = [side for side in sides if side]
    if not given:
        return (), "null: no report gives any"
    if len(given) == 1:
        return _given_alone(given[0]), _by_half(1, 1)
    if all(len(side) == 1 for side in given) and len({_name(party) for (party,) in given}) == 1:
        return (_name(given[0][0]),), _by_half(len(given), len(given))
    giving = _counted_as(given)
    counted = Counter(key for side in giving for key in side)
    most = max(counted.values())
    half = most * MAJORITY >= len(giving)
    chosen = {key for key in counted if counted[key] == most or (half and counted[key] * MAJORITY >= len(giving))}
    left = [side_of([party for key in side if key in chosen for party in side[key]]) for side in giving]
    if any_pair([side for side in left if side], sides_differ):
        return (), "null: indeterminate, since reports give parties that cannot be the same and are equally well told"
    words = {key: _words(key, giving) for key in chosen}
    names = {key for key in chosen if half and isinstance(key, str) and not described(words[key][0])}
    parties = [(-counted[key], one) for key in names or chosen for one in words[key]]
    parties.sort(key=lambda one: (one[0], one[1].id))
    by_most = f"none is given by half; given by most, {most} of {len(giving)}"
    return tuple([_name(one) for _, one in parties]), _by_half(most, len(giving)) if half else by_most


def _by_half(most: int, count: int) -> str:
    return f"given by at least half of the reports that give any, {most} of {count}"


def _given_alone(side: tuple[Party, ...]) -> tuple[PartyName, ...]:
    """As `derive_parties` where one report alone gives any: all that it names, else all."""
    if len(side) == 1:
        return (_name(side[0]),)
    parties = {one.id: one for one in reversed(side)}
    named = {id_: one for id_, one in parties.items() if not described(one)}
    return tuple([_name(one) for _, one in sorted((named or parties).items())])


def _name(party: Party) -> PartyName:
    return PartyName(party.id, party.name, party.country, party.sector)


_Key = str | tuple[str, str | None]  # the id of a party, or of descriptions their noun and country
_Counted = Mapping[_Key, tuple[Party, ...]]


def _counted_as(sides: Sequence[tuple[Party, ...]]) -> list[_Counted]:
    """The parties of each report by what they count as; of a kind of one country, descriptions without any are too.

    The men of an armed body that is named ("men of the Brigades") count as that body.
    """
    if not any(described(party) for side in sides for party in side):
        return [{party.id: (party,) for party in reversed(side)} for side in sides]
    kinds = {party: _kind(party) for side in sides for party in side}
    bodies = {party.name: party.id for party, kind in kinds.items() if not kind and kind_of(party) == "armed"}
    countries: dict[str, set[str]] = defaultdict(set)
    for party, kind in kinds.items():
        if kind and party.country:
            countries[kind].add(party.country)
    counted: list[_Counted] = []
    for side in sides:
        parties: dict[_Key, dict[str, Party]] = defaultdict(dict)
        for party in side:
            kind = kinds[party]
            key = (kind, party.country if len(countries[kind]) > 1 else None) if kind else party.id
            parties[_body(party, bodies) or key].setdefault(party.id, party)
        counted.append({key: tuple(ones.values()) for key, ones in parties.items()})
    return counted


def _body(party: Party, bodies: Mapping[str, str]) -> str | None:
    """The armed body whose men or sites a description names; None for civilians, whoever holds their town."""
    if not described(party) or kind_of(party) == "civil":
        return None
    return next((id_ for name, id_ in bodies.items() if name in party.name and not name.islower()), None)


def _kind(party: Party) -> str:
    """What a description counts as: people, or its governing noun; "" where a party counts for itself."""
    if not described(party):
        return ""
    kind = kind_of(party)
    if kind in ("civil", "people"):
        return "people"
    return governing(party.name).removesuffix("s") if kind == "site" or " of " not in party.name else ""


def _words(key: _Key, giving: Sequence[_Counted]) -> tuple[Party, ...]:
    """Of the reports that give a party or a kind, the words of one: a name, told most, then the fewest and shortest."""
    told = [side[key] for side in giving if key in side]
    if len(told) == 1:
        return told[0]
    times = Counter(party.id for side in told for party in side)
    return min(
        told,
        key=lambda side: (
            all(described(one) for one in side),
            -max(times[one.id] for one in side),
            len(side),
            sum(len(one.name) for one in side),
            side[0].id,
        ),
    )


# -------------------------------------------------------------------------------------------------- time and place


class _Kind(NamedTuple):
    """How the values of a field are compared: when two are the same, how precise one is, which exclude each other."""

    same: Callable[[Any], Hashable]
    width: Callable[[Any], float]
    differ: Callable[[Any, Any], bool]


def _days(when: When) -> Days:
    return days_of(when.edtf) or (-OPEN, OPEN)


_TIMES = _Kind(_days, lambda when: length(_days(when)), lambda one, other: bool(gap(_days(one), _days(other))))
_PLACES = _Kind(lambda where: (where.name, where.country), lambda where: PRECISION[where.precision], apart)


def derive_when(reports: Sequence[Report], telling: Telling, rules: Rules) -> tuple[When | None, str]:
    """The most precise of the times that the rule leaves; None where those exclude each other.

    Rules: agreed, of the times that most reports allow; mode, of those that most reports give; precise, of all; latest,
    of the reports that were published last.

    Returns:
        The time as one report gives it, or None; and the reason.
    """
    dated = [report for report in reports if report.when and days_of(report.when.edtf)]
    if not dated:
        partial = next((report.when for report in reports if report.when and report.when.edtf), None)
        return partial, "the first date, whose year nothing fixes" if partial else "null: no report gives a time"
    times = [report.when for report in (_latest(dated, telling) if rules.when == "latest" else dated) if report.when]
    left, reason = _chosen(times, rules.when, _TIMES, "time")
    if len(left) == 1:
        return left[0], reason
    first = min(left, key=lambda when: (_days(when), BASIS[when.basis], when.start or 0))
    if any(_TIMES.differ(first, other) for other in left):
        return None, "null: indeterminate, since reports give dates that exclude each other and are equally well told"
    return first, reason


def derive_where(reports: Sequence[Report], telling: Telling, rules: Rules) -> tuple[Where | None, str]:
    """The most precise of the places that the rule leaves, as for `derive_when`; of several, the first by its name."""
    placed = [report for report in reports if report.where]
    if not placed:
        return None, "null: no report gives a place"
    places = [one.where for one in (_latest(placed, telling) if rules.where == "latest" else placed) if one.where]
    left, reason = _chosen(places, rules.where, _PLACES, "place")
    if len(left) == 1:
        return left[0], reason
    first = min(left, key=lambda where: (where.name, where.start))
    if any(_PLACES.differ(first, other) for other in left):
        return None, "null: indeterminate, since reports give places that lie apart and are equally well told"
    return first, reason


def _latest(reports: Sequence[Report], telling: Telling, field: str = "") -> list[Report]:
    """Of the reports that give a field, those published last."""
    giving = [report for report in reports if not field or getattr(report, field)]
    last = max((telling.day(report) for report in giving), default=0.0)
    return [report for report in giving if telling.day(report) == last]


def _chosen(values: list[_Value], rule: str, kind: _Kind, noun: str) -> tuple[list[_Value], str]:
    """The most precise of the values that a rule leaves, and why."""
    count = most = len(values)
    if count == 1:
        return values, _why(rule, noun, most, count)
    if rule in ("agreed", "mode"):
        backed = _backed(values, rule, kind)
        most = max(backed)
        values = [value for value, by in zip(values, backed, strict=True) if by == most]
    widths = [kind.width(value) for value in values]
    narrowest = min(widths)
    left = [value for value, width in zip(values, widths, strict=True) if width == narrowest]
    return left, _why(rule, noun, most, count)


def _why(rule: str, noun: str, most: int, count: int) -> str:
    """Why a value stands: a rule, and how many reports back it, of how many that give any."""
    if rule == "agreed":
        return f"the most precise {noun} that {most} of {count} reports with a {noun} allow"
    if rule == "mode":
        return f"the {noun} that most reports give, {most} of {count} with a {noun}"
    last = " published last" if rule == "latest" else ""
    return f"the most precise {noun} of the {count} reports{last} with a {noun}"


def _backed(values: Sequence[_Value], rule: str, kind: _Kind) -> list[int]:
    """For each value how many reports give it; by the rule `agreed` how many allow it."""
    keys = [kind.same(value) for value in values]
    one_of = dict(zip(keys, values, strict=True))
    if len(one_of) == 1:
        return [len(keys)] * len(keys)
    given = dict.fromkeys(keys, 0)
    for key in keys:
        given[key] += 1
    if rule == "agreed":
        given = {
            key: sum([count for other, count in given.items() if not kind.differ(value, one_of[other])])
            for key, value in one_of.items()
        }
    return [given[key] for key in keys]


# --------------------------------------------------------------------------------------------------------- figures


def derive_tolls(
    reports: Sequence[Report], tolls: Standing, telling: Telling, rules: Rules
) -> tuple[tuple[Estimate, ...], dict[str, str]]:
    """Low is the lowest and high the highest figure reported; best is chosen by the rule, None on a tie.

    Args:
        reports: The event's independent reports.
        tolls: The figures that stand, by role, each with its report; see `disputes.standing_tolls`.
        telling: What is known of the reports.
        rules: Which rule chooses.

    Returns:
        An estimate for each role, and why its best figure is what it is.
    """
    by_id = {report.id: report for report in reports}
    estimates, reasons = [], {}
    for role, told in sorted(tolls.items()):
        told_by = [Figure(toll, telling.day(by_id[id_]), _is_firm(by_id[id_], telling)) for toll, id_ in told]
        firm = [one for one in told_by if one.firm] if rules.firm else told_by
        best, reason = best_figure(firm, rules)
        reasons[role] = f"the lowest and the highest figure that stands; {reason}"
        lows = [one.toll.low for one in firm if one.toll.low is not None]
        highs = [one.toll.high for one in told_by if one.toll.high is not None]
        high = max(highs) if len(highs) == len(told_by) else None
        estimates.append(Estimate(role, min(lows) if lows else None, best, high))
    return tuple(estimates), reasons


def _is_firm(report: Report, telling: Telling) -> bool:
    return report.status in TOLD_AS_FACT and report.id not in telling.hedged
