"""A judgement survives a rebuild by other rules: the whole line, with another codebook."""

from pathlib import Path

import pytest

from dragoman.authoring import why_nothing
from dragoman.explain import Explained
from dragoman.judge import append
from dragoman.judging import Asked, judgements_of
from dragoman.model import Span
from dragoman.pipeline import build
from dragoman.settings import Settings
from dragoman.settle import judge_again

TEXT = "Iran attacked Iraq on 3 January 2020. Turkey condemned the raid. Later Iran bombed Syria near Aleppo.\n"
OTHER = """code = "ASSAULT"
quad = "material conflict"
meaning = "Somebody sings loudly."
score = -9.0
cameo = ["19"]

[[pattern]]
verbs = ["serenade"]

[[example]]
text = "The soldiers serenaded the mayor."
trigger = "serenaded"
"""

pytestmark = pytest.mark.slow


def test_what_people_judged_holds_under_another_codebook(tmp_path: Path) -> None:
    """Words that code nothing any more keep their event and its date; what was judged none stays out under both."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "assault.toml").write_text(OTHER, encoding="utf-8")
    case, _ = build(tmp_path / "case", [tmp_path / "a.txt"], settings=Settings(), workers=1)
    told = Explained(case)
    mentions = {TEXT[one.start : one.end]: one for one, _ in told.mentions.values()}
    assert {"attacked", "condemned", "bombed"} <= mentions.keys()
    asked = (
        Asked("correct", (mentions["attacked"].id,), "when", "2020-01-04", (spans(TEXT, "3 January 2020"),)),
        Asked("wrong", (mentions["condemned"].id,), why="a play"),
        Asked("right", (mentions["bombed"].id,), "recipients"),
    )
    append(case.path, [one for some in asked for one in judgements_of(some, told, "Ann")])
    assert judge_again(case) == ()

    def judged() -> dict[str, tuple[str | None, list[str]]]:
        (account,) = case.documents()
        return {
            TEXT[one.start : one.end]: (one.when.edtf, [party.name for party in one.recipients])
            for one in account.mentions.events
        }

    before = judged()
    assert "condemned" not in before
    assert before["attacked"][0] == "2020-01-04"
    span = Span(*spans(TEXT, "condemned"))
    lines = [line for _, line in why_nothing(case, "a.txt", span, Settings())]
    assert lines[0].startswith("left out: judged by Ann")
    own = Settings(codebook=str(tmp_path / "own"))
    case, built = build(tmp_path / "case", [tmp_path / "a.txt"], settings=own, workers=1)
    assert built.problems == ()
    (found,) = case.documents(judged=False)
    assert not {"attacked", "bombed"} & {TEXT[one.start : one.end] for one in found.mentions.events}
    after = judged()
    assert "condemned" not in after
    assert after["attacked"][0] == "2020-01-04"
    assert after["bombed"][1] == before["bombed"][1] != []


def spans(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)
