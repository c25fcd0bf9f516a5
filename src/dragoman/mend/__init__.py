"""Mend what a small parser is known to get wrong, where the grammar of the language leaves only one reading.

Each function states what must be so in the language, finds where the parser has it otherwise, and changes the labels
and heads of that sentence. The labels are spaCy's for English (ClearNLP).
"""

from dragoman.lang import MendWords
from dragoman.mend.main import (
    accompany,
    comment,
    detach,
    divide,
    enclose,
    finish,
    follow,
    lead,
    lift,
    part,
    reduce,
    regain,
    rejoin,
    resume,
    set_out,
    state,
    suffer,
)
from dragoman.mend.phrases import (
    count,
    enlist,
    entitle,
    gather,
    hyphenate,
    join,
    name,
    place,
    predicate,
    qualify,
    suspend,
    take,
)
from dragoman.mend.sentence import Sentence
from dragoman.mend.speech import ask, blame, charge, result
from dragoman.mend.times import complete, unfold

__all__ = ["Sentence", "mend"]


def mend(sentence: Sentence, words: MendWords) -> None:
    """Mend one sentence in place.

    Args:
        sentence: Its lemmas in lower case, tags, labels and heads.
        words: The language's words for it.
    """
    if any(word in words.subordinators for word in sentence.words):
        complete(sentence, words.subordinators)
        unfold(sentence, words.subordinators)
    lift(sentence)
    resume(sentence)
    finish(sentence, words.believing)
    state(sentence)
    lead(sentence)
    set_out(sentence)
    enclose(sentence)
    reduce(sentence, words.believing)
    regain(sentence, words.believing)
    suffer(sentence, words.causing)
    detach(sentence)
    divide(sentence)
    comment(sentence)
    accompany(sentence)
    follow(sentence)
    part(sentence)
    rejoin(sentence)
    hyphenate(sentence)
    qualify(sentence)
    join(sentence, words.along)
    name(sentence)
    take(sentence)
    count(sentence)
    enlist(sentence)
    entitle(sentence)
    predicate(sentence)
    place(sentence, words.gathering, words.places)
    gather(sentence)
    suspend(sentence)
    ask(sentence, words.asking)
    blame(sentence, words.blaming)
    if any(word in words.charging for word in sentence.words):
        charge(sentence, words.charging)
        result(sentence, words.charging, words.results)
