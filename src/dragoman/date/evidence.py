"""Evidence: between which days a text without a printed date was published, from what it says itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from dragoman.date.expressions import DateWords, Printed, on, printed_dates
from dragoman.model import CleanDocument, Published, Record, Span

RECENT_DAYS = 31  # news names a day without its year while it is fresh: within the month, in the development articles
A_YEAR = 365  # a picture's day without its year is of the last twelve months
WEEK_DAYS = 7  # "last weekend" is the one before the day of writing
HISTORY_YEARS = 3  # years of dated months from which a text is a history; news gives a month its year once or twice
SATURDAY = 5  # of the days of the week from 0
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)  # what is open in time
EVIDENCE_REACH = 200_000  # code points from the first paragraph on; the longest reports have half of that
YEARS_TRIED = 40  # into which a day and month are put
SENTENCE = re.compile(r"[.!?…][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n+")


class OfficePeriod(Record, frozen=True):
    """A person who is named with an office, and the terms in which the text can have been written.

    Attributes:
        start, end: Where the name stands.
        name: The person.
        terms: First and last day of each, as ISO dates to the year, month or day; "" is open.
    """

    start: int
    end: int
    name: str
    terms: tuple[tuple[str, str], ...]


class Evidence(Record, frozen=True):
    """Words that show in which stretches of time the text can have been published, and why.

    Attributes:
        windows: First and last day of each stretch.
        precise: It is a date that is printed with year and month.
    """

    windows: tuple[tuple[date, date], ...]
    span: Span
    reason: str
    precise: bool = False


class Sentence(Record, frozen=True):
    """A stretch of body text with the dates that stand in it."""

    start: int
    end: int
    dates: tuple[Printed, ...]


Offices = Callable[[str, int, int], Iterable[OfficePeriod]]


def infer(document: CleanDocument, bylines: list[Printed], words: DateWords, offices: Offices) -> Published:
    """Infer when a document was published.

    A full date in the past tense, a happening of record and the term of a named office bound the time. A day and month
    in a byline are put into a year within the bounds. A day and month that the text tells as past were recent
    when it was written: where the bounds rest on a month with its year, or leave one year only, it was written within a
    month after that day; where they leave more, the interval covers them all, and stays open where they do.

    Args:
        document: The sorted document.
        bylines: Dates in its bylines.
        words: `dates.toml`.
        offices: Finds people named with an office.
    """
    text = document.text
    last = document.body[0].start + EVIDENCE_REACH if document.body else 0
    read = [(piece.start, min(piece.end, last)) for piece in document.body if piece.start < last]
    sentences = [one for start, end in read for one in _sentences(text, start, end, words)]
    found = [
        *_past_dates(text, sentences, words),
        *_landmarks(document, words),
        *_terms(sentences, text, words, offices),
    ]
    windows, used = _combine(found)
    signed = next((one for one in bylines if one.day and one.month and not one.year and not one.either), None)
    if not used:
        why = f'"{signed.span.of(text)}" is printed without its year' if signed else "no date is printed"
        return Published(None, "none", (), f"{why}, and nothing in the text can be dated")
    if signed is not None:
        put = _signed(document, signed, windows, [one for one in found if one.precise], words)
        if put is not None:
            edtf, why, more = put
            return _published(edtf, why, [signed.span], [*used, *more])
    days = _yearless(text, sentences, words)
    fresh = _latest(days or _pictured(document, words))
    if fresh is not None:
        within = RECENT_DAYS if days else A_YEAR
        placed = _place(fresh, windows, within, any(one.precise for one in used))
        if placed is not None:
            return _narrowed(document, fresh, placed, used, words)
    return _published(_interval(windows[0][0], windows[-1][1]), "no day in it can be placed", [], used)


def _combine(found: list[Evidence]) -> tuple[list[tuple[date, date]], list[Evidence]]:
    """Cut the bounds of all evidence with each other, the latest first; what contradicts the others is left out."""
    windows, used = [(EARLIEST, LATEST)], []
    for one in sorted(found, key=lambda one: (-one.windows[0][0].toordinal(), not one.precise, one.span)):
        pairs = ((max(a, c), min(b, d)) for a, b in windows for c, d in one.windows)
        cut = [(low, high) for low, high in pairs if low <= high]
        if cut and cut != windows:
            windows = cut
            used.append(one)
    return windows, used


def _published(edtf: str, why: str, spans: list[Span], used: list[Evidence]) -> Published:
    """An inferred date with every piece of its evidence."""
    because = sorted({*spans, *(one.span for one in used)})
    return Published(edtf, "inferred", tuple(because), "; ".join(dict.fromkeys([why, *(one.reason for one in used)])))


def _interval(low: date, high: date) -> str:
    """An EDTF interval, open where nothing ends it."""
    return f"{low}/{'..' if high >= LATEST else high}"


def _sentences(text: str, start: int, end: int, words: DateWords) -> Iterator[Sentence]:
    """Cut a paragraph into sentences."""
    ends = [match.end() for match in SENTENCE.finditer(text, start, end)]
    for first, last in zip([start, *ends], [*ends, end], strict=True):
        if first < last:
            yield Sentence(first, last, tuple(printed_dates(text, first, last, words)))


def _is_plan(text: str, sentence: Sentence, words: DateWords) -> bool:
    """Does a sentence speak of what is still to come?"""
    said = f" {text[sentence.start : sentence.end].lower()} "
    return any(f" {word} " in said for word in words.future)


def _is_past(text: str, one: Printed, sentence: Sentence, words: DateWords) -> bool:
    """Does the sentence tell the date as one that has been?"""
    lead = text[sentence.start : one.start].lower().split()
    if (lead and lead[-1] in words.not_before) or _is_plan(text, sentence, words):
        return False
    said = re.findall(r"[\w'’-]+", text[sentence.start : sentence.end].lower())
    return any(word in words.past or word.endswith(words.past_endings) for word in said)


def _past_dates(text: str, sentences: list[Sentence], words: DateWords) -> Iterator[Evidence]:
    """Yield a lower bound for every date with a year that is told as past."""
    for sentence in sentences:
        for one in sentence.dates:
            if one.first and not one.either and _is_past(text, one, sentence, words):
                reason = f'it tells of "{one.span.of(text)}" as past'
                yield Evidence(((one.first, LATEST),), one.span, reason, precise=one.month is not None)


def _landmarks(document: CleanDocument, words: DateWords) -> Iterator[Evidence]:
    """Yield the bounds of every happening of record that the body speaks of."""
    for landmark in words.landmarks:
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, landmark.words)).replace("'", "['’]") + r")(?!\w)")
        for piece in document.body:
            if match := pattern.search(document.text, piece.start, piece.end):
                window = (_day(landmark.since, EARLIEST), _day(landmark.until, LATEST))
                yield Evidence((window,), Span(match.start(), match.end()), f"it speaks of {landmark.name}")
                break


def _terms(sentences: list[Sentence], text: str, words: DateWords, offices: Offices) -> Iterator[Evidence]:
    """Yield the terms of people who are named with an office in a sentence that names no year and no plan."""
    for sentence in sentences:
        if any(one.year for one in sentence.dates) or _is_plan(text, sentence, words):
            continue
        for term in offices(text, sentence.start, sentence.end):
            windows = tuple(sorted((_day(since, EARLIEST), _day(until, LATEST)) for since, until in term.terms))
            yield Evidence(windows, Span(term.start, term.end), f"{term.name} is named in office")


def _day(iso: str, otherwise: date) -> date:
    """The first day of an ISO date to the year, month or day."""
    if not iso:
        return otherwise
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _says_this_year(document: CleanDocument, words: DateWords) -> bool:
    """Does the body name the year of its writing without its number?"""
    body = " ".join(document.text[piece.start : piece.end] for piece in document.body).lower()
    return any(re.search(rf"\b{re.escape(phrase)}\b", body) for phrase in words.this_year)


def _signed(
    document: CleanDocument,
    signed: Printed,
    windows: list[tuple[date, date]],
    named: list[Evidence],
    words: DateWords,
) -> tuple[str, str, list[Evidence]] | None:
    """Put a byline's day and month into a year that the bounds allow; None where none does.

    It is the first that fits where the text names a month with its year, where a weekday picks it or where no other
    fits: news names the last such month. Else it is the interval from the first on.

    Args:
        document: The sorted document.
        signed: Day and month, perhaps a weekday.
        windows: The bounds.
        named: The evidence that is a date with year and month.
        words: `dates.toml`.
    """
    passed = max((one.windows[0][0].year for one in named), default=0) if _says_this_year(document, words) else 0
    first = max(windows[0][0].year, passed + 1)
    days = [on(year, signed.month or 1, signed.day or 1) for year in range(first, first + YEARS_TRIED)]
    fits = [day for day in days if day and _holds(windows, day) and signed.weekday in {None, day.weekday()}]
    if not fits:
        return None
    latest = max(named, key=lambda one: one.windows[0][0], default=None)
    if latest is not None or signed.weekday is not None or len(fits) == 1:
        why = f"the byline has day and month, and {fits[0].year} is the first year that fits"
        return str(fits[0]), why, [latest] if latest else []
    why = f"the byline has day and month, and {fits[0].year} is not the only year that fits"
    return _interval(fits[0], LATEST if windows[-1][1] >= LATEST else fits[-1]), why, []


def _holds(windows: list[tuple[date, date]], day: date) -> bool:
    """Does a day lie in one of the stretches?"""
    return any(low <= day <= high for low, high in windows)


def _yearless(text: str, sentences: list[Sentence], words: DateWords) -> list[Printed]:
    """The days of a month told as past without a year; none in a history, whose story gives them their year."""
    if len({one.year for sentence in sentences for one in sentence.dates if one.month and one.year}) >= HISTORY_YEARS:
        return []
    return [
        one for sentence in sentences for one in sentence.dates
        if one.day and one.month and not one.year and _is_past(text, one, sentence, words)
    ]  # fmt: skip


def _pictured(document: CleanDocument, words: DateWords) -> list[Printed]:
    """The days of a month without a year on which pictures are said to have been taken."""
    captions = [piece for piece in document.pieces if piece.kind == "caption"]
    found = (one for piece in captions for one in printed_dates(document.text, piece.start, piece.end, words))
    return [one for one in found if one.day and one.month and not one.year]


def _latest(days: list[Printed]) -> Printed | None:
    """The latest of several days of one unknown year: the one before the longest stretch of it without any."""
    order = sorted(days, key=lambda one: (one.month or 0, one.day or 0))
    if not order:
        return None
    place = [31 * ((one.month or 1) - 1) + (one.day or 1) for one in order]
    gaps = [(place[(at + 1) % len(place)] - place[at]) % 372 or 372 for at in range(len(place))]
    widest = max(range(len(gaps)), key=lambda at: gaps[at])
    return [one for one in days if (one.month, one.day) == (order[widest].month, order[widest].day)][-1]


def _place(fresh: Printed, windows: list[tuple[date, date]], within: int, precise: bool) -> tuple[date, date] | None:
    """Between which days a text was published that tells of a day and month as recent.

    Args:
        fresh: The day and month.
        windows: The bounds.
        within: How many days ago it was at most.
        precise: The bounds rest on a month with its year: then the first year that fits is meant.
    """
    low, high = windows[0][0], windows[-1][1]
    days = [on(year, fresh.month or 1, fresh.day or 1) for year in range(low.year, low.year + YEARS_TRIED)]
    fits = [day for day in days if day and _holds(windows, day) and fresh.weekday in {None, day.weekday()}]
    if not fits:
        return None
    if precise or len(fits) == 1:
        return fits[0], min(fits[0] + timedelta(days=within), high)
    return fits[0], LATEST if high >= LATEST else min(fits[-1] + timedelta(days=within), high)


def _narrowed(
    document: CleanDocument, fresh: Printed, placed: tuple[date, date], used: list[Evidence], words: DateWords
) -> Published:
    """The interval after a recent day, cut to a week where that day fell on the weekend of which the text speaks."""
    low, high = placed
    why = f'"{fresh.span.of(document.text)}" is told as past without its year, so it was recent'
    weekend = _weekend(document, words) if low.weekday() >= SATURDAY and high < LATEST else None
    if weekend is None:
        return _published(_interval(low, high), why, [fresh.span], used)
    high = min(high, low + timedelta(days=6 - low.weekday() + WEEK_DAYS))
    why += ", on the weekend of which it speaks"
    return _published(_interval(low, high), why, [fresh.span, weekend], used)


def _weekend(document: CleanDocument, words: DateWords) -> Span | None:
    """The words by which the body speaks of the weekend before it was written."""
    for piece in document.body:
        body = document.text[piece.start : piece.end].lower()
        for phrase in words.weekends:
            at = body.find(phrase)
            if at >= 0 and len(body) == piece.end - piece.start:
                return Span(piece.start + at, piece.start + at + len(phrase))
    return None
