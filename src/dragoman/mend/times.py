"""Clauses of time: a finite verb needs a subject, and a clause in the present no main clause in the past.

"… after A, B and C were killed": a finite verb needs a subject. Where the parser makes "after" a preposition and leaves
the verb behind its noun without one, "after" is a conjunction, the noun the verb's subject and the verb a clause of its
own.

"After the air strikes the head of the party called on them to leave": a clause of time in the present does not go with
a main clause in the past (sequence of tenses). Where the parser reads a noun in the plural behind "after" and another
noun as such a verb, it is a noun, and what it took for the verb's object is the main clause's subject.
"""

from collections.abc import Collection

from dragoman.mend.sentence import AUXILIARIES, FINITE, SUBJECTS, Sentence


def complete(sentence: Sentence, subordinators: Collection[str]) -> None:
    """Give a finite verb without a subject the noun that stands before it behind "after", "before" ..."""
    for row, word in enumerate(sentence.words):
        if sentence.dep[row] != "prep" or word.lower() not in subordinators:
            continue
        noun = next((child for child in sentence.children(row) if sentence.dep[child] == "pobj"), None)
        verb = _orphan(sentence, sentence.last(noun) + 1) if noun is not None else None
        if noun is None or verb is None or sentence.head[row] in (row, verb):
            continue
        passive = any(sentence.dep[child] == "auxpass" for child in sentence.children(verb))
        sentence.head[verb], sentence.dep[verb] = sentence.head[row], "advcl"
        sentence.head[row], sentence.dep[row] = verb, "mark"
        sentence.head[noun], sentence.dep[noun] = verb, "nsubjpass" if passive else "nsubj"


def unfold(sentence: Sentence, subordinators: Collection[str]) -> None:
    """Make the plural behind "after the air" a noun again where the main clause is in the past: "*strikes* he left"."""
    for row in range(1, len(sentence.words)):
        if sentence.tag[row] == "VBZ" and (sentence.dep[row - 1], sentence.tag[row - 1]) == ("nsubj", "NN"):
            children = sentence.children(row)
            mark = next((one for one in children if sentence.dep[one] == "mark"), None)
            if mark is not None and sentence.words[mark] in subordinators and sentence.head[row - 1] == row:
                _unfold(sentence, row, mark)


def _unfold(sentence: Sentence, noun: int, mark: int) -> None:
    """Hang a noun that was read as a verb on the preposition before it, and both on the main clause."""
    children = sentence.children(noun)
    behind = next((one for one in children if one > noun and sentence.dep[one] == "dobj"), None)
    verb = _main_verb(sentence, noun, behind)
    if verb is None or {"aux", "neg", "prt"} & {sentence.dep[one] for one in children}:
        return
    if sentence.head[noun] == noun:
        sentence.dep[verb], sentence.head[verb] = "ROOT", verb
    for one in children:
        sentence.head[one] = noun if one < noun else verb
    for one in sentence.children(noun - 1):
        sentence.head[one] = noun
    sentence.pos[noun], sentence.tag[noun], sentence.dep[noun], sentence.head[noun] = "NOUN", "NNS", "pobj", mark
    sentence.dep[noun - 1], sentence.head[noun - 1] = "compound", noun
    sentence.pos[mark], sentence.dep[mark], sentence.head[mark] = "ADP", "prep", verb
    if behind is not None:
        passive = any(sentence.dep[one] == "auxpass" for one in sentence.children(verb))
        sentence.dep[behind], sentence.head[behind] = "nsubjpass" if passive else "nsubj", verb
    sentence.head[verb] = verb if sentence.dep[verb] == "ROOT" else sentence.head[verb]


def _main_verb(sentence: Sentence, noun: int, behind: int | None) -> int | None:
    """The verb in the past behind a noun read as a verb; it lacks a subject where there is a noun for it."""
    above = sentence.head[noun]
    if above != noun:
        found = [above] if sentence.dep[noun] == "advcl" and above > noun else []
    else:
        labels = ("ccomp", "acl", "conj", "advcl")
        found = [row for row in range(noun + 1, len(sentence.words)) if sentence.dep[row] in labels]
    for verb in found:
        labels_below = {sentence.dep[child] for child in sentence.children(verb)}
        past = sentence.tag[verb] in ("VBD", "VB") and not labels_below & {"aux", "mark"}
        past = past or any(
            sentence.tag[one] == "VBD" for one in sentence.children(verb) if sentence.dep[one] in AUXILIARIES
        )
        if past and bool(labels_below & SUBJECTS) == (behind is None):
            return verb
    return None


def _orphan(sentence: Sentence, start: int) -> int | None:
    """The finite verb without a subject whose group begins here."""
    for verb in range(start, len(sentence.words)):
        if sentence.pos[verb] not in ("VERB", "AUX") or sentence.dep[verb] in AUXILIARIES:
            continue
        children = sentence.children(verb)
        group = [verb, *(child for child in children if sentence.dep[child] in AUXILIARIES and child < verb)]
        finite = any(sentence.tag[one] in FINITE for one in group)
        alone = not any(sentence.dep[child] in SUBJECTS for child in children)
        is_root = sentence.head[verb] == verb
        return verb if min(group) == start and finite and alone and not is_root else None
    return None
