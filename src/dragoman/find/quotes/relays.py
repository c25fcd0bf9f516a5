"""Who passes on the words of another: an agency that quotes a commander, a paper that cites officials."""

from msgspec.structs import replace

from dragoman.find.quotes.contents import Rows, without
from dragoman.find.quotes.cues import Cue
from dragoman.find.quotes.speakers import agent_of, before, is_passive, phrase, source_of, trimmed
from dragoman.find.quotes.words import QuoteWords
from dragoman.grammar import Grammar


def relayed(grammar: Grammar, cue: Cue, words: QuoteWords) -> Cue:
    """Return the cue with the source whose words they are, and whoever passes them on.

    "Reuters quoted a commander as saying", "a commander was quoted by Reuters as saying", "Reuters reported, citing a
    commander", "according to Reuters, which cited a commander".

    Args:
        grammar: The document.
        cue: A cue with the source that the grammar gives it.
        words: The language's words.
    """
    verb = _quoting(grammar, cue.row, words)
    if verb is not None:
        return _quoted(grammar, cue, verb)
    if cue.source is None:
        return cue
    clause = grammar.child(cue.row, "ccomp")
    for host in sorted({cue.row, grammar.governor(*cue.source), cue.row if clause is None else clause}):
        for citing in grammar.children_by(host, "advcl", "acl", "relcl", "xcomp", "prep"):
            cited = grammar.child(citing, "dobj", "pobj")
            if grammar.tokens.lemma[citing].lower() in words.citing and cited is not None:
                return _cited(grammar, cue, citing, phrase(grammar, cited))
    return cue


def _quoting(grammar: Grammar, row: int, words: QuoteWords) -> int | None:
    """The verb of "quoted X as saying", from itself or from "saying"."""
    verb: int | None = row
    if grammar.tokens.dep[row] == "pcomp":
        link = grammar.head(row)
        verb = grammar.head(link) if link is not None else None
    if verb is None or grammar.tokens.lemma[verb].lower() not in words.citing:
        return None
    through = any(grammar.child(link, "pcomp") is not None for link in grammar.children_by(verb, "prep"))
    return verb if through else None


def _quoted(grammar: Grammar, cue: Cue, verb: int) -> Cue:
    """Whom "quoted" has for its object, or its subject in the passive; what is said hangs on "as saying" alone."""
    passive = is_passive(grammar, verb)
    said = grammar.child(verb, "nsubjpass" if passive else "dobj")
    by = agent_of(grammar, verb) if passive else source_of(grammar, verb, frozenset())
    content = () if cue.row == verb else cue.content
    return replace(cue, source=phrase(grammar, said) if said is not None else None, relay=by, content=content)


def _cited(grammar: Grammar, cue: Cue, citing: int, cited: Rows) -> Cue:
    """Whom "citing" has for its object; the parser may hang on it what is said."""
    start = grammar.subtree(citing)[0]
    content = tuple(trimmed(grammar, *part) for whole in cue.content for part in without(whole, (start, cited[1])))
    clause = grammar.child(citing, "ccomp")
    if not content and clause is not None:
        content, cue = (grammar.subtree(clause),), replace(cue, form="clause")
    return replace(cue, source=cited, relay=before(grammar, cue.source or cited, start), content=content)
