"""Times: every time expression of a document, the calendar time that it means, and what that rests on."""

from functools import lru_cache

from msgspec.structs import replace

from dragoman.find.times.anchors import Anchor, Known, Story
from dragoman.find.times.calendar import bounds
from dragoman.find.times.expressions import Forms, date_within, find_expressions
from dragoman.find.times.reading import GUESSED, Place, Reading
from dragoman.find.times.readings import read
from dragoman.find.times.relative import from_event
from dragoman.find.times.undated import UndatedStory
from dragoman.find.times.words import Expression, TimeWords
from dragoman.grammar import Grammar
from dragoman.lang import Language
from dragoman.model import Mentions, Published, TimeMention

NEXT_TO = 6  # characters between a time of day and its day: " on ", ", on "
OPEN_END = "/.."  # EDTF: some day after


def _known_publication(published: Published) -> str | None:
    """The publication date where it can be counted from: not one that is only inferred to lie after a day."""
    return None if published.edtf is None or published.edtf.endswith(OPEN_END) else published.edtf


def find_times(grammar: Grammar, found: Mentions, *, lang: Language) -> tuple[TimeMention, ...]:
    """Find the time expressions of a document and turn them into EDTF.

    Args:
        grammar: The document; its publication date is what "yesterday" is counted from.
        found: Not read; times come from the text alone.
        lang: Its language.

    Returns:
        One mention an expression, in text order, without the preposition before it, as TimeML marks them.
    """
    del found
    forms = _forms(lang)
    story, undated = Story(_known_publication(grammar.document.meta.published)), UndatedStory()
    expressions = _shared(find_expressions(grammar, forms), grammar, forms)
    mentions = []
    for number in _reading_order(expressions, grammar):
        expression = expressions[number]
        sentence = grammar.sentence(expression.row)
        place = Place(sentence, grammar.paragraph(expression.row), looks_ahead(grammar, forms.words, expression.row))
        within = date_within(grammar, forms, expression) if "event" in expression.parts else None
        inner = (within, read(within, story, place)) if within is not None else None
        reading = _reading(expression, story, place, inner)
        if story.focus is None and story.now() is None:
            reading = undated.read(expression, place, reading)
        if reading.days is not None and _tells(grammar, forms, expressions, number):
            dated = (
                reading.basis == "stated" or "year_word" in expression.parts or expression.parts.get("unit") == "year"
            )
            goes_on = story.focus is not None and reading.score == GUESSED
            dated = dated or (story.focus is not None and goes_on and story.focus.dated)
            heads = _is_heading(grammar.text, expression) or (story.focus is not None and goes_on and story.focus.heads)
            story.tell(Known(reading.days, expression.start, place.sentence, place.paragraph, dated, heads))
        mentions.append(_mention(expression, reading))
        if inner is not None:
            mentions.append(_mention(*inner))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _reading(expression: Expression, story: Story, place: Place, inner: tuple[Expression, Reading] | None) -> Reading:
    """What an expression means; one that is counted from an event has its date from the event's own words."""
    if expression.means == "shift" and inner is not None:
        date, told = inner
        days = bounds(told.edtf) if told.edtf is not None else None
        if days is not None:
            return from_event(expression.parts, Anchor(*days, f"{told.edtf} at {date.start}"))
    return read(expression, story, place)


def _reading_order(expressions: list[Expression], grammar: Grammar) -> list[int]:
    """Text order, but for a time of day, which is read after the day that follows it ("at 5 a.m. on Tuesday")."""
    order = list(range(len(expressions)))
    for at in range(len(order) - 1):
        here, after = expressions[at], expressions[at + 1]
        beside = after.start - here.end <= NEXT_TO and grammar.sentence(here.row) == grammar.sentence(after.row)
        if beside and here.means == "clock" and after.means != "clock":
            order[at], order[at + 1] = order[at + 1], order[at]
    return order


@lru_cache
def _forms(lang: Language) -> Forms:
    """The forms of a language, made once."""
    return Forms(lang.section("times", TimeWords))


def _mention(expression: Expression, reading: Reading) -> TimeMention:
    """The record of an expression and its reading."""
    return TimeMention(
        expression.start, expression.end, reading.edtf, reading.duration, reading.kind, reading.basis,
        reading.anchor, reading.score, reading.reason,
    )  # fmt: skip


def _shared(expressions: list[Expression], grammar: Grammar, forms: Forms) -> list[Expression]:
    """Give "between March and May 1945" its year twice: a time takes what it lacks from the one it is joined to."""
    shared = list(expressions)
    for at in range(len(shared) - 2, -1, -1):
        here, after = shared[at], shared[at + 1]
        joined = forms.joint.fullmatch(grammar.text, here.end, after.start)
        if joined and here.means in ("date", "season") and after.means in ("date", "season"):
            shared[at] = replace(here, parts=_completed(here.parts, after.parts))
    return shared


def _completed(parts: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """The parts of a time, with the month, year and era of the time that follows."""
    whole = dict(parts)
    if "day" in parts and "month" not in parts and "month" in after:
        whole["month"] = after["month"]
    if not set(parts) & {"year", "early_year", "relation"} and set(whole) & {"month", "season"} and "year" in after:
        later = int(whole.get("month", 0)) > int(after.get("month", 12))
        whole["year"] = str(int(after["year"]) - later)
    era = after.get("era") or after.get("bc")
    if set(parts) & {"year", "early_year"} and not set(parts) & {"month", "era", "bc"} and era:
        whole["era"] = era
    return whole


def _tells(grammar: Grammar, forms: Forms, expressions: list[Expression], number: int) -> bool:
    """Does the story go on from this time?

    Not from the end of a range, nor from a year that only names a thing, nor from what lasts until now ("since 1985").
    """
    expression = expressions[number]
    first = grammar.rows(expression.span)[0]
    if grammar.document.meta.published.edtf and first and grammar.lower(first - 1) in forms.words.since:
        return False
    if set(expression.parts) != {"year"} or _is_heading(grammar.text, expression):
        return True
    before = expressions[number - 1] if number else None
    ranged = before is not None and set(before.parts) == {"year"}
    if before is not None and ranged and forms.joint.fullmatch(grammar.text, before.end, expression.start):
        return False
    return grammar.tokens.dep[expression.row] not in ("compound", "nmod", "amod")


def _is_heading(text: str, expression: Expression) -> bool:
    """Is it a year on a line of its own, as the heading of a chronicle's part?"""
    if set(expression.parts) != {"year"}:
        return False
    before, after = text[: expression.start].rstrip(" \t\xa0"), text[expression.end :].lstrip(" \t\xa0:.")
    return before[-1:] in ("", "\n", "\r") and after[:1] in ("", "\n", "\r")


def looks_ahead(grammar: Grammar, words: TimeWords, row: int) -> bool | None:
    """Does the verb of a time look ahead (True) or back (False)? None where it does not tell.

    What is to be done ("ordered them *to leave* by Friday") lies ahead of the order, and a limit ("gave them until
    Friday") of its giving; a limit under any other verb ("suspended flights until 5 August") may lie on either side,
    and an infinitive tells nothing.
    """
    infinitive = limit = appointed = False
    for above in (row, *grammar.ancestors(row)):
        lemma = grammar.tokens.lemma[above].lower()
        to_come = lemma in words.future_words and (appointed or not _is_done(grammar, words, above))
        if to_come or ((infinitive or limit) and lemma in words.bidding):
            return True
        appointed = appointed or grammar.lower(above) in words.appointing
        limit = limit or grammar.lower(above) in words.limits
        if grammar.tokens.pos[above] not in words.verbs:
            continue
        if infinitive:
            return None
        if any(grammar.tokens.tag[child] in words.infinitive_tags for child in grammar.children(above)):
            if _is_to_come(grammar, words, above):
                return True
            infinitive = True
            continue
        helpers = grammar.children_by(above, "aux", "auxpass")
        if any(grammar.lower(child) in words.future_words for child in helpers):
            return True
        tags = {grammar.tokens.tag[child] for child in (above, *helpers)}
        return False if tags & set(words.past_tags) and not limit else None
    return None


def _is_done(grammar: Grammar, words: TimeWords, verb: int) -> bool:
    """Does a word for what is to come tell what was done: "*set* fire to it", "set off a bomb"?"""
    below = {grammar.tokens.dep[child] for child in grammar.children(verb)}
    return grammar.tokens.lemma[verb].lower() in words.done and not below.isdisjoint(words.done_labels)


def _is_to_come(grammar: Grammar, words: TimeWords, infinitive: int) -> bool:
    """Does a form of "be" in the present govern an infinitive: "talks *are to* be held on Thursday"?"""
    head = grammar.head(infinitive)
    return head is not None and grammar.tokens.dep[infinitive] == "xcomp" and grammar.lower(head) in words.being_to
