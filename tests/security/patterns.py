"""Collect every regular expression of the program, and time each on strings that are made to be hard.

Run by `test_patterns.py` in a process of its own, since patterns can only be caught while they are compiled.
"""

import importlib
import inspect
import json
import linecache
import pkgutil
import re
import sys
import time
from pathlib import Path
from typing import Any

import dragoman

LENGTHS = (400, 3_200)
GROWTH = 24  # of time, for eight times the length: n log n gives 10, the square 64
NOTICED_SECONDS = 0.01  # less is not told from chance
HARD = ("a", "A", "1", " ", "\n", "-", ".", '"', "“", "(", "[", "<", "a ", "1,", "x\n")
Found = dict[tuple[Any, int], tuple[str, str]]  # pattern and flags: who compiles it, by what function of `re`
AT_ONE_PLACE = {"match", "fullmatch"}
MATCHED = ("self.joint = ",)  # what is assigned where nothing else is done with a pattern of an object


def collected() -> Found:
    """Every pattern that modules, languages and codebooks of the program compile, and who compiles it."""
    found: Found = {}
    compiled = re._compiler.compile  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: int = 0) -> Any:
        frame, how = sys._getframe(1), ""
        while frame and Path(frame.f_code.co_filename).parent.name == "re":
            frame, how = frame.f_back, frame.f_code.co_name
        made = compiled(pattern, flags)
        if frame and "dragoman" in Path(frame.f_code.co_filename).parts:
            if any(name in linecache.getline(frame.f_code.co_filename, frame.f_lineno) for name in MATCHED):
                how = "match"
            where = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
            found[made.pattern, made.flags] = (where, how)
        return made

    re._compiler.compile = noted  # type: ignore[attr-defined]
    for module in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from dragoman.model import RawDocument  # noqa: PLC0415 - only now
    from dragoman.pipeline import accounts  # noqa: PLC0415
    from dragoman.settings import Settings, load_tools  # noqa: PLC0415

    text = 'By Ann Lee\n\nBAGHDAD — "We attacked 30 troops" on 3 January 2020, Iran said.\n\nShare this'
    list(accounts([RawDocument("a", "a.txt", text)], load_tools(Settings())))
    re._compiler.compile = compiled  # type: ignore[attr-defined]
    return found


def tried_at_one_place() -> set[tuple[Any, int]]:
    """The patterns that no module does anything with but `match` and `fullmatch`."""
    used: dict[tuple[Any, int], set[str]] = {}
    for module in [one for name, one in sys.modules.items() if name.startswith("dragoman.")]:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                calls = re.findall(rf"\b{name}\b(?:\.(\w+)\()?", inspect.getsource(module))
                used.setdefault((value.pattern, value.flags), set()).update(calls)
    return {pattern for pattern, calls in used.items() if calls - {""} and calls <= {*AT_ONE_PLACE, ""}}


def seconds(pattern: re.Pattern[Any], text: Any, is_searched: bool) -> float:
    """CPU time for finding it everywhere, or for trying it at one place and on the whole."""
    began = time.process_time()
    if is_searched:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)
        pattern.fullmatch(text)
    return time.process_time() - began


def blows_up(pattern: re.Pattern[Any], unit: str, is_searched: bool = True) -> bool:
    """Does time grow faster than n log n on a long run of the same characters?"""
    before = 0.0
    for length in LENGTHS:
        text = unit * (length // len(unit)) + "!"
        hard: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
        took = min(seconds(pattern, hard, is_searched) for _ in range(2 if before else 1))
        if before and took > max(NOTICED_SECONDS, GROWTH * before):
            return True
        before = max(took, NOTICED_SECONDS / GROWTH)
    return False


def main() -> None:
    """Print how many patterns there are, and those that blow up."""
    found, at_one_place = collected(), tried_at_one_place()
    bad = [
        f"{where} on {unit!r}: {pattern!r}"
        for (pattern, flags), (where, how) in found.items()
        for unit in HARD
        if blows_up(re.compile(pattern, flags), unit, (pattern, flags) not in at_one_place and how not in AT_ONE_PLACE)
    ]
    sys.stdout.write(json.dumps([len(found), bad]))


if __name__ == "__main__":
    main()
