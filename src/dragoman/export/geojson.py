"""`--format geojson`: every event as a GeoJSON feature (RFC 7946); one without a place has the geometry null."""

from pathlib import Path
from typing import Any

from dragoman.export.calendar import first_and_last, iso
from dragoman.export.files import write_json
from dragoman.export.joined import Joined, headline
from dragoman.model import Event, Where
from dragoman.plugins import Exporter


def _feature(told: Joined, event: Event) -> dict[str, Any]:
    reports, where = told.told(event), event.where
    first, last = first_and_last(event.when)
    properties = {
        "headline": headline(event, reports),
        "type": event.type,
        "modes": list(event.modes),
        "status": event.status,
        "edtf": event.when.edtf if event.when else None,
        "start": iso(first),
        "end": iso(last),
        "place": where.name if where else None,
        "precision": where.precision if where else None,
        "actors": [one.name for one in event.actors],
        "recipients": [one.name for one in event.recipients],
        "figures": [{"role": one.role, "low": one.low, "best": one.best, "high": one.high} for one in event.tolls],
        "outlets": sorted({told.teller(one) for one in reports}),
        "disputed": [one.field for one in event.disputed],
        "spans": told.cite(reports),
    }
    return {"type": "Feature", "id": event.id, "geometry": point(where), "properties": properties}


def point(where: Where | None) -> dict[str, Any] | None:
    """The point of a place, longitude first; None where it is not known."""
    if where is None or where.lat is None or where.lon is None:
        return None
    return {"type": "Point", "coordinates": [where.lon, where.lat]}


def write(case: Any, path: Path) -> int:
    """Write one feature an event; returns how many."""
    told = Joined(case)
    features = [_feature(told, event) for event in told.events]
    write_json(path, {"type": "FeatureCollection", "features": features})
    return len(features)


PLUGIN = Exporter("geojson", ".geojson", write)
