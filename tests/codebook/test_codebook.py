"""The codebook's loader: what it reads, what it refuses, and that it travels to another process."""

import pickle
import re
from pathlib import Path

import msgspec
import pycountry
import pytest

from dragoman.codebook import Pattern, load_codebook, words_of
from dragoman.errors import SetupError

pytestmark = pytest.mark.slow  # left out of `make quick`

TYPE = """
code = "EMBRACE"
quad = "verbal cooperation"
meaning = "A type of the user's own."
score = 1.0
cameo = ["05"]

[[pattern]]
verbs = ["hug"]
"""


def test_user_folder_adds_a_type(tmp_path: Path) -> None:
    """A file of a new name adds a type and leaves the others as they are."""
    (tmp_path / "embrace.toml").write_text(TYPE)
    codebook = load_codebook(tmp_path)
    assert set(codebook.types) == {*load_codebook().types, "EMBRACE"}
    assert [entry.type for entry in codebook.entries("verb", "hug")] == ["EMBRACE"]


def test_user_folder_replaces_a_type(tmp_path: Path) -> None:
    """A file of a type's own name replaces that type."""
    (tmp_path / "assault.toml").write_text(TYPE.replace("EMBRACE", "ASSAULT"))
    assert load_codebook(tmp_path).types["ASSAULT"].meaning == "A type of the user's own."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (TYPE.replace('verbs = ["hug"]', 'verb = ["hug"]'), "verb"),
        (TYPE.replace("score = 1.0", 'score = "high"'), "score"),
        (TYPE.replace('verbs = ["hug"]', 'mode = "tight"\nverbs = ["hug"]'), "tight"),
        (TYPE.replace('verbs = ["hug"]', "weight = 0.9"), "pattern 1"),
        (TYPE.replace('code = "EMBRACE"', 'code = "CLASP"'), "code"),
        ("code = ", "embrace.toml"),
    ],
)
def test_broken_file_is_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    """A file without the codebook's form stops the work, and the message names the file and the key."""
    (tmp_path / "embrace.toml").write_text(text)
    with pytest.raises(SetupError) as caught:
        load_codebook(tmp_path)
    assert caught.value.slug == "codebook.file"
    assert "embrace.toml" in caught.value.message
    assert named in caught.value.message


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    """A folder that does not exist stops the work."""
    with pytest.raises(SetupError) as caught:
        load_codebook(tmp_path / "nowhere")
    assert caught.value.slug == "codebook.file"


def test_codebook_travels_to_another_process(tmp_path: Path) -> None:
    """A codebook survives pickling, the user's types included."""
    (tmp_path / "embrace.toml").write_text(TYPE)
    codebook = load_codebook(tmp_path)
    assert pickle.loads(pickle.dumps(codebook)).types == codebook.types


def test_codebook_holds_thousands_of_words() -> None:
    """The codebook of the package is large, and names no country in any pattern."""
    codebook = load_codebook()
    assert codebook.size() > 3000


def test_patterns_name_no_party() -> None:
    """No pattern holds a name: every word of it is in lower case, but for kinds of names ("@PERSON")."""
    for kind in load_codebook().types.values():
        for pattern in kind.pattern:
            words = (*pattern.verbs, *pattern.nouns, *pattern.adjectives, *pattern.object, *pattern.near)
            names = [word for word in words if word != word.lower() and not word.startswith("@")]
            assert not names, (kind.code, names)


def test_demanding_pattern_outranks_a_plain_one() -> None:
    """A pattern that asks for an object asks for more than one that does not; "*" asks for less than a word."""
    plain, any_object, named = Pattern(verbs=("a",)), Pattern(verbs=("a",), object=("*",)), Pattern(object=("b",))
    assert plain.demands < any_object.demands < named.demands


def test_hyphens_are_words_of_their_own() -> None:
    """A hyphenated term is split as the parser splits it."""
    assert words_of("cease-fire deal") == ("cease", "-", "fire", "deal")


def test_patterns_name_no_country() -> None:
    """No country's name or demonym stands in any pattern: two sides are coded alike."""
    names = {country.name.lower() for country in pycountry.countries}
    demonyms = {"american", "russian", "israeli", "iranian", "syrian", "iraqi", "turkish", "kurdish", "chinese"}
    for kind in load_codebook().types.values():
        for pattern in kind.pattern:
            written = msgspec.json.encode(pattern).decode()
            words = set(re.findall(r'"([^"]+)"', written))
            assert not words & (names | demonyms), kind.code
