"""`--format gexf`: the network of parties as GEXF 1.2 for Gephi, whose timeline shows each edge in its time."""

import re
from pathlib import Path
from typing import Any

import networkx as nx

from dragoman.export.files import write_bytes
from dragoman.export.graph import network
from dragoman.plugins import Exporter

_CLOCK = re.compile(r' lastmodifieddate="[^"]*"')  # the library writes today's date; equal cases give equal files


def write(case: Any, path: Path) -> int:
    """Write the network; returns how many edges it has.

    An edge with both ends of its time known is shown from its first to its last day, one that is open on one side for
    ever on that side, one without any time always.
    """
    graph = network(case)
    graph.graph["mode"] = "dynamic"
    text = "\n".join(nx.generate_gexf(graph, encoding="utf-8", version="1.2draft"))  # type: ignore[no-untyped-call]
    made = (
        _CLOCK.sub("", text)
        .replace('timeformat="double"', 'timeformat="date"')
        .replace('timeformat="long"', 'timeformat="date"')
    )
    write_bytes(path, f'<?xml version="1.0" encoding="UTF-8"?>\n{made}\n'.encode())
    return int(graph.number_of_edges())


PLUGIN = Exporter("gexf", ".gexf", write)
