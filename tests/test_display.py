"""What is laid out for a terminal, wide or narrow."""

import json
from datetime import date

import pytest
from rich.console import Console, RenderableType

from dragoman.display import TABLE_WIDTH, answer_table, events_table
from dragoman.explain import SHORT_ID, Explained
from tests.page_case import page_case

ID = "e3768c31e758c70e"


def printed(shown: RenderableType, width: int) -> str:
    console = Console(width=width, highlight=False, color_system=None)
    with console.capture() as captured:
        console.print(shown)
    return captured.get()


@pytest.mark.parametrize("width", [40, 80, TABLE_WIDTH - 1, TABLE_WIDTH, 160])
def test_events_are_shown_with_whole_ids_however_narrow_the_terminal_is(width: int) -> None:
    """No id is broken, no line is longer than the terminal, and who did what to whom can be read."""
    told = Explained(page_case())
    lines = printed(events_table(told, list(told.events.values()), width), width).splitlines()
    assert max(map(len, lines)) <= width
    for event in told.events.values():
        assert any(event.id[:SHORT_ID] in line for line in lines)
        assert all(party.name.split()[0] in " ".join(lines) for party in event.actors)


def test_what_is_no_single_value_is_printed_as_json() -> None:
    """Structs, lists and truth values, with dates in them and null; nothing stays empty."""
    held = {"name": "Kabkabiya – كبكابية", "country": None, "on": date(2024, 12, 9)}
    rows = [(ID, held, ["a", "b"], True, None, 1.5)]
    shown = printed(answer_table(("id", "where", "words", "is", "none", "score"), rows, 200), 200)
    cells = [cell.strip() for cell in shown.splitlines()[2].split("│")]
    assert json.loads(cells[1]) == {**held, "on": "2024-12-09"}
    assert cells[0] == ID
    assert cells[2:] == ['["a", "b"]', "true", "", "1.5"]


@pytest.mark.parametrize("columns", [2, 6, 7, 20])
def test_an_answer_shows_whole_ids_and_every_value(columns: int) -> None:
    """Also where as many columns have no room beside each other."""
    names = [f"column{number}" for number in range(columns)]
    shown = printed(answer_table(names, [(ID, *map(str, range(1000, 999 + columns)))], 80), 80)
    assert ID in shown
    assert all(str(number) in shown for number in range(1000, 999 + columns))
    assert printed(answer_table(names, [], 80), 80).strip()
