"""Evidence: between which days a text without a printed date was published, from what it says itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from dragoman.date.expressions import DateWords, Printed, on, printed_dates
from dragoman.model import CleanDocument, Published, Record, Span

RECENT_DAYS = 31  # news names a day without its year while it is fresh: within the month, in the development articles
A_YEAR = 365  # a picture's day without its year is of the last twelve months
WEEK_DAYS = 7  # "last weekend" is the one before the day of writing
REACH = 80  # code points before a date in which a word of plan makes it no past
EARLIEST, LATEST_YEAR = date(1900, 1, 1), 2100  # between which a year can be meant
SENTENCE = re.compile(r"[.!?…][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n+")


class OfficePeriod(Record, frozen=True):
    """A person who is named with an office, and when it was held: ISO dates, "" for open."""

    start: int
    end: int
    name: str
    since: str
    until: str


class Bound(Record, frozen=True):
    """The text was not published before `low`, nor (where known) after `high`; the words that show it, and why."""

    low: date
    high: date | None
    span: Span
    reason: str


class Sentence(Record, frozen=True):
    """A stretch of body text with the dates that stand in it."""

    start: int
    end: int
    dates: tuple[Printed, ...]


Offices = Callable[[str, int, int], Iterable[OfficePeriod]]


def infer(document: CleanDocument, bylines: list[Printed], words: DateWords, offices: Offices) -> Published:
    """Infer when a document was published.

    A full date in the past tense, a happening of record and the first day of a named office are lower bounds. A day and
    month without a year are put into the first year that the bounds allow: from a byline they are the day itself, from
    the body the text was published within a month after them.

    Args:
        document: The sorted document.
        bylines: Dates in its bylines.
        words: `dates.toml`.
        offices: Finds people named with an office.
    """
    text = document.text
    sentences = [one for piece in document.body for one in _sentences(text, piece.start, piece.end, words)]
    bounds = [*_past_dates(text, sentences, words), *_landmarks(document, words)]
    terms = list(_terms(text, sentences, offices))
    low = max(bounds, key=lambda bound: bound.low, default=None)
    start = low.low if low else EARLIEST
    signed = next((one for one in bylines if one.day and one.month and not one.year and not one.either), None)
    if signed is not None:
        return _from_byline(signed, low, _named_years(text, sentences, words), terms) or _open(low, terms)
    days = _yearless(text, sentences, words)
    fresh = _latest(days or _pictured(document, words))
    if fresh is not None and (low or terms):
        found = _from_body(document, fresh, start, terms, (words, RECENT_DAYS if days else A_YEAR))
        if found is not None:
            binding = [term for term, begin, _ in terms if begin > start]
            because = [
                found[2],
                *([low.span] if low else []),
                *found[3],
                *(Span(one.start, one.end) for one in binding),
            ]
            reasons = [found[1], *([low.reason] if low else []), *(f"{one.name} is named in office" for one in binding)]
            reason = "; ".join(dict.fromkeys(reasons))
            return Published(found[0], "inferred", tuple(sorted(set(because))), reason)
    return _open(low, terms)


def _sentences(text: str, start: int, end: int, words: DateWords) -> Iterator[Sentence]:
    """Cut a paragraph into sentences."""
    ends = [match.end() for match in SENTENCE.finditer(text, start, end)]
    for first, last in zip([start, *ends], [*ends, end], strict=True):
        if first < last:
            yield Sentence(first, last, tuple(printed_dates(text, first, last, words)))


def _is_past(text: str, one: Printed, sentence: Sentence, words: DateWords) -> bool:
    """Does the sentence tell the date as one that has been?"""
    before = text[max(sentence.start, one.start - REACH) : one.start].lower()
    lead = before.split()
    if (lead and lead[-1] in words.not_before) or any(f" {word} " in f" {before} " for word in words.future):
        return False
    said = re.findall(r"[\w'’-]+", text[sentence.start : sentence.end].lower())
    return any(word in words.past or word.endswith(words.past_endings) for word in said)


def _past_dates(text: str, sentences: list[Sentence], words: DateWords) -> Iterator[Bound]:
    """Yield a lower bound for every date with a year that is told as past."""
    for sentence in sentences:
        for one in sentence.dates:
            if one.first and not one.either and _is_past(text, one, sentence, words):
                yield Bound(one.first, None, one.span, f'it tells of "{one.span.of(text)}" as past')


def _landmarks(document: CleanDocument, words: DateWords) -> Iterator[Bound]:
    """Yield a lower bound for every happening of record that the body speaks of."""
    for landmark in words.landmarks:
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, landmark.words)).replace("'", "['’]") + r")(?!\w)")
        for piece in document.body:
            if match := pattern.search(document.text, piece.start, piece.end):
                low = date.fromisoformat(landmark.since)
                yield Bound(low, None, Span(match.start(), match.end()), f"it speaks of {landmark.name}")
                break


def _terms(text: str, sentences: list[Sentence], offices: Offices) -> Iterator[tuple[OfficePeriod, date, date]]:
    """Yield the terms of people who are named with an office in a sentence that names no other year."""
    for sentence in sentences:
        if any(one.year for one in sentence.dates):
            continue
        for term in offices(text, sentence.start, sentence.end):
            yield term, _day(term.since, EARLIEST), _day(term.until, date(LATEST_YEAR, 12, 31))


def _day(iso: str, otherwise: date) -> date:
    """The first day of an ISO date to the year, month or day."""
    if not iso:
        return otherwise
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _named_years(text: str, sentences: list[Sentence], words: DateWords) -> list[Printed]:
    """The past dates whose month is printed with its year: writers do so for another year than their own."""
    return [
        one for sentence in sentences for one in sentence.dates
        if one.year and one.month and _is_past(text, one, sentence, words)
    ]  # fmt: skip


def _fits(day: date, low: date, terms: list[tuple[OfficePeriod, date, date]]) -> bool:
    """Is a day not before the bound, and within the terms of all who are named with an office?"""
    return day >= low and all(since <= day <= until for _, since, until in terms)


def _from_byline(
    signed: Printed, low: Bound | None, named: list[Printed], terms: list[tuple[OfficePeriod, date, date]]
) -> Published | None:
    """Put a byline's day and month into the first year that the text allows."""
    if low is None and not terms:
        return None
    latest = max(named, key=lambda one: (one.year or 0, one.month or 0), default=None)
    start = low.low if low else min(since for _, since, _ in terms)
    if latest is not None and latest.year is not None:
        start = max(start, date(latest.year + 1, 1, 1))
    for year in range(start.year, start.year + 8):
        day = on(year, signed.month or 1, signed.day or 1)
        weekday_fits = day is not None and signed.weekday in {None, day.weekday()}
        if day is not None and weekday_fits and _fits(day, start, terms):
            because = [signed.span, *([low.span] if low else []), *([latest.span] if latest else [])]
            why = f"; {low.reason}" if low else ""
            why += (
                f"; the year {latest.year} is named beside a month, so it is not the year of writing" if latest else ""
            )
            reason = f"the byline has day and month, and {year} is the first year that fits{why}"
            return Published(str(day), "inferred", tuple(sorted(set(because))), reason)
    return None


def _yearless(text: str, sentences: list[Sentence], words: DateWords) -> list[Printed]:
    """The days of a month that are told as past without a year."""
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


def _from_body(
    document: CleanDocument,
    fresh: Printed,
    low: date,
    terms: list[tuple[OfficePeriod, date, date]],
    by: tuple[DateWords, int],
) -> tuple[str, str, Span, list[Span]] | None:
    """Put the latest day without a year into the first year that fits, and the publication so many days after it."""
    text, (words, within) = document.text, by
    since = max([low, *(begin for _, begin, _ in terms)])
    for year in range(since.year, since.year + 8):
        day = on(year, fresh.month or 1, fresh.day or 1)
        if day is None or day < since or fresh.weekday not in {None, day.weekday()}:
            continue
        high = min([day + timedelta(days=within), *(until for _, _, until in terms if until >= day)])
        spans: list[Span] = []
        said = f'"{fresh.span.of(text)}" is told as past without its year'
        reason = f"{said}, so it was at most {within} days ago; {year} is the first year that fits"
        weekend = _weekend(document, words) if day.weekday() >= 5 else None
        if weekend is not None:
            high = min(high, day + timedelta(days=6 - day.weekday() + WEEK_DAYS))
            spans.append(weekend)
            reason += ", and it is the weekend of which the text speaks"
        return f"{day}/{high}", reason, fresh.span, spans
    return None


def _weekend(document: CleanDocument, words: DateWords) -> Span | None:
    """The words by which the body speaks of the weekend before it was written."""
    for piece in document.body:
        body = document.text[piece.start : piece.end].lower()
        for phrase in words.weekends:
            at = body.find(phrase)
            if at >= 0 and len(body) == piece.end - piece.start:
                return Span(piece.start + at, piece.start + at + len(phrase))
    return None


def _open(low: Bound | None, terms: list[tuple[OfficePeriod, date, date]]) -> Published:
    """The interval that bounds and terms leave, open where nothing ends it."""
    if low is None and not terms:
        return Published(None, "none", (), "no date is printed, and nothing in the text can be dated")
    since = max([*([low.low] if low else []), *(begin for _, begin, _ in terms)])
    until = min((end for _, _, end in terms if end >= since), default=None)
    spans = [*([low.span] if low else []), *(Span(term.start, term.end) for term, _, _ in terms)]
    reasons = [*([low.reason] if low else []), *(f"{term.name} is named in office" for term, _, _ in terms)]
    ends = ".." if until is None or until.year >= LATEST_YEAR else str(until)
    return Published(f"{since}/{ends}", "inferred", tuple(sorted(set(spans))), "; ".join(dict.fromkeys(reasons)))
