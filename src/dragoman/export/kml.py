"""`--format kml`: every event as a placemark with its time, for Google Earth and QGIS; some have no known point."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from dragoman.export.calendar import first_and_last, iso
from dragoman.export.files import number, write_bytes, xml_text
from dragoman.export.joined import Joined, headline, names
from dragoman.model import Event
from dragoman.plugins import Exporter

NAMESPACE = "http://www.opengis.net/kml/2.2"


def _placemark(told: Joined, event: Event) -> ET.Element:
    reports, where = told.told(event), event.where
    mark = ET.Element("Placemark", id=f"event-{event.id}")
    _add(mark, "name", headline(event, reports))
    first, last = first_and_last(event.when)
    if first or last:
        span = ET.SubElement(mark, "TimeSpan")
        for tag, day in (("begin", first), ("end", last)):
            if day:
                _add(span, tag, iso(day) or "")
    data = ET.SubElement(mark, "ExtendedData")
    values = {
        "event": event.id,
        "type": event.type,
        "status": event.status,
        "edtf": event.when.edtf if event.when else None,
        "actors": names(event.actors),
        "recipients": names(event.recipients),
        "place": where.name if where else None,
        "precision": where.precision if where else None,
        "outlets": "; ".join(sorted({told.teller(one) for one in reports})),
        "disputed": "; ".join(one.field for one in event.disputed),
        "spans": told.cite(reports),
    }
    for name, value in values.items():
        if value:
            _add(ET.SubElement(data, "Data", name=name), "value", value)
    if where is not None and where.lat is not None and where.lon is not None:
        _add(ET.SubElement(mark, "Point"), "coordinates", f"{number(where.lon)},{number(where.lat)}")
    return mark


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = xml_text(text)


def write(case: Any, path: Path) -> int:
    """Write one placemark an event; returns how many."""
    told = Joined(case)
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _add(document, "name", told.name)
    document.extend(_placemark(told, event) for event in told.events)
    ET.indent(root)
    write_bytes(path, ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return len(told.events)


PLUGIN = Exporter("kml", ".kml", write)
