"""Find actors: every noun phrase that can be a party, who it stands for, and why.

Names of the knowledge base are found first; then each noun phrase is decided; then pronouns and descriptions that point
back. A demonym or name that only modifies a noun is a mention too, since it can be the party of a nominal event.
"""

from msgspec.structs import replace

from dragoman.find.actors.names import find_names
from dragoman.find.actors.naming import Naming, same_being
from dragoman.find.actors.parties import modifiers_at, phrases_at
from dragoman.find.actors.phrases import NOMINAL, complement, is_modifier, possessors, titled
from dragoman.find.actors.reading import Phrase, Reading
from dragoman.find.actors.references import resolve_references
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
    reading.take(find_names(reading))
    phrases = resolve_references(reading, _phrases(reading))
    mentions = (_mention(reading, phrase) for phrase in phrases)
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.head)))


def _phrases(reading: Reading) -> list[Phrase]:
    """Decide every noun phrase, and every name or role that modifies one."""
    naming, tokens, grammar = Naming(reading), reading.tokens, reading.grammar
    phrases: list[Phrase] = []
    by_head: dict[int, int] = {}
    for row in range(len(tokens)):
        hit = reading.hit_at.get(row)
        if (hit is not None and row != hit.head) or (hit is None and tokens.pos[row] not in _HEADS):
            continue
        if is_modifier(reading, row):
            phrases.extend(modifiers_at(reading, naming, row))
        elif hit is not None or (
            tokens.dep[row] in NOMINAL and (tokens.pos[row] != "ADJ" or grammar.child(row, "det"))
        ):
            for phrase in phrases_at(reading, naming, row):
                above = by_head.get(_described(reading, row, phrase)) if tokens.dep[row] == "appos" else None
                if above is None:
                    by_head[row] = len(phrases)
                    phrases.append(phrase)
                    naming.learn_roles(phrase)
                else:
                    _put_beside(reading, naming, (phrases, above), phrase)
    return possessors(titled(reading, phrases))


def _described(reading: Reading, row: int, phrase: Phrase) -> int:
    """The row of what an apposition describes: a person's name is no place's ("the governor of North Kivu, *X*")."""
    noun, tokens = reading.tokens.head[row], reading.tokens
    above = tokens.head[tokens.head[noun]]
    found = reading.role_at(above) if tokens.dep[noun] == "pobj" and reading.role_at(noun) is None else None
    office = found is not None and found[0].being == "person" and complement(reading, above, office=True) == noun
    return above if office and phrase.kind == "name" and phrase.party.being == "person" else noun


def _put_beside(reading: Reading, naming: Naming, beside: tuple[list[Phrase], int], phrase: Phrase) -> None:
    """Join an apposition to the party it stands beside, or keep it as another party where both are names."""
    phrases, at = beside
    named = phrases[at]
    if phrase.kind != "name":
        naming.learn_roles(replace(named, roles=phrase.roles))
    elif named.kind == "name":
        if named.party.id != phrase.party.id:
            phrases.append(phrase)
    elif same_being(named.party, phrase.party) and not reading.is_plural(named.head):
        party = naming.complete(phrase.party, named)
        reason = f"{phrase.reason}; the name stands beside what describes it"
        phrases[at] = replace(named, last=phrase.last, party=party, kind="name", score=phrase.score, reason=reason)
        naming.learn_roles(phrases[at])
    else:
        phrases.append(phrase)


def _mention(reading: Reading, phrase: Phrase) -> ActorMention:
    """Write a phrase down as a mention."""
    span, party = reading.grammar.span(phrase.first, phrase.last), phrase.party
    tokens, row = reading.tokens, phrase.head
    possessive = phrase.kind != "pronoun" and tokens.dep[row] == "poss"
    return ActorMention(
        start=span.start, end=span.end, head=phrase.head, id=party.id, name=party.name, country=party.country,
        sector=party.sector, kind="possessive" if possessive else phrase.kind,  # type: ignore[arg-type]
        score=phrase.score, reason=phrase.reason, person=party.being == "person" and party.named,
        noun=tokens.lemma[row].lower() if tokens.pos[row] == "NOUN" and not tokens.name[row] else "",
    )  # fmt: skip
