"""Tolls: what the grammar says happened to those who are counted."""

from dragoman.find.figures.numbers import FigureWords, RoleWords
from dragoman.grammar import Grammar

OBJECT, SUBJECT = ("dobj", "nsubjpass", "oprd", "npadvmod"), ("nsubj",)  # the parser takes some objects for adverbs
MODIFIERS = ("amod", "acl", "acomp", "oprd", "ccomp", "relcl")
EITHER = "casualties"  # the role of those of whom it is only told that either befell them
REACH = 3  # words that may stand between a number and a state behind it ("34 others badly injured")


def role_of(grammar: Grammar, words: FigureWords, row: int, counted: int | None) -> str | None:
    """Find what happened to those who are counted.

    Args:
        grammar: The document.
        words: The language's words for it.
        row: Row of the number.
        counted: Row of the counted noun, or None.

    Returns:
        The role ("killed"), or None where the number is no toll.
    """
    within = _including(grammar, words, counted if counted is not None else row)
    if within is not None:
        return role_of(grammar, words, within, within)
    for role in words.roles:
        if counted is not None and _named(grammar, role, counted):
            return role.role
        if any(_suffered(grammar, role, one) for one in {row, row if counted is None else counted}) or _state(
            grammar, words, role, row, counted
        ):
            return EITHER if _is_one_of_two(grammar, words, row, counted) else role.role
    return _toll(grammar, words, counted if counted is not None else row)


def _is_one_of_two(grammar: Grammar, words: FigureWords, row: int, counted: int | None) -> bool:
    """Is it not told which of two things each suffered: "killed *or* wounded 4,000"?"""
    for one in {row, row if counted is None else counted}:
        verb = grammar.head(grammar.first_conjunct(one))
        if verb is None or grammar.tokens.pos[verb] not in ("VERB", "AUX"):
            continue
        joined = grammar.conjuncts(grammar.first_conjunct(verb))
        lemmas = {_lemma(grammar, other) for other in joined}
        suffered = sum(not lemmas.isdisjoint(role.verbs) for role in words.roles)
        each = sum(grammar.child(other, "dobj", "nsubjpass") is not None for other in joined)  # "killed 2 or wounded 3"
        links = [link for other in joined for link in grammar.children_by(other, "cc")]
        if suffered > 1 and each < 2 and any(grammar.lower(link) in words.grammar.either for link in links):
            return True
    return False


def _including(grammar: Grammar, words: FigureWords, row: int) -> int | None:
    """The noun that those who are counted are among ("six civilians, including two children")."""
    first = grammar.first_conjunct(row)
    link = grammar.head(first)
    if link is None or grammar.tokens.dep[first] != "pobj" or grammar.lower(link) not in words.grammar.including:
        return None
    whole = grammar.head(link)
    return whole if whole is not None and grammar.tokens.pos[whole] in ("NOUN", "PROPN", "NUM") else None


def _lemma(grammar: Grammar, row: int) -> str:
    return grammar.tokens.lemma[row].lower()


def _named(grammar: Grammar, role: RoleWords, counted: int) -> bool:
    """Find "Five deaths", "the death of five", "the killing of five soldiers"."""
    if _lemma(grammar, counted) in role.nouns or grammar.lower(counted) in role.states:
        return True
    return _of_noun(grammar, role, counted) or _lost(grammar, role, counted)


def _lost(grammar: Grammar, role: RoleWords, counted: int) -> bool:
    """Find "took 40 lives", "claimed the lives of ten", "40 lives were lost"."""
    whose = _of_which(grammar, counted)
    thing = whose if whose is not None else grammar.first_conjunct(counted)
    if _lemma(grammar, thing) not in role.lost or grammar.tokens.dep[thing] not in OBJECT:
        return False
    verb = grammar.head(thing)
    return verb is not None and _lemma(grammar, verb) in role.losing


def _of_which(grammar: Grammar, row: int) -> int | None:
    """What a phrase hangs on by "of": "the *death* of five"."""
    first = grammar.first_conjunct(row)
    link = grammar.head(first)
    if link is None or grammar.tokens.dep[first] != "pobj" or _lemma(grammar, link) != "of":
        return None
    return grammar.head(link)


def _of_noun(grammar: Grammar, role: RoleWords, row: int) -> bool:
    """Does the phrase hang on "the death of"?"""
    noun = _of_which(grammar, row)
    return noun is not None and _lemma(grammar, noun) in (*role.nouns, *role.of_many)


def _suffered(grammar: Grammar, role: RoleWords, row: int) -> bool:
    """Is the phrase the object or passive subject of a verb of the role, or the subject of one like "die"?"""
    if _of_noun(grammar, role, row):
        return True
    first = grammar.first_conjunct(row)
    verb = grammar.head(first)
    if verb is None:
        return False
    relation, lemma = grammar.tokens.dep[first], _lemma(grammar, verb)
    shot_dead = verb + 1 < row and grammar.lower(verb + 1) in role.states and grammar.head(verb + 1) == verb
    if relation in OBJECT and (lemma in role.verbs or lemma in role.selves or shot_dead):
        return True
    if relation in SUBJECT and (lemma in role.selves or _passive(grammar, role, verb)):
        return True
    if relation in ("pobj",) and lemma == "of":
        return False
    return any(
        _lemma(grammar, child) in (*role.verbs, *role.states) and grammar.tokens.tag[child] in ("VBN", "VBD", "JJ")
        and grammar.tokens.dep[child] in MODIFIERS and _lacks_object(grammar, child)
        for child in grammar.children(row)
        if child > row
    )  # fmt: skip


def _lacks_object(grammar: Grammar, verb: int) -> bool:
    """A participle without an object is a passive one; a number behind it is an object too."""
    tokens = grammar.tokens
    return not any(
        tokens.dep[child] == "dobj" or (tokens.pos[child] == "NUM" and child > verb) for child in grammar.children(verb)
    )


def _passive(grammar: Grammar, role: RoleWords, verb: int) -> bool:
    """Find "30 injured": a verb of the role without object, or a copula with a state of it ("five were dead")."""
    if _lemma(grammar, verb) in role.verbs:
        return grammar.tokens.tag[verb] in ("VBN", "VBD") and _lacks_object(grammar, verb)
    if grammar.tokens.tag[verb] == "VBG" and grammar.lower(verb) in role.states:
        return True  # the parser takes "are missing" for a progressive
    state = grammar.child(verb, "acomp", "attr", "oprd")
    return state is not None and grammar.lower(state) in role.states


def _state(grammar: Grammar, words: FigureWords, role: RoleWords, row: int, counted: int | None) -> bool:
    """Find "34 injured", "left five people dead", "three dead": a state right behind the number or the counted noun."""
    at = max(row, counted if counted is not None else row)
    _, end = grammar.sentence_rows(row)
    for behind in range(at + 1, min(at + 1 + REACH, end)):
        if grammar.lower(behind) in role.states:
            following = next(
                (one for one in range(behind + 1, end) if grammar.tokens.pos[one] not in ("ADV", "ADJ")), end
            )
            return not (following < end and grammar.tokens.pos[following] in ("NOUN", "PROPN", "DET", "NUM"))
        if (
            grammar.tokens.pos[behind] not in ("ADV", "ADJ", "NOUN")
            and grammar.lower(behind) not in words.grammar.fresh
        ):
            return False
    return False


def _toll(grammar: Grammar, words: FigureWords, row: int) -> str | None:
    """Find "The death toll rose to 54"."""
    for above in grammar.ancestors(row):
        if _lemma(grammar, above) in words.tolls:
            return words.tolls[_lemma(grammar, above)]
        if grammar.tokens.pos[above] == "VERB":
            subject = grammar.child(above, "nsubj", "nsubjpass")
            return None if subject is None else words.tolls.get(_lemma(grammar, subject))
    return None
