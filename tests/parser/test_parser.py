"""Tests of parser/: what is done faster says the same as the model itself."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.lang import load_language
from dragoman.parser import Parse, Parser, load_parser
from dragoman.parser.forms import can_be_kept
from dragoman.parser.names import recognise_names
from dragoman.parser.threads import controls, one_thread
from dragoman.parser.vectors import recognise

pytestmark = pytest.mark.slow  # left out of `make quick`

MODEL = load_language("en").info.model
ARTICLES = sorted((Path(__file__).parents[2] / "examples/articles").glob("*.txt"))
ODD = (
    "There 's no way, let's go; they ain't gonna say: I gotta.",
    "\tTabs \n and lines  \n\nwithin Bashar al-Assad 's\n Damascus office",
    "On 3 January 2020 the U.S. killed Qassem Soleimani near Baghdad International Airport, CNN said.",
    "“Never!” Mr. O'Neil told\u2014it seems\u2014the BBC's Sunday show; 40% of 1,200 troops (about 480) left.",
    "a", "?", "New York", " ", "Iran",
)  # fmt: skip


PIECES = (
    "let", "'s", "gon", "na", "there", "is", "Iran", "killed", "\n", "\t", "but", "1,200", "May", "Mr.", "“", "’s",
    "ai", "n't", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Any:
    """The model as it comes."""
    return spacy.load(MODEL)


def check(doc: Any, parse: Parse) -> None:
    """Compare a parse with what the model itself says."""
    words = [token for token in doc if not token.is_space]
    assert [(one.idx, one.idx + len(one)) for one in words] == list(zip(parse.start, parse.end, strict=True))
    assert [(one.lemma_, one.pos_, one.tag_, one.dep_) for one in words] == [tuple(form) for form in parse.forms]
    assert [(one.ent_type_, one.ent_iob_ == "B") for one in words] == parse.names
    assert [first for first, _ in parse.sentences] == [
        row for row, one in enumerate(words) if row == 0 or one.sent != words[row - 1].sent
    ]
    solid = [(row, one) for row, one in enumerate(words) if not one.head.is_space]
    assert [one.head.idx for _, one in solid] == [parse.start[parse.head[row]] for row, _ in solid]


def test_every_column_is_the_models_own(model: Any) -> None:
    """Words, lemmas, tags, relations, heads, names and sentences are those that the whole model gives."""
    texts = [*ODD, *(line for file in ARTICLES for line in file.read_text(encoding="utf-8").splitlines())]
    parses = [parse for parse, _ in load_parser(MODEL).parse((text, None) for text in texts)]
    for text, parse in zip(texts, parses, strict=True):
        check(model(text), parse)


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "let",
                "'s",
                "gon",
                "na",
                "there",
                "is",
                "Iran",
                "killed",
                "\n",
                "\t",
                "but",
                "1,200",
                "May",
                "Mr.",
                "“",
                "’s",
                "ai",
                "n't",
            ]
        )
    )
)
def test_any_run_of_words_is_read_as_the_model_reads_it(model: Any, words: list[str]) -> None:
    """Rules about two words hold also where such words stand in odd runs, with blanks between."""
    text = " ".join(words)
    ((parse, _),) = load_parser(MODEL).parse([(text, None)])
    check(model(text), parse)


def test_what_stands_beside_a_text_does_not_change_how_it_is_parsed() -> None:
    """One by one, together and in another order: the same vectors, to the last bit."""
    vectors = recognise(spacy.load(MODEL).get_pipe("tok2vec").model)
    fresh = recognise(spacy.load(MODEL).get_pipe("tok2vec").model)
    assert vectors
    assert fresh
    docs = [load_parser(MODEL)._model.make_doc(text) for text in ODD]
    together = [vectors(doc) for doc in docs]
    for doc, made in zip(reversed(docs), reversed(together), strict=True):
        assert (fresh(doc) == made).all()


def test_a_model_that_is_built_otherwise_does_its_own_work(model: Any) -> None:
    """Rules that look at three words, or a name finder that looks further ahead, are left to the model."""
    other = spacy.load(MODEL)
    other.get_pipe("attribute_ruler").add([[{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}]], {"LEMMA": "abc"}, index=2)
    other.get_pipe("ner").cfg["beam_width"] = 4
    assert not can_be_kept(other)
    assert recognise_names(other.get_pipe("ner")) is None
    assert recognise(model.get_pipe("tagger").model) is None
    other.get_pipe("ner").cfg["beam_width"] = 1
    ((parse, _),) = Parser(other).parse([("Troops left a b c Mosul.", None)])
    assert parse.forms[4].lemma == "abc"
    assert parse.forms[0].lemma == "troop"


def test_a_model_without_names_or_rules_is_read_all_the_same() -> None:
    """Where a step is missing, its columns are empty."""
    bare = spacy.load(MODEL, exclude=["ner", "attribute_ruler"])
    ((parse, _),) = Parser(bare).parse([("Iran struck Iraq.", None)])
    assert parse.names == [("", False)] * 4
    assert parse.forms[1].tag == "VBD"


def test_threads_are_given_back() -> None:
    """While texts are parsed matrix products use one thread; afterwards as many as before."""
    found = controls()
    if not found:
        return
    told, sets = found
    before = told()
    sets(2)
    wanted = told()
    with one_thread():
        assert told() == 1
    assert told() == wanted
    sets(before)


def test_a_model_that_has_met_too_many_words_is_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its memory does not grow with a crawl, and it says the same as before."""
    full = load_parser(MODEL)
    assert load_parser(MODEL) is full
    monkeypatch.setattr(full, "_at_most", 0)
    anew = load_parser(MODEL)
    assert anew is not full
    assert not anew.is_full
    before, after = (list(one.parse((text, None) for text in ODD)) for one in (full, anew))
    assert before == after


def test_the_library_loads_without_its_commands_and_has_them_when_asked() -> None:
    """In a process of its own: nothing of spaCy's command line is loaded to parse, and all of it works afterwards."""
    asked = f"""
import sys
from dragoman.parser import load_parser
load_parser({MODEL!r})
assert not [name for name in sys.modules if name.startswith("spacy.cli")]
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
from spacy.cli import download
assert callable(download)
"""
    subprocess.run([sys.executable, "-c", asked], check=True)
