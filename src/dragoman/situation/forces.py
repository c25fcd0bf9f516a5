"""Forces: who has how many of what where, as of when, according to whom."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from dragoman.model import DESCRIBED, Account, ActorMention, FigureMention, Record, Span, Toll
from dragoman.resolve.days import days_of
from dragoman.resolve.disputes import show_toll, tolls_differ
from dragoman.situation.scene import Scene, Witness, overlap

SENTENCE = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n")
REACH = 200  # code points before and after a figure in which its owner and place are looked for: a long clause
NEAR = 60  # code points before a figure and behind what it counts: the rest of its clause, where sentences are long
HAVING = 3  # words between a verb of having and the number or noun: "has now some 2,500", "soldiers now are"
WORD = re.compile(r"[\w'’-]+")
WORD_REACH = 20  # code points before a name that hold the preposition and article it stands behind
OWNING = frozenset({"name", "adjective", "possessive", "description"})


class Force(Record, frozen=True):
    """A stated strength of one party at one place.

    Attributes:
        owner: Whose it is; None where the sentence does not say.
        kind: Which kind of force ("troops"), as the language file sorts the nouns.
        what: The noun of the text ("personnel").
        place: Where; None where the sentence does not say.
        low, best, high: The figure; all None where something is said to be there and not how many.
        as_of: EDTF of the time that the text gives, else of its publication.
        dated: The text gives that time.
    """

    owner: str | None
    kind: str
    what: str
    place: str | None
    low: float | None
    best: float | None
    high: float | None
    as_of: str | None
    dated: bool
    witness: Witness

    @property
    def counted(self) -> bool:
        """Is it said how many?"""
        return (self.low, self.best, self.high) != (None, None, None)

    @property
    def shown(self) -> str:
        """The figure as a person writes it."""
        return show_toll(Toll(self.kind, self.low, self.best, self.high, 0, 1)) if self.counted else "not counted"


class Series(Record, frozen=True):
    """The stated strengths of one party in one kind of force at one place, by time.

    Attributes:
        disputed: Two of them, of times that may be the same and by different tellers, exclude each other.
    """

    owner: str | None
    kind: str
    place: str | None
    forces: tuple[Force, ...]
    disputed: bool


def gather_forces(scene: Scene) -> tuple[Series, ...]:
    """Gather the strengths that documents state, a series a party, kind and place; counted ones first."""
    found: dict[tuple[str | None, str, str | None], list[Force]] = defaultdict(list)
    for account in scene.told.accounts.values():
        for force in (*_counted(scene, account), *_hosted(scene, account)):
            if scene.is_within(force.as_of) and scene.concerns(one for one in (force.owner, force.place) if one):
                found[force.owner, force.kind, force.place].append(force)
    series = [_series(key, forces) for key, forces in found.items()]
    return tuple(sorted(series, key=lambda one: (_uncounted(one), one.owner or "~", one.kind, one.place or "~")))


def _uncounted(series: Series) -> bool:
    return not any(force.counted for force in series.forces)


def _series(key: tuple[str | None, str, str | None], forces: Sequence[Force]) -> Series:
    ordered = tuple(sorted(forces, key=lambda one: (_first(one.as_of), one.witness.document, one.witness.start)))
    return Series(*key, ordered, any(_exclude(one, other) for one, other in combinations(ordered, 2)))


def _first(edtf: str | None) -> float:
    days = days_of(edtf)
    return days[0] if days else float("inf")


def _exclude(one: Force, other: Force) -> bool:
    """Can two tellers' figures of one time not both be true?"""
    if one.witness.says == other.witness.says or not (one.counted and other.counted):
        return False
    tolls = [Toll(force.kind, force.low, force.best, force.high, 0, 1) for force in (one, other)]
    return overlap(days_of(one.as_of), days_of(other.as_of)) and tolls_differ(tolls)


def _counted(scene: Scene, account: Account) -> Iterator[Force]:
    """Figures that count forces that somebody has somewhere; without a noun of its own one takes that before it.

    Rule: a word must say that they are had, sent or stationed: a toll, and what is fired or hit, is no strength. What
    they belong to is the party within the words that are counted; else the last party named before them in the sentence
    that does not stand as a place and is no person. The place is the first named behind them, before the next figure.
    """
    noun: tuple[str, str] | None = None
    held, ending = False, 0
    for figure in account.mentions.figures:
        begin, end = _sentence(account.text, figure)
        kind = kind_of(scene, figure.unit)
        if kind is not None or figure.unit is not None or begin >= ending:
            noun = (kind, figure.unit or kind) if kind is not None else None
            held = False
        ending = end
        held = held or _is_held(scene, account.text, figure, (begin, end))
        if noun is None or figure.role is not None or not held:
            continue
        span = Span(figure.start, figure.end)
        owner = _owner(scene, account, figure, begin)
        place = _place(scene, account, figure, end)
        witness = scene.witness(account, span, figure.voices)
        as_of = figure.when or account.meta.published.edtf
        yield Force(
            owner, *noun, place, figure.low, figure.best, figure.high, as_of, figure.when is not None, witness
        )  # fmt: skip


def _is_held(scene: Scene, text: str, figure: FigureMention, sentence: tuple[int, int]) -> bool:
    """Do the words around a figure say that its forces are somewhere?"""
    counted = figure.end + len(figure.of or "")
    before = WORD.findall(text[max(sentence[0], figure.start - NEAR) : figure.start].casefold())
    after = WORD.findall(text[figure.end : min(sentence[1], counted + NEAR)].casefold())
    words = scene.words
    held = {*before[-HAVING:], *after[: HAVING + len((figure.of or "").split())]} & set(words.having)
    return bool(held or {*before, *after} & set(words.stationed))


def kind_of(scene: Scene, words: str | None) -> str | None:
    """The kind of force that words name by their last noun ("US military personnel"); None where it is none."""
    lower = (words or "").casefold().split()
    for kind, nouns in scene.words.forces.items():
        if any(" ".join(lower[-length:]) in nouns for length in (1, 2) if len(lower) >= length):
            return kind
    return None


def _sentence(text: str, figure: FigureMention) -> tuple[int, int]:
    """Where the sentence of a figure begins and ends, no further away than `REACH`."""
    first, last = max(0, figure.start - REACH), min(len(text), figure.end + REACH)
    ends = [match.end() for match in SENTENCE.finditer(text, first, figure.start)]
    after = SENTENCE.search(text, figure.end, last)
    return (ends[-1] if ends else first), (after.start() if after else last)


def _owner(scene: Scene, account: Account, figure: FigureMention, begin: int) -> str | None:
    counted = Span(figure.start, figure.end + len(figure.of or ""))
    named = [one for one in account.mentions.actors if one.kind in OWNING]
    inside = [one for one in named if counted.holds(one.span) and one.kind in ("name", "adjective", "possessive")]
    of_unit = [one for one in inside if not _is_place(scene, account, one)]
    if of_unit:
        return of_unit[0].name
    before = [one for one in named if begin <= one.start and one.end <= figure.start and not one.person]
    known = [one for one in before if one.kind != "description" or not one.id.startswith(DESCRIBED)]
    free = [one for one in known if not _is_place(scene, account, one)]
    return free[-1].name if free else None


def _is_place(scene: Scene, account: Account, actor: ActorMention) -> bool:
    """Does the name stand behind a preposition, as a place does?"""
    return _word_before(scene, account.text, actor.start) in scene.words.within


def _place(scene: Scene, account: Account, figure: FigureMention, end: int) -> str | None:
    following = [one.start for one in account.mentions.figures if one.start >= figure.end]
    limit = min([end, *following])
    places = [one for one in account.mentions.places if figure.end <= one.start and one.end <= limit]
    owners = {one.start for one in account.mentions.actors if one.kind in ("adjective", "possessive")}
    staying = [one for one in places if _word_before(scene, account.text, one.start) not in scene.words.away]
    return next((one.name for one in staying if one.start not in owners), None)


def _word_before(scene: Scene, text: str, at: int) -> str:
    """The word before a name, articles aside."""
    words = text[max(0, at - WORD_REACH) : at].casefold().split()
    while words and words[-1] in scene.words.articles:
        words.pop()
    return words[-1] if words else ""


def _hosted(scene: Scene, account: Account) -> Iterator[Force]:
    """What a country or place is stated to host, without a number."""
    figures = [Span(one.start, one.end) for one in account.mentions.figures]
    for tie in account.mentions.ties:
        span = Span(tie.start, tie.end)
        kind = kind_of(scene, tie.b) if tie.relation == "hosts" else None
        if kind is not None and not any(span.holds(figure) for figure in figures):
            named = [one.name for one in account.mentions.actors if span.holds(one.span) and one.name != tie.a]
            as_of = tie.since or account.meta.published.edtf
            witness = scene.witness(account, span, tie.voices)
            owner = named[0] if named else None
            yield Force(owner, kind, tie.b, tie.a, None, None, None, as_of, tie.since is not None, witness)
