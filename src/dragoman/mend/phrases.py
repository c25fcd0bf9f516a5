"""Noun phrases: an adjective before a name belongs to it, and a verb has one subject."""

from collections.abc import Collection, Mapping

from dragoman.mend.sentence import Sentence

NAMES = frozenset({"NNP", "NNPS"})
COMMON = frozenset({"NN", "NNS"})
COUNTERS = frozenset({"nummod", "det"})
HYPHENS = frozenset({"-", "–"})
ONE_ONLY = frozenset({"nsubj", "nsubjpass", "dobj"})


def qualify(sentence: Sentence) -> None:
    """Give an adjective that was read as a noun back to the name behind it: "of the *paramilitary* Rapid Forces"."""
    for row in range(len(sentence.words) - 1):
        if sentence.tag[row] != "JJ" or sentence.dep[row] != "pobj" or sentence.tag[row + 1] not in NAMES:
            continue
        name = _name_from(sentence, row + 1)
        if name is None or not (sentence.dep[name] in ONE_ONLY or _is_beside(sentence, name, row)):
            continue
        for child in sentence.children(row):
            sentence.head[child] = name
        sentence.dep[name], sentence.head[name] = "pobj", sentence.head[row]
        sentence.dep[row], sentence.head[row] = "amod", name


def hyphenate(sentence: Sentence) -> None:
    """Let a hyphen be no noun: what stands before it belongs to the noun behind, "repelled heavy *counter-attacks*"."""
    for row in range(1, len(sentence.words) - 1):
        first, last = row - 1, row + 1
        nominal = sentence.words[row] in HYPHENS and sentence.dep[row] in ONE_ONLY and sentence.tag[last] in COMMON
        if not nominal or not sentence.head[first] == sentence.head[row] == sentence.head[last]:
            continue
        for child in (*sentence.children(first), *sentence.children(row)):
            sentence.head[child] = last
        for part, relation in ((first, "compound"), (row, "punct")):
            sentence.dep[part], sentence.head[part] = relation, last


def join(sentence: Sentence, along: Mapping[str, Collection[str]]) -> None:
    """Give an adverb back to the preposition behind it, which no passive takes: "were killed *along* with X"."""
    for row in range(len(sentence.words) - 1):
        verb = sentence.head[row]
        passive = sentence.tag[verb] == "VBN" and sentence.child(verb, "auxpass") is not None
        joined = sentence.words[row + 1] in along.get(sentence.words[row], ())
        if passive and joined and sentence.dep[row] == "prt":
            sentence.dep[row] = "advmod"


def _is_beside(sentence: Sentence, name: int, row: int) -> bool:
    """Does the parser take a name for another word of what stands right before it, though no comma parts them?"""
    return sentence.dep[name] == "appos" and sentence.head[name] == row


def _name_from(sentence: Sentence, first: int) -> int | None:
    """The last word of the name that begins at a row, where the name's words all hang on it."""
    last = first
    while last + 1 < len(sentence.words) and sentence.tag[last + 1] in NAMES:
        last += 1
    inside = all(sentence.head[row] in range(first, last + 1) for row in range(first, last))
    return last if inside and sentence.head[last] not in range(first, last + 1) else None


def gather(sentence: Sentence) -> None:
    """Put names in a row together: "peacekeepers from *A*, *B* and *C* were killed" has one subject, and so one noun.

    The names behind the first are no peacekeepers: a bare name goes with the bare name before it.
    """
    for row, relation in enumerate(sentence.dep):
        if relation not in (*ONE_ONLY, "conj") or sentence.tag[row] not in NAMES or not _is_bare(sentence, row):
            continue
        noun = _rival(sentence, row)
        before = _name_before(sentence, row)
        if noun is None or before is None or noun not in _above(sentence, before):
            continue
        sentence.dep[row], sentence.head[row] = "conj", before


def name(sentence: Sentence) -> None:
    """Make a noun part of the name that stands right behind it: "the African *bloc* ECOWAS left" has one subject."""
    for row, relation in enumerate(sentence.dep):
        if relation not in ONE_ONLY or sentence.tag[row] not in COMMON:
            continue
        rivals = (one for one in sentence.children(sentence.head[row]) if sentence.dep[one] == relation and one > row)
        called = next(rivals, None)
        if called is not None and sentence.tag[called] in NAMES and sentence.first(called) == row + 1:
            sentence.dep[row], sentence.head[row] = "compound", called


def place(sentence: Sentence, gathering: Collection[str], places: Collection[str]) -> None:
    """Make an adjective behind a verb without an object its preposition: "rallied *outside* parliament"."""
    for row in range(1, len(sentence.words) - 1):
        noun = sentence.head[row]
        verb = sentence.head[noun]
        if sentence.dep[row] != "amod" or sentence.words[row] not in places or verb != row - 1 or noun < row:
            continue
        if sentence.dep[noun] == "dobj" and sentence.words[verb] in gathering:
            sentence.pos[row], sentence.tag[row], sentence.dep[row], sentence.head[row] = "ADP", "IN", "prep", verb
            sentence.dep[noun], sentence.head[noun] = "pobj", row


def enlist(sentence: Sentence) -> None:
    """Make what was read as a verb a noun again where a noun is joined to it: "imposed asset *freezes* and bans"."""
    for row in range(1, len(sentence.words)):
        noun = sentence.child(row, "conj")
        plain = sentence.tag[row] == "VBZ" and sentence.dep[row] == "ccomp" and sentence.head[row] == row - 2
        before = (sentence.dep[row - 1], sentence.tag[row - 1], sentence.head[row - 1]) == ("nsubj", "NN", row)
        if plain and before and noun is not None and sentence.tag[noun] in COMMON:
            sentence.pos[row], sentence.tag[row], sentence.dep[row] = "NOUN", "NNS", "dobj"
            sentence.dep[row - 1] = "compound"


def entitle(sentence: Sentence) -> None:
    """Make a noun of a verb behind a preposition that names stand before: "aimed at *Hezbollah posts*"."""
    for row in range(1, len(sentence.words)):
        behind = sentence.dep[row] == "pobj" and sentence.tag[row] in ("VBZ", "VBP", "VB")
        if behind and sentence.dep[row - 1] == "compound" and sentence.head[row - 1] == row:
            sentence.pos[row], sentence.tag[row] = "NOUN", "NNS" if sentence.tag[row] == "VBZ" else "NN"


def predicate(sentence: Sentence) -> None:
    """Make whom a verb finds to be something its object: "holds *the group responsible*" has no second verb."""
    for row, relation in enumerate(sentence.dep):
        verb = sentence.head[row]
        whom = sentence.child(row, "nsubj") if relation == "ccomp" and sentence.tag[row] == "JJ" else None
        bare = whom is not None and verb < whom and sentence.child(row, "mark", "aux", "auxpass") is None
        if whom is not None and bare and sentence.pos[verb] == "VERB" and sentence.child(verb, "dobj") is None:
            sentence.dep[whom], sentence.head[whom] = "dobj", verb
            sentence.dep[row] = "oprd"


def take(sentence: Sentence) -> None:
    """Make a second subject behind a participle that object's: "the coalition *fighting the rebels* said" so."""
    for row, relation in enumerate(sentence.dep):
        first = sentence.first(row)
        participle = first - 1
        if (
            relation != "nsubj"
            or participle < 1
            or sentence.dep[participle] != "acl"
            or sentence.tag[participle] != "VBG"
        ):
            continue
        other = sentence.head[participle]
        rival = sentence.dep[other] == "nsubj" and sentence.head[other] == sentence.head[row] and other < participle
        if rival and sentence.child(participle, "dobj", "prep") is None:
            sentence.dep[row], sentence.head[row] = "dobj", participle


def count(sentence: Sentence) -> None:
    """Make an adjective before a number or an article the verb's: "shot *dead* 27 people"; none stands there else."""
    for row in range(1, len(sentence.words) - 1):
        noun = sentence.head[row]
        fronted = sentence.dep[row] == "amod" and sentence.tag[row] == "JJ" and sentence.dep[row + 1] in COUNTERS
        if fronted and sentence.head[row + 1] == noun and sentence.head[noun] == row - 1:
            sentence.dep[row], sentence.head[row] = "acomp", row - 1


def _rival(sentence: Sentence, row: int) -> int | None:
    """The common noun that fills the same place of a verb, or that the parser coordinates the name with."""
    if sentence.dep[row] == "conj":
        noun = sentence.head[row]
        return noun if sentence.tag[noun] in COMMON else None
    for other in sentence.children(sentence.head[row]):
        if other < row and sentence.dep[other] == sentence.dep[row] and sentence.tag[other] in COMMON:
            return other
    return None


def _name_before(sentence: Sentence, row: int) -> int | None:
    """The name behind a preposition that stands right before this one, with a comma or "and" between."""
    first = min([row, *(child for child in sentence.children(row) if sentence.dep[child] == "compound")])
    before = first - 1
    while before > 0 and (sentence.tag[before] in (",", "CC") or sentence.dep[before] == "det"):
        before -= 1
    if before == first - 1 or sentence.tag[before] not in NAMES or not _is_bare(sentence, before):
        return None
    return before if sentence.dep[before] in ("pobj", "conj") else None


def _is_bare(sentence: Sentence, row: int) -> bool:
    """Has a name nothing with it but its own words, an article and what coordinates it?"""
    allowed = {"compound", "det", "cc", "conj", "punct"}
    return all(sentence.dep[child] in allowed for child in sentence.children(row))


def suspend(sentence: Sentence) -> None:
    """Make a word that ends in a hyphen part of the next noun phrase: "*Iran-* and Syria-based firms"."""
    for row, word in enumerate(sentence.words):
        half = word.endswith("-") and word[0].isalpha() and sentence.head[row] != row
        if not half or row + 2 >= len(sentence.words) or sentence.dep[row + 1] != "cc":
            continue
        noun = next((one for one in range(row + 2, len(sentence.words)) if sentence.pos[one] == "NOUN"), None)
        if noun is None or sentence.first(noun) > row + 2:
            continue
        if sentence.head[noun] == row:
            sentence.dep[noun], sentence.head[noun] = sentence.dep[row], sentence.head[row]
        if row not in _above(sentence, noun):
            sentence.head[row + 1] = row
            sentence.dep[row], sentence.head[row] = "nmod", noun


def _above(sentence: Sentence, row: int) -> set[int]:
    """All words above a word."""
    found: set[int] = set()
    while (row := sentence.head[row]) not in found:
        found.add(row)
    return found
