"""`--format claimreview`: a skeleton of schema.org's ClaimReview for each value on which accounts differ.

It says who claims what, where and in which words. It holds no verdict: `reviewRating`, `author`, `url` and
`datePublished` of the review are for whoever checks the claim.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.export.calendar import the_day
from dragoman.export.files import write_json
from dragoman.export.joined import Joined, headline, quote
from dragoman.model import DisputedValue, Event, Report, When
from dragoman.plugins import Exporter


def reviews(told: Joined) -> Iterator[dict[str, Any]]:
    """Yield a skeleton for each disputed value of each event."""
    for event in told.events:
        for dispute in event.disputed:
            for value in dispute.values:
                yield _review(told, event, dispute.field, value)


def _review(told: Joined, event: Event, field: str, value: DisputedValue) -> dict[str, Any]:
    reports = [told.reports[id_] for id_ in value.reports]
    tellers = dict.fromkeys(told.teller(one) for one in reports)
    return {
        "@type": "ClaimReview",
        "claimReviewed": f"{headline(event, told.told(event))}: {field} {value.value}",
        "itemReviewed": {
            "@type": "Claim",
            "name": f"{field}: {value.value}",
            "identifier": event.id,
            "author": [{"@type": "Organization", "name": name} for name in tellers],
            "appearance": [_appearance(told, one) for one in reports],
        },
    }


def _appearance(told: Joined, report: Report) -> dict[str, Any]:
    """The article that makes the claim, and the words in which it tells of the event."""
    account = told.account(report)
    meta = account.meta
    quotes = [quote(account.text, one) for one in told.said(report)]
    made = {
        "@type": "NewsArticle",
        "identifier": account.id,
        "url": meta.url,
        "headline": meta.title,
        "publisher": {"@type": "Organization", "name": told.teller(report)},
        "datePublished": the_day(When(meta.published.edtf, None, None, "none")),
        "inLanguage": meta.language,
        "hasPart": [
            {"@type": "Quotation", "text": one.before + one.words + one.after, "position": f"{one.start}-{one.end}"}
            for one in quotes
        ],
    }
    return {name: value_ for name, value_ in made.items() if value_ is not None}


def write(case: Any, path: Path) -> int:
    """Write one graph of skeletons; returns how many there are: as many as disputed values."""
    made = list(reviews(Joined(case)))
    write_json(path, {"@context": "https://schema.org", "@graph": made})
    return len(made)


PLUGIN = Exporter("claimreview", ".jsonld", write)
