"""Origins: what is the same text, and what stays a document of its own."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Account, Mentions, Meta, Origin, Problem, Published, RawDocument, Stated
from dragoman.origins import Held, gather, known, sift
from dragoman.pipeline import build
from dragoman.settings import Settings

TEXT = "Iran attacked Iraq on 3 January 2020, officials said in Baghdad on Sunday."


def raw(id_: str, source: str, text: str = TEXT) -> RawDocument:
    return RawDocument(id_, source, text, Stated(url=f"https://{source}"))


def account(id_: str, outlet: str | None = None, day: str | None = None, text: str = TEXT) -> Account:
    """What a document of this outlet and day says."""
    meta = Meta(outlet=outlet, published=Published(day, "stated" if day else "none"))
    return Account(id_, f"{id_}.txt", text, meta, (), Mentions())


def belonging(*accounts: Account, again: tuple[Origin, ...] = ()) -> dict[str, str]:
    """The document that each belongs to."""
    return {one.id: one.document for one in gather(map(known, accounts), again)}


def test_a_document_passes_once_and_every_further_place_as_its_origin() -> None:
    """What the case holds is passed over; the same bytes elsewhere, and another text of the same id, are told apart."""
    held = Held({}, set())
    assert list(sift([raw("a", "1"), raw("a", "1")], held)) == [raw("a", "1")]
    found = list(sift([raw("a", "1"), raw("a", "2"), raw("b", "3"), raw("a", "4", "Another.")], held))
    assert found[:2] == [Origin("a", "a", "2", "https://2"), raw("b", "3")]
    assert isinstance(found[2], Problem)
    assert found[2].code == "read.duplicate"
    assert list(sift([raw("a", "2")], held)) == []


def test_documents_without_a_text_are_told_each() -> None:
    """All empty files are alike, and each has a problem that must be seen."""
    held = Held({}, set())
    empty = [raw("sha256:0", "1", " "), raw("sha256:0", "2", " "), raw("sha256:0", "1", " ")]
    assert list(sift(empty, held)) == empty[:2]


def test_the_same_text_is_one_document_unless_outlet_or_day_contradict() -> None:
    """Silence contradicts nothing; two outlets, or two days, are two documents."""
    assert belonging(account("sha256:1", "O"), account("sha256:2")) == {"sha256:1": "sha256:1", "sha256:2": "sha256:1"}
    two = belonging(account("sha256:1", "O"), account("sha256:2", "P"))
    assert two == {"sha256:1": "sha256:1", "sha256:2": "sha256:2"}
    two = belonging(account("sha256:1", "O", "2020-01-03"), account("sha256:2", "o", "2020-01-04"))
    assert two == {"sha256:1": "sha256:1", "sha256:2": "sha256:2"}


def test_a_given_id_is_never_merged_away() -> None:
    """Every line that was given an id keeps it; a file of the same text without one belongs to the first of them."""
    found = belonging(account("b"), account("a"), account("sha256:1", "O"))
    assert found == {"a": "a", "b": "b", "sha256:1": "a"}


def test_places_found_again_go_with_their_document() -> None:
    """Where a document is the same text as another, so are the places where it was found again."""
    (_, _, again) = gather(map(known, [account("a"), account("sha256:1")]), [Origin("sha256:1", "sha256:1", "x.txt")])
    assert again == Origin("a", "sha256:1", "x.txt")


@given(
    st.lists(st.tuples(st.sampled_from(["", "O", "P"]), st.sampled_from(["", "2020", "2021"])), max_size=6),
    st.randoms(),
)
def test_the_order_of_documents_does_not_matter(kinds: list[tuple[str, str]], random: object) -> None:
    """Whatever comes first, the same documents are kept."""
    accounts = [account(f"sha256:{number}", outlet, day) for number, (outlet, day) in enumerate(kinds)]
    shuffled = list(accounts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert gather(map(known, accounts), []) == gather(map(known, shuffled), [])


@pytest.mark.slow
def test_a_case_stores_a_text_once_with_all_its_sources(tmp_path: Path) -> None:
    """The same bytes twice and a page of their text are one document, two outlets two; building again adds nothing."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    for name in ("a.txt", "b.txt"):
        (inputs / name).write_text(TEXT)
    (inputs / "c.html").write_text(f"<html><body><p>{TEXT}</p></body></html>")
    rows = [{"id": f"row{number}", "text": TEXT, "outlet": outlet} for number, outlet in enumerate(("The O", "The P"))]
    (inputs / "d.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, rows)))
    for added in (4, 0):
        case, built = build(tmp_path / "case", [inputs], settings=Settings(), workers=1)
        assert (built.read, built.added, built.same_text) == (5, added, 3)
        documents = {one.id: {Path(source).name for source in (one.source, *one.sources)} for one in case.documents()}
        assert documents == {"row0": {"a.txt", "b.txt", "c.html", "d.jsonl:1"}, "row1": {"d.jsonl:2"}}
    assert {report.document for report in case.reports()} == {"row0", "row1"}
