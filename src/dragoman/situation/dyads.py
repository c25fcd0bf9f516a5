"""Dyads: what two parties did to each other, period by period, and whether the one answers the other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from dragoman.model import Event, Record
from dragoman.resolve.days import days_of
from dragoman.situation.scene import REAL, Period, Scene, Side

EPOCH = date(2000, 3, 1)
# Days since the first of March of the year 0, as `days_of` counts them, of that day
EPOCH_DAYS = 2000 * 365 + 2000 // 4 - 2000 // 100 + 2000 // 400

# With fewer periods no shift of the series could be rarer than 5 in 100, the usual level of significance: of n
# circular shifts the observed one is always among the extremes, so that the least share is 1/n.
LEAST_PERIODS = 20
# Acts in each direction below which one report more or less decides: the usual least expected count of a test of
# counts. Source: W. G. Cochran, Some methods for strengthening the common chi-square tests, Biometrics 10 (1954).
LEAST_ACTS = 5
LONGEST_DELAY = (
    4  # periods within which an act is looked at as an answer: a month of weeks, a third of a year of months
)
SIGNIFICANT = 0.05


class Count(Record, frozen=True):
    """What one party did to the other in a period: acts of cooperation and of conflict, and PLOVER's scores of each."""

    cooperation: int = 0
    conflict: int = 0
    cooperation_score: float = 0.0
    conflict_score: float = 0.0

    def plus(self, score: float) -> "Count":
        """The count with one act more."""
        good = score > 0
        return Count(
            self.cooperation + good,
            self.conflict + (not good),
            self.cooperation_score + (score if good else 0.0),
            self.conflict_score + (0.0 if good else score),
        )

    def joined(self, other: "Count") -> "Count":
        """The sums of both."""
        return Count(
            self.cooperation + other.cooperation,
            self.conflict + other.conflict,
            self.cooperation_score + other.cooperation_score,
            self.conflict_score + other.conflict_score,
        )


class Row(Record, frozen=True):
    """A period of a dyad; None is the row of what has no time of that precision."""

    period: str | None
    forth: Count
    back: Count


class Reciprocity(Record, frozen=True):
    """Whether one party's hostile acts follow the other's.

    Attributes:
        delay: Periods after which they follow most closely; None where there is too little to say.
        chance: Share of circular shifts of the one series that fit at least as well as the observed one.
        says: The outcome in words.
    """

    actor: str
    answers: str
    delay: int | None
    chance: float | None
    says: str


class Dyad(Record, frozen=True):
    """Two parties, `a` before `b` in the alphabet, and what each is told to have done to the other.

    Attributes:
        rows: By period; `forth` is what `a` did to `b`.
        score: Mean of PLOVER's scores of all their events, -10 to 10.
        events: Their ids, by time.
        tellers: Who reports them, each once.
    """

    a: str
    b: str
    rows: tuple[Row, ...]
    score: float
    events: tuple[str, ...]
    tellers: tuple[str, ...]
    reciprocity: tuple[Reciprocity, ...]


def period_of(edtf: str | None, by: Period) -> str | None:
    """The period that a time lies in wholly ("2020-W01", "2020-01", "2020"); None where it lies in no single one."""
    days = days_of(edtf)
    if days is None or days[1] - days[0] > 366:
        return None
    names = {_name(_date(day), by) for day in days}
    return names.pop() if len(names) == 1 else None


def _date(day: float) -> date:
    try:
        return EPOCH + timedelta(days=day - EPOCH_DAYS)
    except OverflowError:  # beyond the years that the calendar of the standard library knows
        return date.min


def _name(day: date, by: Period) -> str:
    if by == "week":
        return f"{day.isocalendar().year}-W{day.isocalendar().week:02}"
    return f"{day.year:04}-{day.month:02}" if by == "month" else f"{day.year:04}"


def acts(scene: Scene, event: Event) -> Iterator[tuple[Side, Side]]:
    """Who did an event to whom, as pairs of sides; in talks and the like each did it to each other.

    Source: PLOVER manual, compound and reciprocal actors: the expansion to pairs is a step after coding.
    """
    if event.status not in REAL:
        return
    doing = dict.fromkeys(side for party in event.actors if (side := scene.side(party)))
    done_to = dict.fromkeys(side for party in event.recipients if (side := scene.side(party)))
    kind = scene.codebook.types.get(event.type)
    if not event.recipients and kind is not None and kind.reciprocal:
        done_to = doing
    for one in doing:
        for other in done_to:
            if one != other:
                yield one, other


def find_dyads(scene: Scene) -> tuple[Dyad, ...]:
    """Count what each pair of parties did to each other; the pairs with most events come first."""
    told: dict[tuple[Side, Side], dict[str, set[tuple[Side, Side]]]] = defaultdict(lambda: defaultdict(set))
    for event in scene.events:
        for one, other in acts(scene, event):
            first, second = sorted((one, other), key=lambda side: (side.name, side.id))
            told[first, second][event.id].add((one, other))
    dyads = [_dyad(scene, pair, events) for pair, events in told.items()]
    return tuple(sorted(dyads, key=lambda dyad: (-len(dyad.events), dyad.a, dyad.b)))


def _dyad(scene: Scene, pair: tuple[Side, Side], events: Mapping[str, set[tuple[Side, Side]]]) -> Dyad:
    rows: dict[str | None, tuple[Count, Count]] = {}
    for id_, directions in events.items():
        event = scene.told.events[id_]
        period = period_of(event.when.edtf if event.when else None, scene.asked.by)
        forth, back = rows.get(period, (Count(), Count()))
        score = scene.score(event)
        forth = forth.plus(score) if pair in directions else forth
        rows[period] = (forth, back.plus(score) if pair[::-1] in directions else back)
    made = tuple(Row(period, *rows[period]) for period in sorted(rows, key=lambda one: one or "~"))
    reports = [scene.told.reports[id_] for event in events for id_ in scene.told.events[event].reports]
    tellers = dict.fromkeys(scene.told.teller(report) for report in reports)
    mean = sum(scene.score(scene.told.events[id_]) for id_ in events) / len(events)
    names = (pair[0].name, pair[1].name)
    return Dyad(*names, made, round(mean, 2), tuple(events), tuple(tellers), _reciprocity(names, made, scene.asked.by))


def _reciprocity(names: tuple[str, str], rows: Sequence[Row], by: Period) -> tuple[Reciprocity, ...]:
    """Does each of the two answer the other's hostile acts with hostile acts?"""
    dated = {row.period: row for row in rows if row.period is not None}
    periods = between(sorted(dated), by)
    forth = [dated[one].forth.conflict if one in dated else 0 for one in periods]
    back = [dated[one].back.conflict if one in dated else 0 for one in periods]
    return (_answers(names, back, forth, by), _answers(names[::-1], forth, back, by))


def between(periods: Sequence[str], by: Period) -> list[str]:
    """Every period from the first to the last of these."""
    if not periods:
        return []
    found: dict[str, None] = {}
    day = _begin(periods[0], by)
    while (name := _name(day, by)) <= periods[-1]:
        found[name] = None
        day += timedelta(days=7 if by == "week" else 28)
    return list(found)


def _begin(period: str, by: Period) -> date:
    if by == "week":
        return date.fromisocalendar(int(period[:4]), int(period[-2:]), 1)
    return date(int(period[:4]), int(period[5:7]) if by == "month" else 1, 1)


def _answers(names: tuple[str, str], stirred: Sequence[int], answered: Sequence[int], by: Period) -> Reciprocity:
    """Test whether the first party's acts follow the second's, with every circular shift as what chance would give.

    Circular shifts keep how each party's own acts come in bursts, and break only the tie between the two.
    """
    actor, other = names
    few = f"too few to say ({sum(answered)} and {sum(stirred)} hostile acts in {len(stirred)} {by}s)"
    if len(stirred) < LEAST_PERIODS or min(sum(stirred), sum(answered)) < LEAST_ACTS:
        return Reciprocity(actor, other, None, None, few)
    fits = {delay: _fit(stirred, answered, delay) for delay in range(1, LONGEST_DELAY + 1)}
    delay = max(fits, key=lambda one: (fits[one], -one))
    best = [
        max(_fit(stirred, [*answered[shift:], *answered[:shift]], one) for one in fits) for shift in range(len(stirred))
    ]
    chance = sum(one >= fits[delay] for one in best) / len(best)
    if chance <= SIGNIFICANT:
        later = f"{delay} {by}{'s' if delay > 1 else ''} later"
        return Reciprocity(actor, other, delay, chance, f"{actor} answers {other}, most often {later}")
    return Reciprocity(actor, other, None, chance, f"no sign that {actor} answers {other}")


def _fit(stirred: Sequence[int], answered: Sequence[int], delay: int) -> float:
    """How often an act is followed by one of the other party so many periods later, each period counted as it is."""
    return float(sum(one * other for one, other in zip(stirred, answered[delay:], strict=False)))
