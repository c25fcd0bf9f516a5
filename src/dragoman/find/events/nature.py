"""How, in what context and about what: modes, contexts and topic words of an act."""

from collections.abc import Iterable, Mapping
from itertools import chain

from dragoman.codebook import Codebook
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.gates import meets
from dragoman.find.events.scenes import leads_to_answered
from dragoman.find.events.triggers import Trigger

TOPIC_SLOTS = ("on", "over", "about", "for", "of", "against")
CONTENT_WORDS = ("NOUN", "VERB", "ADJ", "PROPN")
ASIDE = ("ccomp", "advcl", "relcl", "conj", "parataxis")  # clauses of their own
APART = ("relcl", "advcl")  # clauses of another matter
PLURAL = "NNS"
MAX_TOPIC = 8  # words; what an act is about seldom takes more, and the rest is a clause of its own


def modes_of(clauses: Clauses, trigger: Trigger, joined: Iterable[Trigger]) -> tuple[tuple[str, ...], str]:
    """PLOVER modes of an act: the pattern's own, and those that words beside the trigger show."""
    own = [one.pattern.mode for one in (trigger, *joined) if one.event is trigger.event]
    own = [mode for mode in own if mode in trigger.event.modes]  # a vow to release has no mode of a release
    words = {mode: kind.words for mode, kind in trigger.event.modes.items()}
    runs = {mode: tuple(word for word in each if " " in word) for mode, each in words.items()}
    every, every_run = _all(words), _all(runs)
    near = [row for row in _near(clauses, trigger) if meets(clauses, [row], every)]
    whole = [row for row in near if meets(clauses, [row], every_run)]  # "tear gas" is no gas: a run goes before a word
    single = [row for row in near if row not in whole]
    shown = [mode for mode in words if meets(clauses, single, words[mode]) or meets(clauses, whole, runs[mode])]
    modes = tuple(dict.fromkeys(mode for mode in (*own, *shown) if mode is not None))
    return modes, f"{', '.join(modes)}: by the trigger or the words beside it" if modes else "null: no mode is named"


def _all(words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words of all modes."""
    return tuple(chain.from_iterable(words.values()))


def contexts_of(clauses: Clauses, trigger: Trigger, codebook: Codebook) -> tuple[tuple[str, ...], str]:
    """PLOVER contexts of an act: the pattern's own, and those that words of its sentence show."""
    first, last = clauses.grammar.sentence_rows(trigger.row)
    lemmas = {clauses.lemma(row) for row in range(first, last)}
    shown = [name for name, words in codebook.contexts.items() if lemmas.intersection(words)]
    found = tuple(dict.fromkeys([*trigger.pattern.context, *shown]))
    return found, f"{', '.join(found)}: by words of the sentence" if found else "null: no context is named"


def _near(clauses: Clauses, trigger: Trigger) -> list[int]:
    """The trigger, what it governs in its own clause, its subject and its carrier's phrases."""
    grammar = clauses.grammar
    tops = [trigger.row]
    if trigger.kind == "noun":
        carrier = clauses.carrier(trigger.row)
        if carrier is not None:
            tops.append(carrier)
    rows: list[int] = list(tops)
    for top in tops:
        queue = list(grammar.children(top))
        while queue:
            row = queue.pop()
            answered = grammar.tokens.head[row] not in tops and leads_to_answered(clauses, row)
            if clauses.dep[row] in ASIDE or row in tops or answered:
                continue
            rows.append(row)
            queue.extend(grammar.children(row))
    return sorted(set(rows))


def is_repeated(clauses: Clauses, verb: int) -> bool:
    """Is it said of a deed that it was done more than once?

    "Struck it *three times*", "has *repeatedly* shelled it", "*has* murdered *teachers since* May", "*began* to attack
    *ships*".
    """
    grammar, words = clauses.grammar, clauses.words
    for child in grammar.children(verb):
        counted = [one for link in grammar.children_by(child, "prep") for one in grammar.children_by(link, "pobj")]
        counted += [child] if clauses.dep[child] == "npadvmod" else []  # "three times", and "hundreds of times"
        often = any(clauses.tag[one] == PLURAL and clauses.lemma(one) in words.times for one in counted)
        if often or (clauses.dep[child] == "advmod" and grammar.lower(child) in words.repeatedly):
            return True
    lasts = any(grammar.lower(one) in words.perfect for one in grammar.children_by(verb, "aux"))
    lasts = lasts and "since" in clauses.phrases(verb)
    above = grammar.head(verb) if clauses.dep[verb] == "xcomp" else None
    lasts = lasts or (above is not None and clauses.lemma(above) in words.ongoing_governors)
    return lasts and any(clauses.tag[one] == PLURAL for one in clauses.objects(verb))


def topic_of(clauses: Clauses, trigger: Trigger) -> tuple[str, ...]:
    """Lower-case content words of what an act is about: its clause, its object and its phrases; no names of parties.

    Of many words those that stand highest in the grammar are kept: the verb of the clause before what its objects are
    like. Clauses under it tell of something else: "demanded that they leave *after the general was killed*".
    """
    grammar = clauses.grammar
    found: dict[str, None] = {}
    for top in clauses.complements(trigger.row) or _matters(clauses, trigger):
        rows = [top]
        for row in rows:
            if clauses.pos[row] in CONTENT_WORDS and row != trigger.row and not grammar.tokens.name[row]:
                found[clauses.lemma(row)] = None
            rows += [child for child in grammar.children(row) if clauses.dep[child] not in APART]
    return tuple(sorted(list(found)[:MAX_TOPIC]))


def _matters(clauses: Clauses, trigger: Trigger) -> list[int]:
    """What an act without a clause is about: its phrases, or its object, with the phrases that stand under it.

    "Demanded the *withdrawal* of foreign *troops*", "blamed the militia for the *attack*"; whom it is said to by a
    preposition of its own is none: "called *on the government*".
    """
    grammar, own = clauses.grammar, trigger.wording.split()[1:]
    further = trigger.pattern.after if trigger.pattern.object else ()  # "put an *end to* their *presence*"
    slots = dict.fromkeys((*TOPIC_SLOTS, *further))
    phrases = [row for slot in slots if slot not in own for row in clauses.phrases(trigger.row).get(slot, ())]
    objects = list(clauses.objects(trigger.row)) if trigger.kind == "verb" else []
    holding = [one for one in objects if further or any(row in range(*grammar.subtree(one)) for row in phrases)]
    return (holding + phrases) or [one for one in objects if not _addressed(clauses, one, own)]


def _addressed(clauses: Clauses, row: int, prepositions: list[str]) -> bool:
    """Does one of these prepositions, of the act's own words, govern the row?"""
    head = clauses.grammar.head(row)
    return head is not None and clauses.grammar.lower(head) in prepositions
