"""Judging: turn what a person says of the ids that tables show into judgements that outlive these ids."""

from collections.abc import Callable, Sequence
from getpass import getuser

from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.explain import SHORT_ID, Explained
from dragoman.judge import now, signed
from dragoman.judge.anchors import anchor
from dragoman.judge.pairs import OF_PAIRS, PARTY
from dragoman.judge.parties import namings
from dragoman.judge.values import FIELDS, NEEDED, NULL, spans_of, value_of
from dragoman.judging.values import Given, event_type
from dragoman.model import Account, ActorMention, Anchor, EventMention, Judgement, Record, Span, Value, Verdict

NAMELESS = "somebody"  # the judge, where the system does not say who uses it


class Asked(Record, frozen=True, forbid_unknown_fields=True):
    """What a person says.

    Attributes:
        what: The verdict.
        ids: Of two things for "same", "different" and "unsure"; of a document for "add"; else of one thing. The
            beginning of an id will do, for a document also the end of its source.
        field: The field that is judged, or None.
        value: What it is, of "correct"; the type, of "add".
        spans: Code points of the raw text: of the words that show the value, one span for each party; of "add", the
            trigger.
        why: A remark.
    """

    what: Verdict
    ids: tuple[str, ...]
    field: str | None = None
    value: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    why: str = ""


Told = Callable[[Verdict], Judgement]  # a judgement with nothing but the judge, the moment and the verdict


def usual_judge() -> str:
    """The name that the system knows the user by."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return NAMELESS


def judgements_of(asked: Asked, told: Explained, who: str, book: Sequence[Judgement] = ()) -> tuple[Judgement, ...]:
    """Make judgements of what a person says; of a report there is one for each of its mentions.

    Args:
        asked: What is said.
        told: The case that the ids are of.
        who: The judge.
        book: The judgements so far, one of which may be undone.

    Raises:
        SetupError: `judge.target`, `judge.field`, `judge.value`, `judge.span`, `judge.why`; those of `Explained.find`.
    """
    bare = Judgement("", now(), who.strip() or NAMELESS, asked.what, why=asked.why.strip())
    if asked.what == "undo":
        made = [replace(bare, of=_known(_one(asked), book).id)]
    elif asked.what in OF_PAIRS:
        about, other = _two(asked, told)
        made = [replace(bare, about=about, other=other)]
    elif asked.what == "add":
        account, span = document_of(told, _one(asked)), _only_span(asked)
        check_span(account, span)
        type_ = event_type(asked.value or "", told)
        made = [replace(bare, about=(anchor(account, span.start, span.end, type_),))]
    else:
        field = _field(asked)
        made = [
            _of_mention(replace(bare, field=field), asked, mention, Given(told, account, mention))
            for mention, account in _mentions(told, told.find(_one(asked)), whole_events=False)
        ]
    return tuple(signed(one) for one in made)


def document_of(told: Explained, named: str) -> Account:
    """The document that a person names, by the beginning of its id or the end of its source.

    Raises:
        SetupError: `judge.target`, where not exactly one is named so.
    """
    found = [one for one in told.accounts.values() if one.id.startswith(named) or one.source.endswith(named)]
    exact = [one for one in found if named in (one.id, one.source)] or found
    if len(exact) != 1:
        raise SetupError("judge.target", f'"{named}" names {len(exact)} documents of the case; give its id in full.')
    return exact[0]


def check_span(account: Account, span: Span) -> None:
    """Refuse a span that the document does not have, or that shows nothing.

    Raises:
        SetupError: `judge.span`.
    """
    if span.end > len(account.text) or not span.of(account.text).strip():
        message = f"{account.source} has {len(account.text)} characters: give a START below an END that hold words."
        raise SetupError("judge.span", message)


# ------------------------------------------------------------------------------------------------ what it is about


def _one(asked: Asked) -> str:
    if len(asked.ids) != 1:
        raise SetupError("judge.target", f'"{asked.what}" is said of one thing: give one id.')
    return asked.ids[0]


def _only_span(asked: Asked) -> Span:
    if len(asked.spans) != 1:
        raise SetupError("judge.span", "say where the words stand that tell of the event: one START and END.")
    return _span(*asked.spans[0])


def _span(start: int, end: int) -> Span:
    if not 0 <= start < end:
        raise SetupError("judge.span", f"no words stand from {start} to {end}: give a START below an END.")
    return Span(start, end)


def _known(id_: str, book: Sequence[Judgement]) -> Judgement:
    """The judgement of an id, or of the beginning of one."""
    found = [one for one in book if one.id.startswith(id_)]
    if len(found) != 1:
        raise SetupError("judge.target", f'"{id_}" begins {len(found)} judgements; dragoman judge CASE list has them.')
    return found[0]


def _two(asked: Asked, told: Explained) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
    """The places of two things that are compared: two parties, or two mentions, reports or events."""
    ids = list(dict.fromkeys(told.find(one) for one in asked.ids))
    if len(ids) != 2:
        raise SetupError("judge.target", f'"{asked.what}" is said of two things: give two ids.')
    parties = [id_ in told.actors for id_ in ids]
    if all(parties):
        return (_party(told, ids[0]),), (_party(told, ids[1]),)
    if any(parties):
        raise SetupError("judge.target", "a party and an event cannot be the same: give two ids of one kind.")
    one, other = ([_place(account, mention) for mention, account in _mentions(told, id_)] for id_ in ids)
    return tuple(one), tuple(other)


def _mentions(told: Explained, id_: str, *, whole_events: bool = True) -> list[tuple[EventMention, Account]]:
    """The mentions that an id stands for, in a fixed order: of a report its own, of an event those of its reports.

    Where no pair is asked for, what one judge left out another may judge as well, and an event stands for its report
    only where it has no other: what one document says is right or wrong, not what all of them say together.
    """
    if id_ in told.mentions:
        return [told.mentions[id_]]
    if id_ in told.left_out and not whole_events:
        left, account = told.left_out[id_]
        return [(left.mention, account)]
    if id_ in told.reports:
        return [told.mentions[one] for one in told.reports[id_].mentions]
    if id_ in told.events:
        reports = [told.reports[one] for one in told.events[id_].reports]
        if whole_events or len(reports) == 1:
            return [told.mentions[one] for report in reports for one in report.mentions]
        listed = ", ".join(f"{report.id[:SHORT_ID]} ({told.teller(report)})" for report in reports)
        message = f'"{id_}" is an event of {len(reports)} reports. Give the id of the one that you judge: {listed}.'
        raise SetupError("judge.target", message)
    wanted = "a mention, report or event" if whole_events else "a mention or a report"
    raise SetupError("judge.target", f'"{id_}" is not the id of {wanted}; dragoman explain CASE ID lists them.')


def _place(account: Account, mention: EventMention) -> Anchor:
    return anchor(account, mention.start, mention.end, mention.type)


def _party(told: Explained, id_: str) -> Anchor:
    """The place that names a party best: rather by its name than otherwise, then the first."""
    places = [(account, one) for account in told.accounts.values() for one in namings(account) if one.id == id_]

    def rank(place: tuple[Account, object]) -> tuple[bool, str]:
        account, one = place
        return not (isinstance(one, ActorMention) and one.kind == "name"), account.id

    if not places:
        raise SetupError("judge.target", f'no words of a document stand for "{id_}", so that nothing can be judged.')
    account, one = min(places, key=rank)
    return anchor(account, one.start, one.end, PARTY)


# ---------------------------------------------------------------------------------------------------- what is said


def _field(asked: Asked) -> str | None:
    """The field that is judged.

    Raises:
        SetupError: `judge.field`, where there is none of that name.
    """
    if asked.field is None and asked.what != "correct":
        return None
    if asked.field not in FIELDS:
        raise SetupError("judge.field", f'there is no field "{asked.field}"; there are: {", ".join(FIELDS)}.')
    if asked.what == "wrong" and asked.field in NEEDED:
        message = f"an event always has a {asked.field}: say which, with dragoman judge CASE correct ID {asked.field}."
        raise SetupError("judge.value", message)
    return asked.field


def _of_mention(bare: Judgement, asked: Asked, mention: EventMention, given: Given) -> Judgement:
    """A judgement of one mention, with the value that is right by it."""
    account = given.account
    made = replace(bare, about=(_place(account, mention),))
    if bare.field is None or bare.what == "wrong":
        return made
    value: Value | None
    if bare.what == "right":
        value = value_of(mention, bare.field)
    elif asked.value is None or asked.value.strip().lower() == NULL:
        if bare.field in NEEDED:
            raise SetupError("judge.value", f"an event always has a {bare.field}.")
        if not bare.why:
            raise SetupError("judge.why", f"say with --why how you know that {bare.field} is null.")
        value = None
    else:
        spans = tuple(_span(*one) for one in asked.spans)
        for span in spans:
            check_span(account, span)
        value = given.value(bare.field, asked.value, spans)
    shown = tuple(anchor(account, one.start, one.end) for one in spans_of(value))
    return replace(made, value=value, shown=shown)
