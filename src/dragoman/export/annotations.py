"""`dragoman annotate`: the public record of one document, exactly as docs/reference/interchange.md describes it."""

from typing import Any

from dragoman.model import (
    Account,
    EventMention,
    FigureMention,
    Party,
    QuoteMention,
    TieMention,
    Toll,
    Voice,
    When,
    Where,
)

VERSION = 1
PRINTED = {"standfirst": "other"}  # kinds that the public form does not have

UNPRINTED = "neighbour_of"  # a tie that the case holds, and that checkers of the public form do not know


def record(account: Account) -> dict[str, Any]:
    """Return the record of a document as plain values, its keys in the public order."""
    text, found = account.text, account.mentions
    published = account.meta.published
    body = [_range(piece) for piece in account.pieces if piece.kind == "body"]
    dropped = [piece for piece in account.pieces if piece.kind != "body"]
    return {
        "version": VERSION,
        "id": account.id,
        "source": account.source,
        "meta": {
            "title": account.meta.title,
            "author": account.meta.author,
            "outlet": account.meta.outlet,
            "language": account.meta.language,
            "published": {
                "edtf": published.edtf,
                "basis": published.basis,
                "because": [_range(span) for span in published.because],
            },
        },
        "body": body,
        "dropped": [{**_range(one), "kind": PRINTED.get(one.kind, one.kind), "reason": one.reason} for one in dropped],
        "events": [_event(event, text) for event in found.events],
        "quotes": [_quote(quote, text) for quote in found.quotes],
        "figures": [_figure(figure) for figure in found.figures],
        "times": [
            {**_range(time), "edtf": time.edtf, "duration": time.duration, "kind": time.kind} for time in found.times
        ],
        "places": [
            {**_range(one), **_plain(one, "name", "country", "lat", "lon", "geonames", "score")} for one in found.places
        ],
        "actors": [{**_range(one), **_plain(one, "id", "name", "country", "sector")} for one in found.actors],
        "ties": [_tie(tie) for tie in found.ties if tie.relation != UNPRINTED],
        "links": [_plain(link, "cause", "effect", "relation", "start", "end") for link in found.links],
        "problems": [_plain(problem, "stage", "code", "message") for problem in account.problems],
    }


def _plain(thing: Any, *names: str) -> dict[str, Any]:
    """These attributes, in this order."""
    return {name: getattr(thing, name) for name in names}


def _range(thing: Any) -> dict[str, int]:
    return {"start": thing.start, "end": thing.end}


def party(one: Party, text: str) -> dict[str, Any]:
    """The public form of an actor or recipient."""
    words = text[one.start : one.end]
    return {**_range(one), "text": words, **_plain(one, "id", "name", "country", "sector", "explicit")}


def when(one: When) -> dict[str, Any]:
    """The public form of an event's time."""
    return _plain(one, "edtf", "start", "end", "basis")


def where(one: Where | None) -> dict[str, Any] | None:
    """The public form of an event's place."""
    return None if one is None else _plain(one, "name", "country", "lat", "lon", "precision", "start", "end")


def toll(one: Toll) -> dict[str, Any]:
    """The public form of a figure that belongs to an event."""
    return _plain(one, "role", "low", "high", "start", "end")


def voice(one: Voice) -> dict[str, Any]:
    """The public form of a voice."""
    return _plain(one, "kind", "name", "start", "end")


def _event(event: EventMention, text: str) -> dict[str, Any]:
    return {
        "id": event.id,
        **_range(event),
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        **_plain(event, "status", "historical", "score"),
        "actors": [party(one, text) for one in event.actors],
        "recipients": [party(one, text) for one in event.recipients],
        "when": when(event.when),
        "where": where(event.where),
        "figures": [toll(one) for one in event.tolls],
        "voices": [voice(one) for one in event.voices],
        "reasons": event.reasons,
    }


def _quote(quote: QuoteMention, text: str) -> dict[str, Any]:
    speaker, cue = quote.speaker, quote.cue
    named = None
    if speaker is not None:
        words = None if speaker.start is None else text[speaker.start : speaker.end]
        named = {"start": speaker.start, "end": speaker.end, "text": words, "id": speaker.id, "name": speaker.name}
    return {
        **_range(quote),
        "parts": [_range(part) for part in quote.parts],
        "kind": quote.kind,
        "speaker": named,
        "cue": None if cue is None else {**_range(cue), "text": cue.of(text)},
        "voices": [voice(one) for one in quote.voices],
    }


def _figure(figure: FigureMention) -> dict[str, Any]:
    as_of = figure.when and When(figure.when, None, None, "stated")
    return {
        **_range(figure),
        **_plain(figure, "low", "high", "best", "unit", "of", "approximate"),
        "when": when(as_of) if as_of else None,
        "voices": [voice(one) for one in figure.voices],
    }


def _tie(tie: TieMention) -> dict[str, Any]:
    return {
        **_plain(tie, "start", "end", "a", "relation", "b", "since", "until"),
        "voices": [voice(one) for one in tie.voices],
    }
