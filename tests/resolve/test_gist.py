"""Tests of resolve/gist.py: what is known of a document depends on that document alone."""

from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.model import ActorMention, LinkMention, Span
from dragoman.resolve import resolve, resolve_large
from dragoman.resolve.gathered import Gathered
from dragoman.resolve.gist import Gist, gists
from tests.resolve.made import IRAN, US, account, event, news

TOLD = [*news(60), account("silent"), account("blank", text=" ")]
ALONE = {one.id: msgspec.msgpack.encode(gist) for one in TOLD for gist in gists([one])}
DECODER = msgspec.msgpack.Decoder(Gist)


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, len(TOLD) - 1), min_size=1), st.randoms(use_true_random=False))
def test_a_gist_is_the_same_whatever_is_read_with_it(some: set[int], chance: Random) -> None:
    """Down to the last byte, in any order: so workers may make it, some documents at a time."""
    chosen = sorted(some)
    chance.shuffle(chosen)
    found = list(gists(TOLD[number] for number in chosen))
    assert [one.id for one in found] == [TOLD[number].id for number in chosen]
    assert [msgspec.msgpack.encode(one) for one in found] == [ALONE[one.id] for one in found]


def test_a_stored_gist_tells_what_the_document_told() -> None:
    """Written and read again, gists resolve to what their documents do."""
    stored = [DECODER.decode(msgspec.msgpack.encode(one)) for one in gists(TOLD)]
    made, once = resolve_large(stored), resolve(TOLD)
    assert tuple(made.actors) == once.actors
    assert tuple(one.event for one in made.finished) == once.events


def test_what_resolve_never_looks_at_is_left_out() -> None:
    """Reasons, hedges and contexts stay with the document; all else of a mention is there, for its report."""
    mention = event("a", 30, "strike", actors=(US,), recipients=(IRAN,), killed=3)
    full = replace(mention, reasons={"when": "why"}, hedges=(Span(0, 4),), contexts=("military",))
    (said,) = Gathered(gists([account("a", full)])).said()
    assert said.mentions == (mention,)


def test_words_and_things_come_back_as_they_stood_around_each_mention() -> None:
    """Two documents number their words by themselves; together each mention has its own words, parties and links."""
    texts = {"a": "Alpha beta strike gamma.\nDelta omega.", "b": "Gamma attack alpha.\nZeta strike beta."}
    told = []
    for id_, text in texts.items():
        events = [event(id_, text.index(word), word) for word in ("strike", "attack") if word in text]
        links = (LinkMention(events[0].id, events[-1].id, "responds_to", 0, 1),)
        party = ActorMention(0, 5, 0, f"kb:{id_}", id_, None, None, "name", 1.0, "made")
        one = account(id_, *events, text=text)
        told.append(replace(one, mentions=replace(one.mentions, links=links, actors=(party,))))
    columns = Gathered(gists(told)).columns
    words = list(columns.vocabulary)
    lengths, things = columns.around.laid()
    ends = lengths.cumsum()
    found = [{words[at] for at in things[end - length : end]} for length, end in zip(lengths, ends, strict=True)]
    assert found == [{"alpha", "beta", "gamma"}, {"gamma", "alpha"}, {"zeta", "beta"}]
    assert columns.near.laid()[0].tolist() == [1, 1, 0]  # the party stands in another paragraph than the last one
    assert columns.bonds.laid()[0].tolist() == [1, 1, 1]
