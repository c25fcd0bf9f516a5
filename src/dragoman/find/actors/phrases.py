"""Where a noun phrase begins and ends: without relative clauses, appositions, coordinations and places."""

from collections.abc import Iterable
from itertools import takewhile

from msgspec.structs import replace

from dragoman.find.actors.reading import Phrase, Reading
from dragoman.grammar import TIME_NAMES

# ClearNLP labels. Source: Choi and Palmer, Guidelines for the CLEAR style constituent to dependency conversion (2012)
NOMINAL = frozenset({
    "nsubj", "nsubjpass", "dobj", "iobj", "dative", "pobj", "attr", "conj", "ROOT", "agent", "oprd", "appos", "poss",
    "dep", "npadvmod", "parataxis", "ccomp", "pcomp", "acomp", "intj", "relcl", "advcl", "acl", "xcomp", "nmod", "meta",
    "compound", "amod", "nummod",
})  # fmt: skip
_LEFT_PARTS = frozenset({
    "det", "predet", "amod", "compound", "nmod", "nummod", "quantmod", "poss", "advmod", "punct", "npadvmod", "case",
    "preconj", "neg", "cc", "conj", "dep", "prep", "intj",
})  # fmt: skip
_MODIFYING = frozenset({"compound", "amod", "nmod", "npadvmod", "quantmod", "advmod"})
_EDGE_MARKS = frozenset("\"'“”‘’«»([{)]},;:-–—`")
_STOPS = frozenset({"—", "–", ";", ":", "(", ")"})
_IN_A_NAME_OF_CRAFT = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
_LOOKS_THROUGH = 3  # "of" phrases that one phrase may hold inside each other


def phrase_start(reading: Reading, head: int) -> int:
    """The first row of the phrase that this token governs."""
    grammar, tokens = reading.grammar, reading.tokens
    start = head
    for child in reversed(grammar.children(head)):
        if child < head:
            if tokens.dep[child] not in _LEFT_PARTS or _stops(reading, child) or _points_away(reading, child):
                break
            start = min(start, grammar.subtree(child)[0])
    start = max([start, *(row + 1 for row in range(start, head) if reading.lower[row] == "-" and _stops(reading, row))])
    while start < head and (
        reading.lower[start] in _EDGE_MARKS or reading.lower[start + 1] == ")" or _only_points(reading, start, head)
    ):
        start += 1
    return start


def _points_away(reading: Reading, row: int) -> bool:
    """Is it a preposition with a pronoun, which tells of others: "*among them* two members of staff"?"""
    inner = reading.grammar.child(row, "pobj") if reading.tokens.dep[row] == "prep" else None
    return inner is not None and reading.tokens.pos[inner] == "PRON"


def _only_points(reading: Reading, row: int, head: int) -> bool:
    """Does the word speak of the whole phrase, and belong to none of its words ("*particularly* Khamenei")?"""
    tokens = reading.tokens
    focus = tokens.pos[row] == "ADV" and tokens.dep[row] == "advmod" and reading.lower[row + 1] != "-"
    return tokens.head[row] == head and (focus or tokens.dep[row] == "preconj")


def _stops(reading: Reading, row: int) -> bool:
    """Is it a mark that no phrase reaches over: a dash, a bracket, a hyphen between blanks?"""
    if reading.lower[row] == "-":
        return reading.tokens.end[row] < reading.tokens.start[row + 1]
    return reading.lower[row] in _STOPS


def complement(reading: Reading, head: int, *, office: bool = False) -> int | None:
    """The row that governs the `of` phrase right after a noun (of an office also `for`, `to`), or None."""
    grammar, tokens = reading.grammar, reading.tokens
    for child in grammar.children(head):
        if child > head and tokens.dep[child] not in ("case", "punct"):
            if tokens.dep[child] != "prep":
                return None
            word = reading.lower[child]
            if word == "of" or (office and word in reading.words.words.complement):
                return grammar.child(child, "pobj")
            return None
    return None


def phrase_end(reading: Reading, head: int, *, office: bool = False, depth: int = _LOOKS_THROUGH) -> int:
    """The row after the phrase's last: after its head, or after its `of` phrase."""
    inner = complement(reading, head, office=office) if depth else None
    if inner is None:
        return head + 1
    name = reading.hit_at.get(inner)  # "of the National League *for Democracy*"
    return max(head + 1, phrase_end(reading, inner, depth=depth - 1), name.last if name is not None else 0)


def aboard(reading: Reading, row: int) -> str:
    """What says right behind people that they are aboard of a craft ("on flight X", "aboard"), or ""; no articles."""
    words, tokens, lower = reading.words.words, reading.tokens, reading.lower
    said = next((one for one in words.aboard if lower[row : row + len(one.split())] == one.split()), "")
    last = row + len((said or words.on).split())
    if not said and lower[row:last] != words.on.split():
        return ""
    craft = list(takewhile(lambda one: _may_name_a_craft(reading, one), range(last, len(lower))))
    if not said and not names_craft(reading, craft):
        return ""  # "on the base"
    rows = (*range(row, last), *(one for one in craft if tokens.pos[one] != "DET"))
    return " ".join(map(reading.grammar.word, rows))


def names_craft(reading: Reading, rows: Iterable[int]) -> bool:
    """Is one of some words a noun for what flies or sails?"""
    return any(reading.tokens.lemma[row].lower() in reading.words.words.craft for row in rows)


def _may_name_a_craft(reading: Reading, row: int) -> bool:
    tokens = reading.tokens
    return tokens.pos[row] in _IN_A_NAME_OF_CRAFT and tokens.name[row] not in TIME_NAMES


def is_modifier(reading: Reading, row: int) -> bool:
    """Does the token only modify a noun to its right?"""
    first = reading.grammar.first_conjunct(row)
    head = reading.tokens.head[first]
    return reading.tokens.dep[first] in _MODIFYING and head > row


def is_locative(reading: Reading, row: int) -> bool:
    """Does a place name at this row say where something is or goes, rather than who acts or is acted on?"""
    tokens, words = reading.tokens, reading.words.words
    first = reading.grammar.first_conjunct(row)
    above, dep = tokens.head[first], tokens.dep[first]
    if dep == "pobj":
        preposition, governor = reading.lower[above], tokens.head[above]
        if preposition in words.locative:
            return preposition not in words.aimed or not _aims(reading, governor)
        if preposition == "of":
            found = reading.role_at(governor)
            return found is not None and found[0].being == "thing" and is_locative(reading, governor)
        return preposition in words.directional and _lemmas(reading, governor) & words.motion != frozenset()
    if dep == "dobj":
        return tokens.lemma[above].lower() in words.place_verbs
    return dep == "npadvmod" or (dep == "appos" and is_locative(reading, above))


def _aims(reading: Reading, row: int) -> bool:
    """Is it a verb of aiming, or what is fired ("fired *rockets* at the base")?"""
    fired = reading.tokens.head[row] if reading.tokens.dep[row] == "dobj" else row
    return bool(_lemmas(reading, fired) & reading.words.words.aiming)


def _lemmas(reading: Reading, row: int) -> frozenset[str]:
    """The lemma of a word, and that of the verb above it where it is an adverb ("out" of "pull out")."""
    lemma = reading.tokens.lemma[row].lower()
    if reading.tokens.pos[row] in ("ADV", "ADP"):
        return frozenset({lemma, reading.tokens.lemma[reading.tokens.head[row]].lower()})
    return frozenset({lemma})


def place_inside(reading: Reading, head: int) -> int | None:
    """The row of the place in which a party is said to be ("groups based in Iraq", "a court in Iraq"), or None.

    What is somebody's is of his country, wherever it is: "*its* mission in Syria".
    """
    grammar = reading.grammar
    if grammar.child(head, "poss") is not None:
        return None
    for child in grammar.children(head):
        if child > head:
            preposition = child if reading.tokens.dep[child] == "prep" else None
            if reading.tokens.dep[child] == "acl" and reading.lower[child] in reading.words.words.based:
                preposition = grammar.child(child, "prep")
            if preposition is not None and reading.lower[preposition] in reading.words.words.locative:
                return grammar.child(preposition, "pobj")
    return None


def titled(reading: Reading, phrases: list[Phrase]) -> list[Phrase]:
    """Join what a person is called to the name right after it ("militia commander" "Abu Mahdi al-Muhandis")."""
    joined = list[Phrase]()
    for phrase in phrases:
        before = joined[-1] if joined else None
        if (
            before is not None
            and (before.last, before.kind, phrase.kind) == (phrase.first, "description", "name")
            and before.party.being == phrase.party.being == "person"
            and not reading.is_plural(before.head)
        ):
            head = reading.grammar.governor(before.first, phrase.last)
            joined[-1] = replace(phrase, first=before.first, head=head, roles=before.roles)
        else:
            joined.append(phrase)
    return joined


def possessors(phrases: list[Phrase]) -> list[Phrase]:
    """Mark a party in the `of` phrase of another one as its possessor: the head of an alliance is not the alliance."""
    marked, outer = [], list[Phrase]()
    for phrase in sorted(phrases, key=lambda one: (one.first, -one.last)):
        while outer and outer[-1].last <= phrase.first:
            outer.pop()
        inside = outer and outer[-1].head < phrase.first and phrase.kind != "adjective"
        marked.append(replace(phrase, kind="possessive") if inside else phrase)
        outer.append(phrase)
    return marked
