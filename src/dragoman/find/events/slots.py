"""The places of the grammar that a party can fill: which rows stand as subject, object, owner, clause or phrase."""

from dragoman.find.events.aspect import shares_auxiliary
from dragoman.find.events.clauses import PASSIVE_SUBJECT, PREPOSITION, Clauses
from dragoman.find.events.heads import SUBJECT
from dragoman.find.events.negation import negated
from dragoman.find.events.triggers import Trigger
from dragoman.find.events.victims import companions, counted_among

GIVEN_TO = ("to", "for")  # "pledged three billion in aid *to X*"
MEANS = ("by", "with", "in", "through", "via")  # "the assassination, by drone strike, of X": "of X" hangs on the strike
NESTED = ("by", "against", "from", "on")  # "the killing of X and his guards by Y": the parser hangs "by" on the guards
WAGED = ("on", "against", "with")  # "the US war *on* terror"
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
            return () if self.is_gapped(row) else self.clauses.subjects(row)
        if slot in ("object", "patient"):
            passive = self.clauses.is_passive(row)
            found = self._objects(trigger, row) if slot == "object" or passive else ()
            if found and passive and trigger.event.quad == "material conflict":
                found = (*found, *companions(self.clauses, row))
            return tuple(one for each in found for one in (counted_among(self.clauses, each) or (each,)))
        if slot == "dative":
            return self.clauses.datives(row)
        own = {**self.clauses.phrases(row), **self.clauses.phrases(trigger.row)}.get(slot, ())
        return own or self._shared(trigger, row, slot)

    def is_gapped(self, row: int) -> bool:
        """Is it a participle that shares the auxiliary of a passive before it: "ten were killed and 30 *wounded*"?"""
        return self._holder(row) is not None

    def _holder(self, row: int) -> int | None:
        """The participle of that kind that has the subject, also of one joined to it: "and 20 *killed* or wounded"."""
        above = self.grammar.head(row)
        if above is None or not self.clauses.is_verb(above):
            return None
        own, has_object = self.grammar.child(row, *SUBJECT), self.grammar.child(row, "dobj") is not None
        if has_object or (own is None and self.grammar.child(row, *PASSIVE_SUBJECT) is not None):
            return None
        if own is not None:
            return row if shares_auxiliary(self.clauses, row) and self.clauses.is_passive(above) else None
        return self._holder(above) if self.clauses.dep[row] == "conj" and self.clauses.tag[row] == "VBN" else None

    def _shared(self, trigger: Trigger, row: int, slot: str) -> tuple[int, ...]:
        """What fills a slot of a trigger by a word that it is told with."""
        if slot == "with" and trigger.pattern.reciprocal:
            return self._met_with(row)
        if slot == "by" and "subject" in trigger.pattern.recipient:
            made = (self.clauses.makers(thing) for thing in self.clauses.objects(row))  # "hit a mine *laid by X*"
            return next((rows for rows in made if rows), ())
        accused = self._accused(row) if slot == "against" else ()
        return accused or self._completed(trigger, row, slot)

    def _accused(self, row: int) -> tuple[int, ...]:
        """Whom the charges that a verb brings are against, though the crime stands between: "of murder *against X*"."""
        phrases = (rows for charge in self.clauses.objects(row) for rows in self.clauses.phrases(charge).values())
        crimes = (one for rows in phrases for one in rows if self._is_charged(one))
        found = (self.clauses.phrases(one).get("against", ()) for one in crimes)
        return next((rows for rows in found if rows), ())

    def _completed(self, trigger: Trigger, row: int, slot: str) -> tuple[int, ...]:
        """What stands in a phrase of what completes an act: "called *for sanctions* on X", "sums *in aid* to X"."""
        phrases = self.clauses.phrases(row)
        nouns = [noun for link in trigger.pattern.after if link != slot for noun in phrases.get(link, ())]
        nouns += phrases.get("in", ()) if trigger.event.content and slot in GIVEN_TO else ()
        found = (self.clauses.phrases(noun).get(slot, ()) for noun in nouns)
        return next((rows for rows in found if rows), ())

    def _objects(self, trigger: Trigger, row: int) -> tuple[int, ...]:
        """The objects of a verb; where its own is one of its words, what stands behind them: "set fire *to X*"."""
        holder = self._holder(row)
        gapped = self.clauses.spread(self.grammar.children_by(holder, *SUBJECT)) if holder is not None else ()
        own, last = gapped or self.clauses.objects(row), trigger.rows[1] - 1
        if not own or self.clauses.dep[last] not in PREPOSITION or any(one not in range(*trigger.rows) for one in own):
            return own
        return self.clauses.spread(self.grammar.children_by(last, "pobj"))

    def _met_with(self, row: int) -> tuple[int, ...]:
        """With whom the verb before it was done: "*met with X* and signed a treaty"."""
        head = self.grammar.head(row)
        if head is None or self.clauses.dep[row] != "conj" or self.grammar.child(row, *SUBJECT, *PASSIVE_SUBJECT):
            return ()
        return self.clauses.phrases(head).get("with", ())

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
            mourned = self.clauses.lemma(verb) in self.clauses.words.mourning
            found = [
                *self.clauses.datives(verb),
                *(() if mourned else self.clauses.objects(verb)),
                *(row for slot in TOWARDS for row in phrases.get(slot, ())),
            ]
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
            own = next((own for one in self.clauses.kin(row) if (own := self.clauses.owners(one))), ())
            return self._waging(row, own) if self.clauses.lemma(row) in self.clauses.words.wars else own
        carrier = self.clauses.carrier(row)
        if slot == "subject":
            return self._carried_by(carrier)
        if slot == "clause":
            return self._clause_subjects(row)
        if slot == "object" or (slot == "against" and self._is_charged(row)):
            return ()
        for one in self.clauses.kin(row):
            direct = self.clauses.phrases(one).get(slot)
            if direct:
                return direct
        told = (
            self._nested(row, slot)
            or self._befalling(row, slot)
            or (self.clauses.aimed_at(row) if slot == "against" else ())
        )
        if told:
            return told
        if slot == "by" and carrier is not None and self.clauses.is_verb(carrier):
            return self.clauses.agents(carrier)
        last = self.grammar.conjuncts(top)[-1]
        shared = self.clauses.phrases(last).get(slot) if last != row else None
        shared = shared or self._set_off(row, slot)
        return shared or (self.clauses.phrases(carrier).get(slot, ()) if carrier is not None else ())

    def _befalling(self, row: int, slot: str) -> tuple[int, ...]:
        """Who is under an act, and from whom: "*the guards* were under assault *from warplanes*"."""
        link = self.grammar.head(row) if self.clauses.dep[row] == "pobj" else None
        verb = self.grammar.head(link) if link is not None else None
        under = link is not None and self.grammar.lower(link) in self.clauses.words.undergoing
        if verb is None or not under or self.clauses.lemma(verb) != "be":
            return ()
        return self.clauses.subjects(verb) if slot == "against" else self.clauses.phrases(verb).get(slot, ())

    def _is_charged(self, row: int) -> bool:
        """Is it the crime that somebody is accused of: "charges of *murder* against X"?"""
        link = self.grammar.head(row) if self.clauses.dep[row] == "pobj" else None
        above = self.grammar.head(link) if link is not None else None
        linked = link is not None and self.grammar.lower(link) in self.clauses.words.charges
        return linked and above is not None and self.clauses.lemma(above) in self.clauses.words.accusations

    def _waging(self, row: int, own: tuple[int, ...]) -> tuple[int, ...]:
        """Who wages a war: "the *Russia*-*Ukraine* war", "*Israel's* war"; in "the Iraq war" and a civil war, nobody.

        A country's bare name before the noun says where the war is, unless it says elsewhere on whom it is waged.
        """
        pair = next(((*first, one) for one in own if (first := self.clauses.paired(one))), None)
        if pair is not None:
            return pair
        civil = any(self.clauses.lemma(one) == "civil" for one in self.grammar.children_by(row, "amod"))
        waged = any(one in self.clauses.phrases(row) for one in WAGED)
        return tuple(
            one for one in own if self.clauses.dep[one] == "poss" or not (civil or (self._is_state(one) and not waged))
        )

    def _is_state(self, row: int) -> bool:
        """Is it the bare name of a country or place, before a noun?"""
        return self.clauses.dep[row] == "compound" and self.grammar.tokens.name[row] in ("GPE", "LOC")

    def _nested(self, row: int, slot: str) -> tuple[int, ...]:
        """What stands in a phrase that the parser hung on a noun inside another phrase of the act."""
        if slot in NESTED:
            outer = [rows for one in self.clauses.kin(row) for rows in self.clauses.phrases(one).values()]
            carrier = self.clauses.carrier(row)
            outer += [self.clauses.agents(carrier)] if carrier is not None and slot != "by" else []
        elif slot == "of":
            phrases = self.clauses.phrases(row)
            outer = [tuple(filter(self._is_thing, phrases.get(name, ()))) for name in MEANS]
        else:
            return ()
        found = (self.clauses.phrases(one).get(slot, ()) for rows in outer for one in rows)
        return next((rows for rows in found if rows), ())

    def _is_thing(self, row: int) -> bool:
        """Is it a common noun for something else than people?"""
        return self.clauses.pos[row] == "NOUN" and self.clauses.lemma(row) not in self.clauses.words.people

    def _set_off(self, row: int, slot: str) -> tuple[int, ...]:
        """What stands in a phrase between a subject and its verb ("the attack, by X, *on Y*, took ..."): the noun's."""
        verb = self.grammar.head(row)
        if verb is None or self.clauses.dep[row] not in (*SUBJECT, *PASSIVE_SUBJECT):
            return ()
        between = [one for one in self.grammar.children_by(verb, *PREPOSITION)
                   if row < one < verb and self.grammar.lower(one) == slot]  # fmt: skip
        return self.clauses.spread([inner for one in between for inner in self.grammar.children_by(one, "pobj")])

    def _carried_by(self, carrier: int | None) -> tuple[int, ...]:
        """The subject of a carrying verb, or the holder of a carrying noun ("responsibility for")."""
        if carrier is None:
            return ()
        if self.clauses.pos[carrier] == "ADJ" and (verb := self.grammar.head(carrier)) is not None:
            if negated(self.clauses, verb):
                return ()
            held = self.clauses.dep[carrier] == "oprd" or self.clauses.is_passive(verb)
            return self.clauses.objects(verb) if held else self.clauses.subjects(verb)  # "held *X* responsible for it"
        if not self.clauses.is_verb(carrier):
            denied = self.grammar.head(carrier)
            if denied is not None and self.clauses.lemma(denied) in self.clauses.words.denying_governors:
                return ()
            return self.clauses.holders(carrier)
        involved = self.clauses.lemma(carrier) in self.clauses.words.carriers_with
        return self.clauses.subjects(carrier) or (self.clauses.surface_subjects(carrier, 1) if involved else ())
