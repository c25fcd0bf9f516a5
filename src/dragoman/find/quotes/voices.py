"""Who speaks, by name, and the chain of voices from the outlet inwards."""

from collections.abc import Iterator

from dragoman.find.quotes.cues import Cue
from dragoman.find.quotes.speakers import phrase
from dragoman.find.quotes.words import QuoteWords
from dragoman.grammar import Grammar
from dragoman.model import ActorMention, Mentions, Span, Speaker, Voice

PRESS = "MED"  # PLOVER sector of the press


def speaker_of(grammar: Grammar, found: Mentions, rows: tuple[int, int] | None, words: QuoteWords) -> Speaker | None:
    """The speaker that a source phrase stands for.

    The name is that of the actor at the head of the phrase; of somebody who is described and then named ("his ally,
    A") that of the name; for a text ("a statement from his office") that of who issued it; for a relative pronoun that
    of the noun before it; for "I" the author's; none for another pronoun that nobody is known to stand behind; else the
    phrase itself.
    """
    if rows is None:
        return None
    span = grammar.span(*rows)
    head = _head(grammar, found, rows)
    if grammar.lower(head) in words.relatives:
        above = _antecedent(grammar, head)
        head = above if above is not None else head
    issuer = issuer_of(grammar, head, words)
    actor = actor_at(grammar, found, issuer if issuer is not None else head)
    if actor is not None:
        return Speaker(actor.name, span.start, span.end, actor.id)
    if issuer is not None:
        return Speaker(_name(grammar, issuer), span.start, span.end)
    if grammar.tokens.pos[head] == "PRON":
        mine = grammar.lower(head) in words.first_person
        return Speaker(grammar.document.meta.author if mine else None, span.start, span.end)
    named = grammar.word(head) if not rows[0] <= head < rows[1] else span.of(grammar.text)
    return Speaker(named, span.start, span.end)


def _head(grammar: Grammar, found: Mentions, rows: tuple[int, int]) -> int:
    """The row that says who a source phrase is: the name beside a description ("the governor, *A*"), else its head."""
    head = grammar.governor(*rows)
    if grammar.tokens.pos[head] != "NOUN":
        return head
    people = {actor.head for actor in found.actors if actor.person and actor.kind == "name"}
    return next((row for row in grammar.children_by(head, "appos") if row in people and row < rows[1]), head)


def _name(grammar: Grammar, row: int) -> str:
    """The words of a phrase, without the mark of a possessive."""
    first, last = phrase(grammar, row)
    owns = last - first > 1 and grammar.tokens.dep[last - 1] == "case"
    return grammar.span(first, last - 1 if owns else last).of(grammar.text)


def goes_on(grammar: Grammar, verb: int, rows: tuple[int, int] | None, words: QuoteWords) -> bool:
    """Does whoever spoke last go on speaking: "she *added*", with nobody but a pronoun for its source?"""
    if grammar.tokens.lemma[verb].lower() not in words.continuing:
        return False
    return rows is None or (rows[1] - rows[0] == 1 and grammar.tokens.pos[rows[0]] == "PRON")


def is_named_within(found: Mentions, speaker: Speaker, other: Speaker) -> bool:
    """Is somebody named within the phrase for another, so that the two are not one: "*his* office"?"""
    if other.start is None or other.end is None or speaker.id is None or speaker.id == other.id:
        return False
    within = [one for one in found.actors if other.start <= one.start and one.end <= other.end]
    return any(one.id == speaker.id for one in within)


def holds_views(grammar: Grammar, found: Mentions, rows: tuple[int, int] | None, words: QuoteWords) -> bool:
    """Is the source somebody, or a text, rather than a thing such as "evidence" or "the decision"?"""
    if rows is None:
        return True
    head = grammar.governor(*rows)
    if grammar.tokens.pos[head] != "NOUN" or grammar.tokens.lemma[head].lower() in words.documents:
        return True
    return actor_at(grammar, found, head) is not None


def _antecedent(grammar: Grammar, row: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    for above in grammar.ancestors(row):
        if grammar.tokens.dep[above] in ("relcl", "acl"):
            return grammar.head(above)
    return None


def issuer_of(grammar: Grammar, head: int, words: QuoteWords) -> int | None:
    """Who issued a text that speaks: its owner, the noun after "from", "by" or "of", or the subject of "issued"."""
    if grammar.tokens.lemma[head].lower() not in words.documents:
        return None
    owner = grammar.child(head, "poss")
    if owner is not None:
        return owner
    for preposition in grammar.children_by(head, "prep", "agent"):
        if grammar.lower(preposition) in words.issued_by:
            return grammar.child(preposition, "pobj")
    for clause in grammar.children_by(head, "acl"):
        by = grammar.child(clause, "agent")
        if by is not None:
            return grammar.child(by, "pobj")
    verb = grammar.head(head)
    if verb is not None and grammar.tokens.dep[head] == "dobj":
        return grammar.child(verb, "nsubj")
    return None


def actor_at(grammar: Grammar, found: Mentions, head: int) -> ActorMention | None:
    """The actor whose phrase this token governs, else the shortest one that holds it; a mere modifier is none."""
    start, end = grammar.tokens.start[head], grammar.tokens.end[head]
    lone = grammar.tokens.dep[head] in ("amod", "compound", "nmod")  # "a US announcement": the modifier is who speaks
    modifiers = () if lone else ("adjective", "possessive")
    holding = [actor for actor in found.actors if actor.start <= start and end <= actor.end]
    holding = [actor for actor in holding if actor.kind not in modifiers]
    return min(holding, key=lambda actor: (actor.head != head, actor.end - actor.start), default=None)


def chain(
    grammar: Grammar, found: Mentions, rows: tuple[int, int] | None, speaker: Speaker | None, words: QuoteWords
) -> tuple[Voice, ...]:
    """The voices that a quotation has of its own, inwards: the text that speaks for its issuer, and the speaker.

    Args:
        grammar: The document.
        found: Its actors.
        rows: The source phrase.
        speaker: Whom it stands for.
        words: The language's words.
    """
    if speaker is None or speaker.name is None:
        return ()
    own = (Voice("speaker", speaker.name, speaker.start, speaker.end),)
    if rows is None:
        return own
    head = _head(grammar, found, rows)
    if issuer_of(grammar, head, words) is not None:
        return (_source(grammar, rows if rows[0] <= head < rows[1] else grammar.subtree(head)), *own)
    if _is_outlet(grammar, found, rows, words):
        return (Voice("source", speaker.name, speaker.start, speaker.end),)
    return own


def _source(grammar: Grammar, rows: tuple[int, int]) -> Voice:
    """A text or body that passes on what somebody says."""
    span = grammar.span(*rows)
    return Voice("source", span.of(grammar.text), span.start, span.end)


def _is_outlet(grammar: Grammar, found: Mentions, rows: tuple[int, int], words: QuoteWords) -> bool:
    """Is the phrase the name of an agency, a paper or a station: "Reuters", "TF1 television", "the daily Quryna"?"""
    head = grammar.governor(*rows)
    beside = (head, *grammar.children_by(head, "compound", "nmod"))
    named = any(grammar.tokens.pos[row] == "PROPN" for row in beside)
    if named and any(grammar.lower(row) in words.outlets for row in beside):
        return True
    actor = actor_at(grammar, found, head)
    return actor is not None and actor.kind == "name" and actor.sector == PRESS


def passes_on(grammar: Grammar, found: Mentions, cue: Cue, words: QuoteWords) -> tuple[Voice, ...]:
    """Who passes on what a source says: who quotes it, or the agency that it told ("told Reuters")."""
    relay = speaker_of(grammar, found, cue.relay, words)
    if relay is not None and relay.name is not None:
        return (Voice("source", relay.name, relay.start, relay.end),)
    told = _told_to(grammar, found, cue, words)
    return () if told is None else (told,)


def _told_to(grammar: Grammar, found: Mentions, cue: Cue, words: QuoteWords) -> Voice | None:
    """The agency or paper to which somebody said it, which is the source that the outlet cites.

    It is whom the cue has for its object ("told Reuters"), what stands after its preposition ("said on CNN", "said in
    an interview with Le Monde"), or stands so beside what is said of the source ("a colonel who spoke to Reuters").
    """
    hosts = [cue.row]
    if cue.source is not None:
        hosts += grammar.children_by(grammar.governor(*cue.source), "relcl", "acl")
    hosts += grammar.children_by(cue.row, "advcl")
    for host in (one for one in hosts if one == cue.row or grammar.tokens.lemma[one].lower() in words.told):
        for target in _targets(grammar, host, words):
            first, last = grammar.subtree(target)
            rows = (first, min(last, cue.row) if first <= cue.row else last)
            if _is_outlet(grammar, found, rows, words):
                span: Span = grammar.span(*rows)
                return Voice("source", span.of(grammar.text), span.start, span.end)
    return None


def _targets(grammar: Grammar, host: int, words: QuoteWords) -> Iterator[int]:
    """Yield the objects of a word, also those after a preposition, and who an interview was with."""
    yield from grammar.children_by(host, "dobj", "dative")
    for link in grammar.children_by(host, "prep", "agent", "dative"):
        for target in grammar.children_by(link, "pobj"):
            yield target
            if grammar.tokens.lemma[target].lower() in words.documents:
                yield from _targets(grammar, target, words)
