"""The threads of numpy's matrix products: one, while texts are parsed.

The matrices of one text are too small to be shared. Where the cores are busy, threads that wait for each other make the
work ten times as dear; processes share it instead. What the user's own numpy does outside of parsing stays as it was.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module

# The library of matrix products that numpy came with (2, then 1.26), and that of a system
PREFIXES = ("scipy_openblas_{}64_", "openblas_{}64_", "scipy_openblas_{}", "openblas_{}")


@contextmanager
def one_thread() -> Iterator[None]:
    """Let matrix products use one thread; afterwards as many as before."""
    found = controls()
    before = found[0]() if found else 1
    if found and before != 1:
        found[1](1)
    try:
        yield
    finally:
        if found and before != 1:
            found[1](before)


@cache
def controls() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """What tells and what sets the number of threads; None where numpy computes with a library unknown here."""
    file = import_module("numpy.linalg._umath_linalg").__file__
    library = ctypes.CDLL(file)
    for prefix in PREFIXES:
        told, sets = (getattr(library, prefix.format(name), None) for name in ("get_num_threads", "set_num_threads"))
        if told and sets:
            return told, sets
    return None
