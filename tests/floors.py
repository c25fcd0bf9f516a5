"""Floors under measured scores, raised when a score has risen: below its floor a score fails.

`pytest` compares; `DRAGOMAN_RAISE_FLOORS=1 pytest tests/test_examples.py tests/test_golden.py` writes what has risen.
"""

import json
import os
from pathlib import Path

PATH = Path(__file__).parent / "floors.json"
SLACK = 0.005  # rounding only: the same input gives the same scores


def check(name: str, score: float) -> None:
    """Hold a score against its floor, or raise the floor where that is asked for."""
    floors: dict[str, float] = json.loads(PATH.read_text(encoding="utf-8"))
    floor = floors.get(name, 0.0)
    if os.environ.get("DRAGOMAN_RAISE_FLOORS") and score > floor:
        floors[name] = round(score, 3)
        PATH.write_text(json.dumps(dict(sorted(floors.items())), indent=2) + "\n", encoding="utf-8")
        return
    assert score >= floor - SLACK, f"{name} fell from {floor} to {score:.3f}"
