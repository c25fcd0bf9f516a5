"""Find: what a document mentions, by one finder a file, each reading the grammar and what was found before it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dragoman.codebook import Codebook
from dragoman.find.actors import find_actors
from dragoman.find.events import find_events
from dragoman.find.figures import find_figures
from dragoman.find.links import find_links
from dragoman.find.places import find_places
from dragoman.find.quotes import find_quotes
from dragoman.find.ties import find_ties
from dragoman.find.times import find_times
from dragoman.find.wording import find_wording
from dragoman.grammar import Grammar
from dragoman.knowledge import Knowledge
from dragoman.knowledge.places import Gazetteer
from dragoman.lang import Language
from dragoman.model import Mentions

Finder = Callable[[Grammar, Mentions], tuple[Any, ...]]


def finders(
    *, lang: Language, knowledge: Knowledge, gazetteer: Gazetteer, codebook: Codebook
) -> tuple[tuple[str, Finder], ...]:
    """The finders in their order, each with the field of `Mentions` that it fills.

    Each is a pure function of the grammar, of what was found before it, and of the data files.
    """
    return (
        ("actors", partial(find_actors, lang=lang, knowledge=knowledge)),
        ("times", partial(find_times, lang=lang)),
        ("places", partial(find_places, lang=lang, gazetteer=gazetteer)),
        ("quotes", partial(find_quotes, lang=lang)),
        ("figures", partial(find_figures, lang=lang)),
        ("events", partial(find_events, lang=lang, codebook=codebook)),
        ("ties", partial(find_ties, lang=lang)),
        ("links", partial(find_links, lang=lang)),
        ("wording", partial(find_wording, lang=lang)),
    )
