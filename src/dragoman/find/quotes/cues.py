"""Reporting by grammar: which word reports, whose words they are, and what they are.

A cue is a verb with a clause, an infinitive, an object or a preposition after it, an adjective or a noun of saying with
a clause, or a phrase such as "according to".
"""

from collections.abc import Iterator

from dragoman.find.quotes.contents import Rows, own_clause, reported, says_nothing
from dragoman.find.quotes.speakers import agent_of, is_passive, left_of, phrase, source_of, trimmed
from dragoman.find.quotes.words import QuoteWords
from dragoman.grammar import Grammar
from dragoman.model import Record

# Share of the cues of each form that the attribution task's gold has too (development split, source, cue and content
# overlapping), to the nearest 0.05; the word lists were trimmed on the same texts, so that it flatters a little.
SCORES = {
    "quote": 0.9, "clause": 0.75, "phrase": 0.85, "parenthesis": 0.8, "infinitive": 0.55, "as": 0.8,
    "preposition": 0.6, "passive": 0.4, "object": 0.55, "noun": 0.4, "light": 0.6, "predicate": 0.35,
}  # fmt: skip
BARE = ("object", "preposition")  # forms whose content is no clause but the thing that it is about
_VERB_GROUP = ("aux", "auxpass", "neg", "advmod")
FINITE = ("VBD", "VBZ", "MD")
AGENTLESS = ("passive", "preposition", "clause")  # forms whose passive needs somebody behind "by"
ACCUSE = "accuse"  # the family of verbs whose charge stands after a preposition
HELD = "hold"  # the family of single words that say what somebody holds
PARTIES = ("GPE", "NORP", "ORG", "PERSON")  # types of names whose bearers make "a US announcement"
_COMPLEMENTS = ("pobj", "pcomp")


class Cue(Record, frozen=True):
    """A place where something is reported.

    Attributes:
        row: The token that reports.
        cue: Rows of the words that report ("has called for").
        source: Rows of the phrase whose words they are, or None.
        content: Rows of what is reported, in pieces; empty where only words in quotation marks can be it.
        form: The grammar that shows it; a key of `SCORES`.
        family: What the cue does with what it reports ("say", "claim", "want").
        own: The source is whoever writes or speaks: "I", "we".
        relay: Rows of the phrase of who passes the source's words on ("*Reuters* quoted a commander as saying").
    """

    row: int
    cue: Rows
    source: Rows | None
    content: tuple[Rows, ...]
    form: str
    family: str
    own: bool = False
    relay: Rows | None = None


def find_cues(grammar: Grammar, words: QuoteWords) -> Iterator[Cue]:
    """All cues of a document, in text order; one at most for each reporting word."""
    for row in range(len(grammar.tokens)):
        pos = grammar.tokens.pos[row]
        if pos in ("VERB", "AUX"):
            cue = _verb(grammar, row, words)
        elif pos in ("NOUN", "ADJ"):
            cue = _noun(grammar, row, words) if pos == "NOUN" else _predicate(grammar, row, words)
        else:
            cue = None
        cue = cue or _phrase(grammar, row, words)
        if cue is not None and not (cue.source and grammar.lower(cue.source[0]) in words.none):
            yield cue  # but for "*no* group claimed it"


def _verb(grammar: Grammar, row: int, words: QuoteWords) -> Cue | None:
    """A reporting verb with what it reports."""
    particle = grammar.child(row, "prt")
    lemma = grammar.tokens.lemma[row].lower()
    key = f"{lemma} {grammar.lower(particle)}" if particle is not None else lemma
    family = words.family_of.get(key)
    prepositions = words.prepositions.get(key, frozenset())
    if family is None and not prepositions:
        return None
    if lemma in words.citing and grammar.tokens.tag[row] == "VBG" and grammar.tokens.dep[row] == "advcl":
        return None  # "Reuters reported, citing officials": it tells who passes on what
    frames = family.frames if family else frozenset()
    cue = _verb_group(grammar, row, particle)
    passive = is_passive(grammar, row)
    spoken = family is not None and family.family in words.spoken
    source = agent_of(grammar, row) if passive else source_of(grammar, row, words.nobody(spoken=spoken))
    if source is None and spoken and not passive:
        source = left_of(grammar, row)
    form, content = _content(grammar, row, frames, passive=passive)
    if not content:
        preposition = _preposition(grammar, row, prepositions)
        if preposition is None and family is not None and family.family == ACCUSE:
            accused = grammar.child(row, "dobj")  # the parser may hang on it what it is accused of
            preposition = None if accused is None else _preposition(grammar, accused, prepositions)
        if preposition is not None and preposition > row:
            form, content = "preposition", (_complement(grammar, preposition),)
            cue = (cue[0], preposition + 1) if preposition - cue[1] <= 1 else cue
    if not content and "quote" not in frames:
        return None
    content = reported(grammar, content, _hull(cue, source), form, words)
    content = () if form in BARE and says_nothing(grammar, content) else content
    if not content and "quote" not in frames:
        return None
    kind = HELD if lemma in words.held_words else family.family if family else "say"
    if passive and source is None and form in AGENTLESS:
        return None  # "is thought to have": nobody is named for it, so that it is the writer's own hedge
    if kind in words.inner and (form != "passive" and (source is None or _is_own(grammar, source, words))):
        return None
    own = source is not None and _is_own(grammar, source, words)
    return Cue(row, cue, source, content, form, kind, own)


def _hull(cue: Rows, source: Rows | None) -> Rows:
    """The rows of the cue and, where it stands right before, its source."""
    return (source[0], cue[1]) if source is not None and source[1] == cue[0] else cue


def _is_own(grammar: Grammar, source: Rows, words: QuoteWords) -> bool:
    """Is the source whoever writes ("I", "we"): the outlet's own view, not a report of somebody's?"""
    return source[1] - source[0] == 1 and grammar.lower(source[0]) in words.own


def _verb_group(grammar: Grammar, row: int, particle: int | None) -> Rows:
    """The verb with the auxiliaries, "not" and adverbs that stand right before it, and its particle."""
    group = set(grammar.children_by(row, *_VERB_GROUP))
    first = row
    while first - 1 in group:
        first -= 1
    while first < row and grammar.tokens.pos[first] == "ADV" and grammar.word(first)[0].isupper():
        first += 1
    return first, (particle + 1 if particle is not None and particle == row + 1 else row + 1)


def _content(grammar: Grammar, row: int, frames: frozenset[str], *, passive: bool) -> tuple[str, tuple[Rows, ...]]:
    """What a verb reports, by the first of its frames that the sentence fills."""
    clauses = grammar.children_by(row, "ccomp") if "clause" in frames else []
    marked = [one for one in clauses if any(_is_that(grammar, mark) for mark in grammar.children(one))]
    clause = next(iter(marked or clauses), None)
    above = grammar.head(row)
    if clause is not None and not ("small" in frames and _is_small(grammar, clause)):
        return "clause", (grammar.subtree(clause),)
    aside = (grammar.tokens.dep[row] == "parataxis" and grammar.child(row, "xcomp") is None) or _is_as_clause(
        grammar, row
    )
    if "clause" in frames and aside and above is not None:
        return "parenthesis", _around(grammar, _main(grammar, above), row)
    if passive:
        return "passive", _passive(grammar, row, frames)
    target = grammar.child(row, "dobj", "dative")
    infinitive = _infinitive(grammar, row) if "infinitive" in frames else None
    if infinitive is not None:
        start = grammar.subtree(infinitive)[0]
        if target is not None and row < target < start:
            start = grammar.subtree(target)[0]
        return "infinitive", ((start, grammar.subtree(infinitive)[1]),)
    as_what = _as_what(grammar, row) if "as" in frames else None
    if as_what is not None:
        first, last = grammar.subtree(as_what)
        named = target is not None and row < target < as_what
        return "as", ((grammar.subtree(target)[0] if target is not None and named else first, last),)
    if "object" in frames and target is not None and grammar.tokens.dep[target] == "dobj" and target > row:
        return "object", (grammar.subtree(target),)
    return "quote", ()


def _is_as_clause(grammar: Grammar, row: int) -> bool:
    """Does "as" open the clause, so that what it hangs on is reported: "*As X said*, the talks failed"?"""
    marks = {grammar.lower(one) for one in grammar.children_by(row, "mark", "advmod")}
    return grammar.tokens.dep[row] == "advcl" and "as" in marks and grammar.child(row, "dobj", "xcomp") is None


def _is_small(grammar: Grammar, clause: int) -> bool:
    """Is it a clause without a finite verb: what was seen to happen, and not what somebody noticed?"""
    opened = grammar.child(clause, "mark", "aux", "auxpass") is not None or grammar.child(clause, "nsubj") is None
    return not opened and grammar.tokens.tag[clause] not in FINITE


def _main(grammar: Grammar, row: int) -> int:
    """The verb of an auxiliary that the parser hangs a parenthesis on; any other word itself."""
    above = grammar.head(row)
    return above if above is not None and grammar.tokens.dep[row] in ("aux", "auxpass") else row


def _around(grammar: Grammar, above: int, row: int) -> tuple[Rows, ...]:
    """The clause that a parenthesis ("officials said") stands in, without the parenthesis."""
    first, last = grammar.subtree(above)
    left, right = grammar.subtree(row)
    pieces = ((first, min(left, last)), (max(right, first), last))
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def _passive(grammar: Grammar, row: int, frames: frozenset[str]) -> tuple[Rows, ...]:
    """The subject of a passive and what is said of it ("*North Korea* is thought *to be capable of ...*")."""
    subject = grammar.child(row, "nsubjpass")
    infinitive = _infinitive(grammar, row) if frames & {"infinitive", "clause"} else None
    rest = infinitive if infinitive is not None else _as_what(grammar, row)
    pieces = [grammar.subtree(subject)] if subject is not None else []
    if rest is not None:
        return (*pieces, grammar.subtree(rest))
    return tuple(pieces) if "object" in frames and grammar.child(row, "agent") is not None else ()


def _infinitive(grammar: Grammar, row: int) -> int | None:
    """The infinitive that a verb governs, also one that the parser takes for a clause."""
    for child in grammar.children_by(row, "xcomp", "ccomp", "advcl"):
        if any(grammar.lower(aux) == "to" for aux in grammar.children_by(child, "aux")):
            return child
    return None


def _as_what(grammar: Grammar, row: int) -> int | None:
    """What somebody or something is called or described as."""
    named = grammar.child(row, "oprd")
    if named is not None:
        return named
    return next((child for child in grammar.children_by(row, "prep") if grammar.lower(child) == "as"), None)


def _preposition(grammar: Grammar, row: int, allowed: frozenset[str]) -> int | None:
    """The preposition after which a word's content stands."""
    for child in grammar.children_by(row, "prep", "dative"):
        if grammar.lower(child) in allowed and grammar.child(child, *_COMPLEMENTS) is not None:
            return child
    return None


def _complement(grammar: Grammar, preposition: int) -> Rows:
    """Everything after a preposition."""
    return preposition + 1, grammar.subtree(preposition)[1]


def _predicate(grammar: Grammar, row: int, words: QuoteWords) -> Cue | None:
    """An adjective of holding with a clause or infinitive ("is confident that", "was willing to")."""
    verb = grammar.head(row)
    relation = grammar.tokens.dep[row]
    if grammar.lower(row) not in words.predicates or verb is None or relation not in ("acomp", "oprd", "ccomp"):
        return None
    clause = _made(grammar, verb, row) if relation == "ccomp" else grammar.child(row, "ccomp")
    clause = clause if clause is not None or relation == "ccomp" else _infinitive(grammar, row)
    preposition = _preposition(grammar, row, words.prepositions.get(grammar.lower(row), frozenset()))
    if clause is not None:
        content = grammar.subtree(clause)
    elif preposition is not None:
        content = _complement(grammar, preposition)
    else:
        return None
    source = source_of(grammar, verb, words.empty_subjects)
    if source is None or _is_own(grammar, source, words):
        return None
    first = _verb_group(grammar, verb, None)[0]
    end = preposition + 1 if clause is None and preposition == row + 1 else row + 1
    form, family = ("light", "say") if relation == "ccomp" else ("predicate", HELD)  # "made clear that" says it
    return Cue(row, (first, end), source, (trimmed(grammar, *content),), form, family)


def _made(grammar: Grammar, verb: int, row: int) -> int | None:
    """The clause of "made clear that", which the parser hangs on either word."""
    behind = [one for one in (*grammar.children(row), *grammar.children(verb)) if one > row]
    return next((one for one in behind if any(_is_that(grammar, mark) for mark in grammar.children(one))), None)


def _is_that(grammar: Grammar, row: int) -> bool:
    """Does the word open a clause that is said?"""
    return grammar.tokens.dep[row] == "mark" and grammar.lower(row) == "that"


def _noun(grammar: Grammar, row: int, words: QuoteWords) -> Cue | None:
    """A noun of saying with its content ("his claim that ...", "calls for revenge")."""
    lemma = grammar.tokens.lemma[row].lower()
    if lemma not in words.nouns:
        return None
    clause = grammar.child(row, "acl", "ccomp", "relcl")
    marked = clause is not None and any(_is_that(grammar, mark) for mark in grammar.children(clause))
    allowed = words.noun_prepositions.get(lemma, frozenset())
    preposition, verb = _preposition(grammar, row, allowed), _light_verb(grammar, row)
    if preposition is None and verb is not None:  # "cast doubt on": the parser may hang "on" on either
        preposition = next((one for one in [_preposition(grammar, verb, allowed)] if one == row + 1), None)
    if lemma in words.light and (verb is None or grammar.tokens.lemma[verb].lower() not in words.light[lemma]):
        return None
    if clause is not None and marked:
        content, end = grammar.subtree(clause), row + 1
    elif preposition is not None:
        content, end = _complement(grammar, preposition), preposition + 1
    else:
        return None
    source = _owner(grammar, row, words)
    if source is None:
        return None
    if verb is not None and lemma in words.light:
        first = _verb_group(grammar, verb, None)[0]
        return Cue(row, (first, end), source, (trimmed(grammar, *content),), "light", "say")
    family = HELD if lemma in words.held_words else "say"
    return Cue(row, (row, end), source, (trimmed(grammar, *content),), "noun", family)


def _light_verb(grammar: Grammar, row: int) -> int | None:
    """The verb that has a noun for its object."""
    verb = grammar.head(row)
    governs = verb is not None and grammar.tokens.dep[row] == "dobj" and grammar.tokens.pos[verb] == "VERB"
    return verb if governs else None


def _owner(grammar: Grammar, row: int, words: QuoteWords) -> Rows | None:
    """Whose claim it is: "his claim", "a claim by X"; or the subject of the verb that has it for its object."""
    owner = grammar.child(row, "poss")
    if owner is not None:
        first, last = phrase(grammar, owner)
        ends = last > first and grammar.lower(last - 1) in ("'s", "'")
        return first, (last - 1 if ends else last)
    for preposition in grammar.children_by(row, "prep", "agent"):
        issuer = grammar.child(preposition, "pobj")
        if issuer is not None and grammar.lower(preposition) in words.issued_by:
            return phrase(grammar, issuer)
    for named in grammar.children_by(row, "amod", "compound", "nmod"):
        if grammar.tokens.name[named] in PARTIES:
            return grammar.subtree(named)
    verb = grammar.head(row)
    if verb is not None and grammar.tokens.dep[row] == "dobj":
        return source_of(grammar, verb, words.empty_subjects)
    return None


def _phrase(grammar: Grammar, row: int, words: QuoteWords) -> Cue | None:
    """A phrase that names the source of its clause ("according to X", "in the words of X")."""
    for phrase_words in words.phrases_from.get(grammar.lower(row), ()):
        last = row + len(phrase_words)
        if last > len(grammar.tokens) or tuple(grammar.lower(at) for at in range(row, last)) != phrase_words:
            continue
        source = grammar.child(last - 1, *_COMPLEMENTS)
        top = row
        while grammar.tokens.head[top] != top and row <= grammar.tokens.head[top] < last:
            top = grammar.tokens.head[top]
        above = grammar.head(top)
        if source is None or above is None or grammar.tokens.lemma[source].lower() in words.silent:
            continue
        content = _bracketed(grammar, row) or _around(grammar, _clause(grammar, above), top)
        pieces = tuple(trimmed(grammar, *own_clause(grammar, piece, row)) for piece in content)
        pieces = tuple(piece for piece in pieces if piece[0] < piece[1] and not _is_mark(grammar, piece))
        return Cue(row, (row, last), phrase(grammar, source), pieces, "phrase", "say")
    return None


def _is_mark(grammar: Grammar, rows: Rows) -> bool:
    """Is it nothing but the "that" of an outer report: "said *that*, according to X, ..."?"""
    return rows[1] - rows[0] == 1 and _is_that(grammar, rows[0])


def _bracketed(grammar: Grammar, row: int) -> tuple[Rows, ...]:
    """What stands before a phrase in its brackets: "7 died (*10*, according to the police)"; () where none."""
    for at in range(row - 1, grammar.sentence_rows(row)[0] - 1, -1):
        if grammar.word(at) == ")":
            break
        if grammar.word(at) == "(":
            return ((at + 1, row),) if at + 1 < row else ()
    return ()


def _clause(grammar: Grammar, row: int) -> int:
    """The verb of the clause that a word stands in."""
    while grammar.tokens.pos[row] not in ("VERB", "AUX"):
        above = grammar.head(row)
        if above is None:
            return row
        row = above
    return row
