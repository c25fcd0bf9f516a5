"""Find actors: every noun phrase that can be a party, who it stands for, and why.

Names of the knowledge base are found first; then each noun phrase is decided; then pronouns and descriptions that point
back. A demonym or name that only modifies a noun is a mention too, since it can be the party of a nominal event.
"""

from dragoman.find.actors.names import find_names
from dragoman.find.actors.naming import Naming
from dragoman.find.actors.parties import Phrase, phrase_at
from dragoman.find.actors.phrases import NOMINAL, is_modifier
from dragoman.find.actors.reading import Hit, Reading
from dragoman.find.actors.words import ActorWords
from dragoman.grammar import Grammar
from dragoman.knowledge import Knowledge
from dragoman.lang import Language
from dragoman.model import ActorMention, Mentions

_HEADS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def find_actors(grammar: Grammar, found: Mentions, *, lang: Language, knowledge: Knowledge) -> tuple[ActorMention, ...]:
    """Find the parties that a document names, in text order.

    Args:
        grammar: The parsed document.
        found: What other finders found; actors need nothing of it.
        lang: Its `actors.toml` gives roles, offices and pronouns.
        knowledge: Known parties and their names.
    """
    del found
    reading = Reading(grammar, knowledge, lang.section("actors", ActorWords))
    reading.hits = find_names(reading)
    reading.hit_at = {row: hit for hit in reading.hits for row in range(hit.first, hit.last)}
    phrases = _phrases(reading)
    mentions = [_mention(reading, phrase) for phrase in phrases]
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def _phrases(reading: Reading) -> list[Phrase]:
    """Decide every noun phrase, and every name that modifies one."""
    naming, tokens = Naming(), reading.grammar.tokens
    phrases = []
    for row in range(len(tokens)):
        hit = reading.hit_at.get(row)
        if hit is not None and row != hit.head:
            continue
        if is_modifier(reading, row):
            if hit is not None:
                phrases.append(_modifier(hit))
        elif tokens.pos[row] in _HEADS and (tokens.dep[row] in NOMINAL or hit is not None):
            phrase = phrase_at(reading, naming, row)
            if phrase is not None:
                phrases.append(phrase)
    return phrases


def _modifier(hit: Hit) -> Phrase:
    """A name that modifies a noun."""
    return Phrase(hit.first, hit.last, hit.head, hit.party, "adjective", hit.score, f"{hit.reason}; it modifies a noun")


def _mention(reading: Reading, phrase: Phrase) -> ActorMention:
    """Write a phrase down as a mention."""
    span, party = reading.grammar.span(phrase.first, phrase.last), phrase.party
    possessive = reading.grammar.tokens.dep[phrase.head] == "poss"
    return ActorMention(
        start=span.start, end=span.end, head=phrase.head, id=party.id, name=party.name, country=party.country,
        sector=party.sector, kind="possessive" if possessive else phrase.kind,  # type: ignore[arg-type]
        score=phrase.score, reason=phrase.reason, person=party.being == "person" and party.name[:1].isupper(),
    )  # fmt: skip
