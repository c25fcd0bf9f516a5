"""Calling: which parties of a case are meant by a name that a user gives, and which names are spelled nearly so."""

from collections.abc import Iterable
from difflib import get_close_matches

from dragoman.knowledge import load_knowledge
from dragoman.knowledge.folding import is_acronym, name_words
from dragoman.model import KNOWN, Actor


def called(actors: Iterable[Actor], name: str) -> frozenset[str]:
    """The ids of the parties of a case that are called so there; where none is, by any name in the knowledge base.

    The name is a whole one ("RSF", "Hemedti"), not a part. Case, accents and the Arabic article are forgiven, and in
    the knowledge base the transliteration too; in capitals only stand the acronyms.
    """
    held, words = tuple(actors), name_words(name)
    here = frozenset(one.id for one in held if words in map(name_words, (one.name, *one.variants))) if words else None
    if here:
        return here
    index = load_knowledge().index
    spelled = (one for size, names in index.at(words) if size == len(words) for one in names)
    fitting = (one for one in (*spelled, *index.sounding(words)) if is_acronym(name) or not one.acronym)
    known = {KNOWN + one.party for one in fitting}
    return frozenset(one.id for one in held if one.id in known)


def advice(actors: Iterable[Actor], name: str) -> str:
    """What to try where nobody is called so: names of the case, or words of them, that are spelled nearly so."""
    wholes = {whole for actor in actors for whole in (actor.name, *actor.variants)}
    names = {one.casefold(): one for whole in sorted(wholes) for one in (*whole.split(), whole)}
    near = get_close_matches(name.casefold(), names)
    return f"Near it: {', '.join(names[one] for one in near)}." if near else "Try a part of the name."
