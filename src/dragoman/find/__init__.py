"""Find: what a document mentions, by one finder a file, each reading the grammar and what was found before it."""

from msgspec.structs import replace

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
from dragoman.model import AnnotatedDocument, Mentions


def find(
    document: AnnotatedDocument, *, lang: Language, knowledge: Knowledge, gazetteer: Gazetteer, codebook: Codebook
) -> Mentions:
    """Find everything in one document; a pure function of the document and the data files."""
    grammar = Grammar(document)
    found = Mentions()
    found = replace(found, actors=find_actors(grammar, found, lang=lang, knowledge=knowledge))
    found = replace(found, times=find_times(grammar, found, lang=lang))
    found = replace(found, places=find_places(grammar, found, lang=lang, gazetteer=gazetteer))
    found = replace(found, figures=find_figures(grammar, found, lang=lang))
    found = replace(found, quotes=find_quotes(grammar, found, lang=lang))
    found = replace(found, events=find_events(grammar, found, lang=lang, codebook=codebook))
    found = replace(found, ties=find_ties(grammar, found, lang=lang))
    found = replace(found, links=find_links(grammar, found, lang=lang))
    return replace(found, wording=find_wording(grammar, found, lang=lang))
