"""The places of the grammar that a party can fill: which rows stand as subject, object, owner, clause or phrase."""

from dragoman.find.events.clauses import Clauses
from dragoman.find.events.triggers import Trigger

NESTED = ("by", "against", "from", "on")  # "the killing of X and his guards by Y": the parser hangs "by" on the guards


COMPLETING = ("xcomp", "ccomp", "advcl", "acl", "relcl")
TOWARDS = ("with", "to", "against", "from", "for")  # where a purpose names whom it is for


class Slots:
    """The rows that fill the slots of triggers in one document.

    Args:
        clauses: Who stands where.
    """

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.grammar = clauses.grammar

    def rows(self, trigger: Trigger, slot: str) -> tuple[int, ...]:
        """The rows that fill a slot of a trigger."""
        if trigger.kind == "noun" and slot != "speaker":
            return self._noun_rows(trigger.row, slot)
        row = trigger.row
        if trigger.kind == "adjective":
            row = self._copula(row)
        if slot == "speaker":
            return self.clauses.subjects(trigger.speech) if trigger.speech is not None else ()
        if slot in ("clause", "purpose"):
            return self._clause_subjects(trigger.row) if slot == "clause" else self._purpose(row, trigger.row)
        if slot == "owner":
            return tuple(one for inner in self.clauses.objects(row) for one in self.clauses.owners(inner))
        if slot == "subject":
            return self.clauses.subjects(row)
        if slot == "patient":
            return self.clauses.objects(row) if self.clauses.is_passive(row) else ()
        if slot in ("object", "dative"):
            return self.clauses.objects(row) if slot == "object" else self.clauses.datives(row)
        return {**self.clauses.phrases(row), **self.clauses.phrases(trigger.row)}.get(slot, ())

    def _clause_subjects(self, row: int) -> tuple[int, ...]:
        """The subjects of the clauses that complete a word."""
        verbs = self.clauses.complements(row)
        return tuple(one for verb in verbs for one in self.clauses.surface_subjects(verb, 0))

    def _purpose(self, *rows: int) -> tuple[int, ...]:
        """What the clauses under a verb or its object act on ("refused *to meet X*", "money *to help X*")."""
        tops = dict.fromkeys([*rows, *self.clauses.objects(rows[0])])
        verbs = [one for top in tops for one in self.grammar.children_by(top, *COMPLETING) if one > top]
        for verb in verbs:
            phrases = self.clauses.phrases(verb)
            found = [*self.clauses.objects(verb), *(row for slot in TOWARDS for row in phrases.get(slot, ()))]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _copula(self, row: int) -> int:
        """The verb that a predicate adjective depends on, or the adjective itself."""
        head = self.grammar.head(row)
        return head if head is not None and self.clauses.is_verb(head) else row

    def _noun_rows(self, row: int, slot: str) -> tuple[int, ...]:
        """The rows that fill a slot of a noun that names an act."""
        top = self.grammar.first_conjunct(row)
        if slot == "owner":
            return next((own for one in self.clauses.kin(row) if (own := self.clauses.owners(one))), ())
        carrier = self.clauses.carrier(row)
        if slot == "subject":
            return self._carried_by(carrier)
        if slot == "clause":
            return self._clause_subjects(row)
        if slot == "object":
            return ()
        for one in self.clauses.kin(row):
            direct = self.clauses.phrases(one).get(slot)
            if direct:
                return direct
        if slot in NESTED:
            inner = [rows for one in self.clauses.kin(row) for rows in self.clauses.phrases(one).values()]
            nested = (self.clauses.phrases(one).get(slot, ()) for rows in inner for one in rows)
            deeper = next((rows for rows in nested if rows), ())
            if deeper:
                return deeper
        if slot == "by" and carrier is not None and self.clauses.is_verb(carrier):
            return self.clauses.agents(carrier)
        last = self.grammar.conjuncts(top)[-1]
        shared = self.clauses.phrases(last).get(slot) if last != row else None
        return shared or (self.clauses.phrases(carrier).get(slot, ()) if carrier is not None else ())

    def _carried_by(self, carrier: int | None) -> tuple[int, ...]:
        """The subject of a carrying verb, or the holder of a carrying noun ("responsibility for")."""
        if carrier is None:
            return ()
        if not self.clauses.is_verb(carrier):
            return self.clauses.holders(carrier)
        involved = self.clauses.lemma(carrier) in self.clauses.words.carriers_with
        return self.clauses.subjects(carrier) or (self.clauses.surface_subjects(carrier, 1) if involved else ())
