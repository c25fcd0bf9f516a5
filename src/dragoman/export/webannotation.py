"""`--format webannotation`: W3C Web Annotations as JSON-LD, one a stretch of text on which a value of a report rests.

Each points to its words twice: by position (code points, which the standard counts in too) and by quotation, with what
stands before and after, so that it is found again in a text that has changed.

Source: W3C Recommendation "Web Annotation Data Model" (2017).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.export.files import write_json
from dragoman.export.joined import Joined, spans
from dragoman.model import Account, Event, Report, Span, content_id
from dragoman.plugins import Exporter

AROUND = 32  # code points before and after a quotation, as Hypothesis stores them


def items(told: Joined) -> Iterator[dict[str, Any]]:
    """Yield the annotations, report by report."""
    for event, report in told.rows():
        account = told.account(report)
        for part, span in spans(report, told.said(report)):
            yield _annotation(event, report, account, (part, span))


def _annotation(event: Event, report: Report, account: Account, place: tuple[str, Span]) -> dict[str, Any]:
    part, span = place
    body = [
        {"type": "TextualBody", "purpose": "tagging", "value": part},
        {"type": "TextualBody", "purpose": "classifying", "value": report.type},
        {"type": "SpecificResource", "purpose": "linking", "source": f"urn:dragoman:event:{event.id}"},
        {"type": "SpecificResource", "purpose": "linking", "source": f"urn:dragoman:report:{report.id}"},
    ]
    return {
        "id": f"urn:dragoman:annotation:{content_id(report.id, part, span.start, span.end)}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": {
            "source": account.meta.url or f"urn:dragoman:document:{account.id}",
            "selector": selectors(account.text, span),
        },
    }


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """The two ways to point to a span."""
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]


def write(case: Any, path: Path) -> int:
    """Write one annotation page; returns how many annotations it holds."""
    made = list(items(Joined(case)))
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": made}
    write_json(path, page)
    return len(made)


PLUGIN = Exporter("webannotation", ".jsonld", write)
