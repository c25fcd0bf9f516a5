"""One event a mention: the content of a speech act is no second event, and a second word for the same act joins it."""

from collections.abc import Iterable

from dragoman.find.events.clauses import Clauses
from dragoman.find.events.triggers import Trigger

CONTENT = ("ccomp", "xcomp", "pcomp", "acl", "oprd")
JOINING = ("in", "by", "with", "during", "through", "under", "from")
MAX_UP = 8  # words between a content's trigger and the act of speech that holds it


def choose(clauses: Clauses, triggers: Iterable[Trigger]) -> tuple[list[Trigger], dict[int, list[Trigger]]]:
    """Sort triggers into the events that they make, and by the row of its event those that joined it."""
    at = {trigger.row: trigger for trigger in triggers}
    spoken = {row: trigger for row, trigger in at.items() if not _is_content(clauses, trigger, at)}
    joined: dict[int, list[Trigger]] = {}
    kept = []
    for row, trigger in spoken.items():
        host = _host(clauses, trigger, spoken)
        if host is None:
            kept.append(trigger)
        else:
            joined.setdefault(host.row, []).append(trigger)
    return kept, joined


def _is_content(clauses: Clauses, trigger: Trigger, at: dict[int, Trigger]) -> bool:
    """Does the trigger stand in what another act asks, promises, threatens or refuses?"""
    row = trigger.row
    for _ in range(MAX_UP):
        head, relation = clauses.grammar.head(row), clauses.dep[row]
        if head is None or relation in ("relcl", "advcl", "nsubj", "nsubjpass"):
            return False
        speech = at.get(head)
        if (
            speech is not None
            and speech.event.content
            and row != trigger.row
            or (speech is not None and speech.event.content and _holds(clauses, row, relation, trigger))
        ):
            return True
        row = head
    return False


def _holds(clauses: Clauses, row: int, relation: str, trigger: Trigger) -> bool:
    """Is the relation one of content: a clause, or for what is still to come also an object?"""
    if relation in CONTENT:
        return True
    return relation in ("dobj", "pobj", "prep", "conj") and trigger.event.quad.endswith("cooperation")


def _host(clauses: Clauses, trigger: Trigger, others: dict[int, Trigger]) -> Trigger | None:
    """The event of the same type that this trigger only names once more."""
    row = trigger.row
    head, relation = clauses.grammar.head(row), clauses.dep[row]
    if head is None:
        return None
    host = others.get(head)
    if relation in ("pobj", "pcomp") and clauses.grammar.lower(head) in JOINING:
        above = clauses.grammar.head(head)
        host = others.get(above) if above is not None else None
    elif relation not in ("nsubj", "acl", "relcl", "advcl", "dobj", "nsubjpass", "agent"):
        return None
    elif relation in ("acl", "advcl") and clauses.tag[row] == "VB":
        return None
    return host if host is not None and host.event.code == trigger.event.code and host.row != row else None
