"""`--format graphml`: the network of parties as GraphML, for networkx, yEd, Cytoscape and igraph."""

from pathlib import Path
from typing import Any

import networkx as nx

from dragoman.export.files import write_bytes
from dragoman.export.graph import network
from dragoman.plugins import Exporter


def write(case: Any, path: Path) -> int:
    """Write the network; returns how many edges it has."""
    graph = network(case)
    lines = nx.generate_graphml(graph, encoding="utf-8", named_key_ids=True)  # type: ignore[no-untyped-call]
    write_bytes(path, ("\n".join(lines) + "\n").encode("utf-8"))
    return int(graph.number_of_edges())


PLUGIN = Exporter("graphml", ".graphml", write)
