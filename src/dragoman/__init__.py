"""Dragoman reads what every side says about a conflict and turns it into event reports.

    import dragoman as dg
    case = dg.build("articles/", "case/")
    case.events()

What stands here is described in docs/howto/python.md; each name is loaded when it is first used.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"
__all__ = ["Case", "Drawing", "EventView", "Settings", "Table", "Text", "__version__", "annotate", "build", "open"]


class _Package(ModuleType):
    """The package, in which `annotate` stays the function of the API once the stage of that name is imported too.

    The import system sets a package's attribute to each submodule that it loads; for this one name that is passed over.
    """

    @property
    def annotate(self) -> Any:
        """Find everything in one text; see `dragoman.api.annotate`."""
        return import_module("dragoman.api").annotate

    @annotate.setter
    def annotate(self, _module: ModuleType) -> None:
        """Leave it as it is."""

    def __getattr__(self, name: str) -> Any:
        """Load a part of the API when it is asked for; importing the package alone loads nothing."""
        if name not in __all__:
            raise AttributeError(f"module 'dragoman' has no attribute '{name}'")
        return getattr(import_module("dragoman.api"), name)

    def __dir__(self) -> list[str]:
        return __all__


sys.modules[__name__].__class__ = _Package
