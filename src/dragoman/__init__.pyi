from dragoman.api import Case as Case
from dragoman.api import Drawing as Drawing
from dragoman.api import EventView as EventView
from dragoman.api import Table as Table
from dragoman.api import Text as Text
from dragoman.api import annotate as annotate
from dragoman.api import build as build
from dragoman.api import open as open  # noqa: A004 - it is called as `dragoman.open`
from dragoman.settings import Settings as Settings

__version__: str
