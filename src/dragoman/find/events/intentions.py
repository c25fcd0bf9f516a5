"""A stated intention is a verbal act: who says that it will release prisoners agrees, who will not rejects.

Source: PLOVER, "Auxiliary modes": no AID or ASSAULT in the future; the promise is AGREE, the threat THREATEN.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from dragoman.codebook import Codebook
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.heads import SUBJECT
from dragoman.find.events.triggers import Trigger

CONTENT_SLOTS = ("purpose", "against", "on", "to", "dative", "object")  # whom a vow concerns: what its content acts on
PROMISED = ("dative", "object")  # "promised *Kyiv* that it would send tanks"
VOWED = ("THREATEN",)  # "vowed to respond": what is vowed is by itself the threat
REPORTED_FUTURE = ("would", "'d")  # "said it would": a future only in reported speech


def restate(clauses: Clauses, trigger: Trigger, codebook: Codebook, at: Mapping[int, Trigger]) -> Trigger:
    """The trigger as the verbal act that a future, a refusal or its own content makes of it, or unchanged.

    Args:
        clauses: Who stands where.
        trigger: The trigger.
        codebook: Names the types.
        at: All triggers of the document, by row.
    """
    if trigger.kind == "verb" and clauses.lemma(trigger.row) in clauses.words.commissives:
        return _by_content(clauses, trigger, codebook, at)
    verb = trigger.row if trigger.kind == "verb" else clauses.carrier(trigger.row)
    if verb is None or not clauses.is_verb(verb):
        return trigger
    speech = speech_above(clauses, verb)
    refused = clauses.grammar.child(verb, "neg") is not None
    if refused and trigger.event.refused and trigger.event.quad.startswith("verbal") and trigger.kind == "verb":
        return replace(_by_subject(trigger), event=codebook.types[trigger.event.refused], refused=True)
    if not _is_future(clauses, verb, reported=speech is not None):
        return trigger
    if _under_condition(clauses, verb) or clauses.dep[verb] in ("relcl", "advcl"):
        return trigger
    code = trigger.event.refused if refused else trigger.event.intended
    if code is None or code not in codebook.types or clauses.is_passive(verb):
        return trigger
    if trigger.event.code == "ASSAULT" and speech is not None and not _own_act(clauses, verb, speech):
        return trigger
    return replace(_by_subject(_with_object(trigger)), event=codebook.types[code], said=True, speech=speech)


def _with_object(trigger: Trigger) -> Trigger:
    """The trigger with its object as the other side, where both do it: "will *meet the leaders*", not "discuss it"."""
    if trigger.kind != "verb" or not trigger.mutual or "object" not in trigger.pattern.actor:
        return trigger
    return replace(trigger, pattern=replace(trigger.pattern, recipient=(*trigger.pattern.recipient, "object")))


def _by_subject(trigger: Trigger) -> Trigger:
    """The trigger with who wills or refuses it as its actor: of a visit the guest is one, of an invitation the host."""
    pattern = trigger.pattern
    if "object" not in pattern.actor or "subject" not in pattern.recipient:
        return trigger
    return replace(trigger, pattern=replace(pattern, actor=pattern.recipient, recipient=pattern.actor))


def _by_content(clauses: Clauses, trigger: Trigger, codebook: Codebook, at: Mapping[int, Trigger]) -> Trigger:
    """A vow by what it is to do: "*vowed* to crush the rebels" threatens, "*vowed* to help" agrees."""
    contents = clauses.complements(trigger.row)
    going_on = [one for row in contents if clauses.lemma(row) in clauses.words.ongoing_governors
                for one in clauses.complements(row)]  # fmt: skip
    for row in (*contents, *going_on):
        content = at.get(row) or next((one for one in at.values() if _carries(clauses, row, one)), None)
        if content is None or clauses.is_passive(row):
            continue
        code = content.event.intended or (content.event.code if content.event.code in VOWED else None)
        helps = content.event.code == "MOBILIZE" and clauses.lemma(trigger.row) in clauses.words.promises
        refused = clauses.grammar.child(row, "neg") is not None and not content.has_no(clauses)
        if code in codebook.types and not helps and not refused:  # troops that are promised are help
            slots = (*PROMISED, *CONTENT_SLOTS) if code == "AGREE" else CONTENT_SLOTS
            return replace(trigger, event=codebook.types[code], pattern=replace(trigger.pattern, recipient=slots))
    return trigger


def _carries(clauses: Clauses, verb: int, act: Trigger) -> bool:
    """Is the act a noun that a verb carries: "vowed to *stage* attacks"?"""
    return act.kind == "noun" and clauses.carrier(act.row) == verb


def speech_above(clauses: Clauses, verb: int) -> int | None:
    """The verb of speech whose content the verb heads ("*said* it will release")."""
    head = clauses.grammar.head(verb)
    while head is not None and clauses.dep[verb] == "conj":
        verb, head = head, clauses.grammar.head(head)
    if head is not None and clauses.dep[verb] in ("ccomp", "acl") and clauses.lemma(head) in clauses.words.speaking:
        return head
    return None


def _is_future(clauses: Clauses, verb: int, *, reported: bool) -> bool:
    """Does the verb stand in the future: "will", or in reported speech "would"?"""
    words = {clauses.grammar.lower(one) for one in clauses.grammar.children_by(verb, "aux")}
    if not words and clauses.dep[verb] == "conj" and clauses.tag[verb] == "VB":
        return _is_future(clauses, clauses.grammar.tokens.head[verb], reported=reported)
    if "have" in words:
        return False
    return bool(words & clauses.words.modal_future) or (reported and bool(words.intersection(REPORTED_FUTURE)))


def _under_condition(clauses: Clauses, verb: int) -> bool:
    """Does "if" or "whether" open the clause?"""
    return any(
        clauses.grammar.lower(one) in clauses.words.conditions for one in clauses.grammar.children_by(verb, "mark")
    )


def _own_act(clauses: Clauses, verb: int, speech: int) -> bool:
    """Does the speaker speak of an act of its own: the verb's subject is a pronoun, or the same word?"""
    subject = clauses.grammar.child(verb, *SUBJECT)
    speakers = {clauses.lemma(one) for one in clauses.subjects(speech)}
    return subject is None or clauses.pos[subject] == "PRON" or clauses.lemma(subject) in speakers
