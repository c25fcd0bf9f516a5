"""Every installed reader on spoiled files: cut, doubled, overwritten and mixed ones."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.plugins import Reader
from dragoman.read import installed, read_content
from tests.fuzz.fuzz_readers import SEEDS, check

pytestmark = pytest.mark.slow  # left out of `make quick`

EXAMPLES = 60  # for each reader; `fuzz_readers.py` runs as long as one likes


@dataclass(frozen=True)
class Edit:
    """A change at a place of a file, which is given as a share of its length."""

    at: float
    cut: int
    put: bytes


EDITS = st.builds(
    Edit,
    st.floats(0, 1),
    st.integers(0, 50),
    st.binary(max_size=8)
    | st.sampled_from(
        [b"<!--", b"\x00", b"\xff\xff\xff\xff", b"--b", b"\r\n\r\n", b"]]>", b"{" * 50, b"&#0;", b"PK\x01\x02"]
    ),
)


def spoiled(seed: bytes, edits: list[Edit]) -> bytes:
    for edit in edits:
        at = int(edit.at * len(seed))
        seed = seed[:at] + edit.put + seed[at + edit.cut :]
    return seed


FILES = st.builds(spoiled, st.sampled_from(SEEDS), st.lists(EDITS, max_size=6)) | st.binary(max_size=200)


@pytest.mark.slow
@pytest.mark.parametrize("reader", installed(), ids=lambda reader: reader.name)
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(content=FILES)
def test_no_spoiled_file_makes_a_reader_fail(reader: Reader, content: bytes) -> None:
    """A reader that is given anything, its own format or not, gives documents or problems, and no error."""
    check(reader, content)


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_every_seed_is_read_by_some_reader(seed: int) -> None:
    """The files that the fuzzing begins with are sound: each gives a text."""
    assert any(document.text.strip() for document in read_content(SEEDS[seed], "seed"))
