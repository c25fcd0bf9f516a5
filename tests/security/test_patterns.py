"""No text can make a regular expression of ours take for ever."""

import json
import re
import subprocess
import sys

import pytest

from tests.security.patterns import blows_up


def test_what_blows_up_is_seen() -> None:
    """Time that grows with the square of a text is told from time that grows with its length."""
    assert blows_up(re.compile(r"\s+\n"), " ")
    assert not blows_up(re.compile(r"(?<!\s)\s+\n"), " ")
    assert not blows_up(re.compile(r"\s+\n"), "a")


@pytest.mark.slow
def test_no_pattern_takes_longer_than_its_text_is_long() -> None:
    """Every pattern of modules, languages and codebooks, on long runs of what is hard for patterns."""
    run = [sys.executable, "-m", "tests.security.patterns"]
    count, bad = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
    assert count > 200
    assert bad == []
