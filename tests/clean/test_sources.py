"""Sources of notes: what a note names."""

import pytest

from dragoman.clean.sources import CitationWords, source_named
from dragoman.lang import load_language

WORDS = load_language("en").section("citations", CitationWords)


@pytest.mark.parametrize(
    ("note", "source"),
    [
        ("The River Post, 3 May 2021", "The River Post"),
        ("Dana Malik, Bridges of the North, London, 2019, pp. 3-4", "Dana Malik, Bridges of the North, London"),
        ("See also: Dana Malik, “The 40 bridges”, The River Post (3 May 2021)",
         "Dana Malik, “The 40 bridges”, The River Post"),
        ("https://www.riverpost.example/2021/05/bridges.html", "riverpost.example"),
        ("Malik, D. (2019) Bridges.", "Malik, D"),
        ("Bridges of the North, Dana Malik, (London, 2019), pp. 3-4", "Bridges of the North, Dana Malik"),
        ("Ministry of Roads, Bridges. Available at https://roads.example/1", "Ministry of Roads, Bridges"),
        ("Author’s interview with a driver, Northtown, May 2021", "Author’s interview with a driver, Northtown"),
        ("Quoted in The River Post – 3 May 2021", "The River Post"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_note_names_its_source(note: str, source: str) -> None:
    """Outlet, or author and title, without date, page and address; a bare address names its site."""
    assert source_named(note, WORDS) == source
