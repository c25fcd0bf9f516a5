"""Which builds of a case pages show: the newest, and those before it that stand open somewhere."""

from dragoman.export.page_data import build_of
from dragoman.store import Case

GONE = "This build of the case is gone: it was built anew several times since the page was loaded. Reload the page."


class Builds:
    """The builds of a case, by name; each page goes on with the one that it was loaded with, for as long as it is kept.

    Args:
        case: The case; what it shows is what a page is given that names no build.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._before: dict[str, Case] = {}

    def of(self, name: str) -> Case | None:
        """Return the case as the build of this name left it; None where that build is gone."""
        if not name or _is_there(self.case, name):
            return self.case
        self._before = {key: one for key, one in self._before.items() if _is_there(one, key)}
        if name not in self._before:
            newest = Case(self.case.path)
            found = next((one for one in (newest, *newest.before()) if _is_there(one, name)), None)
            if found is None:
                return None
            self._before[name] = found
        return self._before[name]


def _is_there(case: Case, name: str) -> bool:
    """Does the case show the build of this name, and are its files kept?"""
    return build_of(case) == name and case.generation.is_dir()
