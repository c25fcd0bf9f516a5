"""Who stands where: the subject, object and prepositional phrases of a verb or noun, as meant and not as ordered.

A passive's subject is the object; a participle, infinitive or coordinated verb takes its subject from where the grammar
leaves it; a relative pronoun stands for its noun; "dozens of people" stands for people. Rows in, rows out.
"""

from collections import defaultdict
from functools import lru_cache

from dragoman.find.events.heads import HYPHENS, OBJECT, SUBJECT, VERBAL, Heads
from dragoman.find.events.words import Vocabulary
from dragoman.grammar import TIME_NAMES, Grammar

PASSIVE_SUBJECT = ("nsubjpass", "csubjpass")
DATIVE = ("dative",)
ADDRESSED = ("on", "upon")
AGENT = "agent"
NAMED_AS = "oprd"  # "called the attack *a massacre*": who gives an act a name does not do it
PARTICLE = "prt"
PREPOSITION = ("prep", "agent", "dative")
POSSESSIVE = ("poss",)
MODIFIER = ("compound", "amod", "nmod")
STATES = ("GPE", "NORP")  # spaCy's types of the names whose adjective says whose plan a noun names: "a *US* offer"
PERSONAL = "PRP"  # the Penn tag of pronouns that own nothing: "that *it* arms", but not "its arms"
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM")
MAX_STEPS = 6  # how far a subject is looked for upwards; real chains of infinitives are shorter


class Clauses(Heads):
    """The roles of one document's grammar, each worked out once.

    Args:
        grammar: The grammar of the document.
        vocabulary: The language's words.

    Attributes:
        particles: By the row of a verb, its particles in lower case: "clamp *down*".
    """

    def __init__(self, grammar: Grammar, vocabulary: Vocabulary) -> None:
        super().__init__(grammar, vocabulary)
        rows = range(len(grammar.tokens))
        self._playing = {grammar.paragraph(row) for row in rows if self.lemma(row) in self.words.play}
        self.particles: dict[int, set[str]] = defaultdict(set)
        for row, relation in enumerate(self.dep):
            if relation == PARTICLE:
                self.particles[grammar.tokens.head[row]].add(grammar.lower(row))
        self.subjects = lru_cache(maxsize=None)(self._subjects)
        self.objects = lru_cache(maxsize=None)(self._objects)
        self.phrases = lru_cache(maxsize=None)(self._phrases)
        self.things = lru_cache(maxsize=None)(self._things)
        self.said = lru_cache(maxsize=None)(self._said)

    def _said(self, sentence: int) -> set[str]:
        """The words of a sentence, as they stand in lower case and their lemmas."""
        rows = range(*self.grammar.document.sentences[sentence])
        return {*map(self.lemma, rows), *map(self.grammar.lower, rows)}

    def is_passive(self, row: int) -> bool:
        """Is the verb passive: with its auxiliary, or a past participle that modifies a noun?"""
        if self.grammar.child(row, *PASSIVE_SUBJECT, "auxpass") is not None:
            return True
        patient = self.tag[row] == "VBN" or (self.tag[row] == "VBD" and self.lemma(row) in self.words.transitive)
        if not patient or self.grammar.child(row, *SUBJECT, *OBJECT, "aux") is not None:
            return False
        if self.dep[row] == "conj":
            return self.is_passive(self.grammar.tokens.head[row])
        return self.tag[row] == "VBN" and self.dep[row] in ("acl", "advcl", "amod", "xcomp", "ccomp", "relcl")

    def has_to(self, verb: int) -> bool:
        """Is the verb an infinitive with its particle?"""
        return any(self.tag[child] == "TO" for child in self.grammar.children(verb))

    def is_play(self, row: int) -> bool:
        """Does the paragraph speak of sport or the stage, where nobody means "attack" and "shoot"?"""
        return self.grammar.paragraph(row) in self._playing

    # ------------------------------------------------------------------------------------------------------- verbs

    def _subjects(self, row: int) -> tuple[int, ...]:
        """Who does it, as meant: an active subject, a passive's agent, or whoever the grammar lends."""
        if self.is_passive(row):
            return self.agents(row)
        own = self.grammar.children_by(row, *SUBJECT)
        if own:
            return self._issuers(row) or self.spread(self.without_beside(own))
        return self._lent(row, MAX_STEPS)

    def _issuers(self, row: int) -> tuple[int, ...]:
        """Who speaks by a paper of which a clause tells what it says: "*they* passed a bill that obliges us"."""
        noun = self.grammar.head(row)
        by_paper = noun is not None and self.dep[row] == "relcl" and self.lemma(noun) in self.words.papers
        return self.holders(noun) if noun is not None and by_paper and self._relative_subject(row) else ()

    def agents(self, row: int) -> tuple[int, ...]:
        """The agent of a passive."""
        for child in self.grammar.children(row):
            if self.dep[child] == AGENT or (self.dep[child] == "prep" and self.grammar.lower(child) == "by"):
                inner = self.grammar.children_by(child, "pobj")
                if inner and self.lemma(inner[0]) not in self.words.reckonings:
                    return self.spread(inner)
        for other in self.grammar.children_by(row, "conj"):
            if self.tag[other] == "VBN" and self.grammar.child(other, *SUBJECT, *OBJECT, "auxpass") is None:
                return self.agents(other)  # "one was killed and 30 wounded *by X*": of both
        return ()

    def makers(self, noun: int) -> tuple[int, ...]:
        """Who did what a participle says of a noun: "the action *taken by X*", "drones *believed launched by X*"."""
        clauses = self.grammar.children_by(noun, "acl")
        below = (deeper for one in clauses for deeper in (one, *self.grammar.children_by(one, "xcomp")))
        return next((agents for one in below if (agents := self.agents(one))), ())

    def surface_subjects(self, row: int, steps: int) -> tuple[int, ...]:
        """The subject as it stands, whichever the voice."""
        own = self.grammar.children_by(row, *SUBJECT, *PASSIVE_SUBJECT)
        own = [child for child in own if self.dep[child] != "expl"]
        return self.spread(own) if own else self._lent(row, steps)

    def _lent(self, row: int, steps: int) -> tuple[int, ...]:
        """The subject of a verb that has none of its own."""
        head, relation = self.grammar.head(row), self.dep[row]
        if head is None or steps == 0:
            return ()
        if relation == "conj" and self.is_verb(head):
            return self.surface_subjects(head, steps - 1)
        if relation in ("xcomp", "ccomp", "advcl", "dep") and self.pos[head] in (*VERBAL, "ADJ", "NOUN"):
            return self._controller(row, head, steps)
        if relation in ("acomp", "oprd") and self.is_verb(head):
            return self.surface_subjects(head, steps - 1)
        if relation in ("acl", "relcl"):
            return self._noun_controller(row, head, steps)
        if relation in ("pcomp", "prep", "pobj", "agent"):
            return self._past_preposition(head, steps)
        if relation == "amod" and self.pos[row] == "VERB":
            return self.spread([head])
        return ()

    def _controller(self, row: int, head: int, steps: int) -> tuple[int, ...]:
        """The subject of an infinitive, a bare clause or a participle under a verb."""
        if self.lemma(head) in self.words.using and self.is_passive(head) and self.has_to(row):
            return self.agents(head)  # "a tunnel used *by X* to smuggle arms"
        objects = self.grammar.children_by(head, *OBJECT, *DATIVE)
        objects = [child for child in objects if child < row and self.pos[child] in NOMINAL]
        if self.dep[row] in ("xcomp", "ccomp") and self.lemma(head) in self.words.object_controllers:
            tools = self.words.classes["weapon"]  # who "used a drone to attack" is no drone
            if objects and not any(self.lemma(one) in tools for one in objects):
                return self.spread(objects)
            asked = [one for slot in ADDRESSED for one in self.phrases(head).get(slot, ()) if head < one < row]
            if asked and not objects:
                return tuple(asked)  # "called *on X* to leave"
        return self.surface_subjects(head, steps - 1)

    def _noun_controller(self, row: int, noun: int, steps: int) -> tuple[int, ...]:
        """The subject of a participle or infinitive under a noun ("troops firing", "a plan to attack").

        What a paper says is said by whoever issues it: "*the council* adopted a resolution demanding a truce".
        """
        if self.tag[row] == "VB" or (self.tag[row] == "VBG" and self.lemma(noun) in self.words.papers):
            return self.holders(noun, steps - 1)
        return self.spread([noun])

    def _past_preposition(self, preposition: int, steps: int) -> tuple[int, ...]:
        """The subject of "for killing", "by striking", "after attacking"."""
        head = self.grammar.head(preposition)
        while head is not None and self.dep[preposition] in ("pcomp", "prep") and self.pos[head] == "ADP":
            preposition, head = head, self.grammar.head(head)
        if head is None:
            return ()
        if self.pos[head] == "ADJ" and self.dep[head] in ("acomp", "oprd", "conj"):
            verb = self.clause_verb(head)
            return self.surface_subjects(verb, steps - 1) if verb is not None else ()
        if not self.is_verb(head):
            named = self.lemma(head) in self.words.people and self.grammar.lower(preposition) in self.words.grounds
            return self.spread([head]) if named else self.holders(head, steps - 1)
        reason = self.grammar.lower(preposition) in self.words.grounds
        if self.grammar.lower(preposition) in self.words.after_act and self.dep[head] == "xcomp" and self.has_to(head):
            head = self.grammar.tokens.head[head]  # "urged allies to hurry *after speaking* with X": whoever urged
            return self.surface_subjects(head, steps - 1)
        if preposition < head and not self.is_passive(head):
            return self.surface_subjects(head, steps - 1)  # "*far from arresting* them, the police gave them weapons"
        objects = self.grammar.children_by(head, *OBJECT, *PASSIVE_SUBJECT)
        objects = objects or (list(self.objects(head)) if self.dep[head] == "relcl" else [])
        people = [one for one in objects if self.is_people(one)]
        if objects and (self.lemma(head) in self.words.object_controllers or (reason and people)):
            return self.spread(objects)
        return self.surface_subjects(head, steps - 1)

    def _objects(self, row: int) -> tuple[int, ...]:
        """Whom or what it is done to: the object, a passive's subject, the noun of a relative clause without object."""
        own = self.grammar.children_by(row, *OBJECT)
        if self.is_passive(row):
            passive = self.grammar.children_by(row, *PASSIVE_SUBJECT)
            if passive or own:
                return self.spread(passive or own)
            return self._lent(row, MAX_STEPS)
        if own:
            return self.spread(own)
        for other in self.grammar.children_by(row, "conj"):
            if self.pos[other] == "VERB" and self.grammar.child(other, *SUBJECT) is None:
                shared = self.grammar.children_by(other, *OBJECT)
                if shared and self.grammar.child(row, "prep") is None:
                    return self.spread(shared)
        if called := self.called(row):
            return called
        urged = self._urged(row)
        if urged is not None:
            return self.spread([urged])
        if self.dep[row] == "relcl" and self._relative_subject(row) is False:
            head = self.grammar.head(row)
            return self.spread([head]) if head is not None else ()
        return self.spread(self.grammar.children_by(row, *DATIVE)) if self.pos[row] == "VERB" else ()

    def _things(self, row: int) -> tuple[int, ...]:
        """Objects and predicates of a verb, as meant and as they stand."""
        own = self.grammar.children_by(row, *OBJECT, "attr", "acomp")
        return tuple(dict.fromkeys([*self.objects(row), *own]))

    def _urged(self, row: int) -> int | None:
        """Who is made to do what an infinitive says, though the parser makes it its subject: "helped *Chad* to win"."""
        if self.lemma(row) not in self.words.object_controllers:
            return None
        below = self.grammar.children_by(row, "ccomp", "xcomp")
        return next(
            (self.grammar.child(one, *SUBJECT) for one in below if self.tag[one] == "VB" and self.has_to(one)), None
        )

    def _relative_subject(self, row: int) -> bool | None:
        """Is the subject of a relative clause its relative pronoun? None where it has no subject."""
        subject = self.grammar.child(row, *SUBJECT)
        return None if subject is None else self.grammar.lower(subject) in self.words.relatives

    def datives(self, row: int) -> tuple[int, ...]:
        """The indirect object ("awarded *the family* damages")."""
        return self.spread([one for one in self.grammar.children_by(row, *DATIVE) if self.pos[one] != "ADP"])

    # ------------------------------------------------------------------------------------------------- phrases, nouns

    def _phrases(self, row: int) -> dict[str, tuple[int, ...]]:
        """Preposition and what it governs, for the phrases under a word and under its object."""
        found: dict[str, tuple[int, ...]] = {}
        self._gather(row, found)
        if self.is_verb(row):
            for one in self.grammar.children_by(row, *OBJECT, *PASSIVE_SUBJECT, "attr"):
                self._gather(one, found)
        return found

    def _gather(self, row: int, found: dict[str, tuple[int, ...]]) -> None:
        """Add the phrases right under a word; in text order."""
        for child in self.grammar.children(row):
            if self.grammar.lower(child) in self.words.leaving and child > row:
                self._gather(child, found)  # "stayed *away* from it"
            if self.dep[child] not in PREPOSITION or self.pos[child] not in ("ADP", "SCONJ", "VERB", "ADV"):
                continue
            name = self.grammar.lower(child)
            inner = self.grammar.children_by(child, "pobj", "pcomp")
            nested = self.grammar.child(child, "prep")
            if not inner and nested is not None:
                inner = self.grammar.children_by(nested, "pobj")
                name = f"{name} {self.grammar.lower(nested)}"
                if name not in self.words.compound_prepositions:
                    self._add(found, self.grammar.lower(nested), inner)
            if inner and self.words.agentive.get(name) == self.lemma(inner[0]):
                name, inner = "by", list(self.phrases(inner[0]).get("of", ()))
            self._add(found, name, inner)

    def _add(self, found: dict[str, tuple[int, ...]], name: str, rows: list[int]) -> None:
        """Add what a preposition governs to what the same preposition governs elsewhere."""
        found[name] = tuple(dict.fromkeys([*found.get(name, ()), *self.spread(rows)]))

    def owners(self, row: int) -> tuple[int, ...]:
        """Possessives, adjectives and compounds before a noun, nearest to a name first."""
        own = self.grammar.children_by(row, *POSSESSIVE)
        before = [one for one in self.grammar.children_by(row, *MODIFIER)
                  if one < row and not self.takes_side(one) and self.tag[one] != PERSONAL]  # fmt: skip
        found = self.spread(own if self.sites(row) else own or before)
        return tuple(dict.fromkeys(one for last in found for one in (*self.paired(last), last)))

    def sites(self, row: int) -> tuple[int, ...]:
        """The sites before a noun of force, which name where it was: "the *embassy* attack"."""
        before = self.grammar.children_by(row, *MODIFIER)
        sites = (one for one in before if one < row and self.lemma(one) in self.words.sites)
        return tuple(one for one in sites if self.grammar.word(one - 1) not in HYPHENS)  # but "a cross-*border* attack"

    def measure(self, noun: int) -> int | None:
        """The noun that only counts this one ("a *series* of attacks"), or None."""
        head = self.grammar.head(noun)
        above = self.grammar.head(head) if head is not None and self.grammar.lower(head) == "of" else None
        return above if self._is_measure(above) else None

    def kin(self, noun: int) -> tuple[int, ...]:
        """The noun and those that share its phrases: a coordination's first, its measure, what it is an example of."""
        top = self.grammar.first_conjunct(noun)
        found = [noun, top, self.measure(top)]
        found.append(self._exemplified(top))
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def _exemplified(self, noun: int) -> int | None:
        """The noun that this act is an example of, none for people: "*crimes* against men, including theft"."""
        marker = self.grammar.head(noun)
        if marker is None or self.grammar.lower(marker) not in self.words.examples:
            return None
        above = self.grammar.head(marker)
        while above is not None and (self.lemma(above) in self.words.people or self.pos[above] == "ADP"):
            above = self.grammar.head(above)
        if above is None or not self.is_verb(above):
            return above
        before = [*self.objects(above), *(row for rows in self.phrases(above).values() for row in rows if row != noun)]
        return max((row for row in before if row < marker), default=None)

    def aimed_at(self, noun: int) -> tuple[int, ...]:
        """Whom a deed is said to have been for, and with that that it was done: "the raid was *aimed at X*"."""
        verb = self.grammar.head(noun)
        if verb is None or self.dep[noun] not in PASSIVE_SUBJECT or self.lemma(verb) not in self.words.aiming:
            return ()
        phrases = (rows for link, rows in self.phrases(verb).items() if link in self.words.aimed_at)
        whom = ([one for one in rows if self.name[one] not in TIME_NAMES] for rows in phrases)
        return next((tuple(rows) for rows in whom if rows), ())

    def carrier(self, noun: int) -> int | None:
        """The verb whose subject does what the noun names ("*carried out* a strike", "*took part* in talks")."""
        noun = self.grammar.first_conjunct(noun)
        measure = self.measure(noun)
        if measure is not None:
            return self.carrier(measure)
        head, example = self.grammar.head(noun), self._exemplified(noun)
        if example is not None:
            return self.carrier(example)
        for child in self.grammar.children_by(noun, "acl", "relcl"):
            named = self.grammar.child(child, NAMED_AS) is not None or (
                self.lemma(child) in self.words.namers and len(self.grammar.children_by(child, *OBJECT)) > 1
            )  # "the attack, which it *called* a crime"
            if self.lemma(child) in self.words.carriers and noun in self.objects(child) and not named:
                return child
        if head is None:
            return None
        if self.dep[noun] in (*OBJECT, *PASSIVE_SUBJECT) and self.lemma(head) in self.words.carriers:
            return head if self.grammar.child(head, NAMED_AS) is None else None
        return self._carrier_with(head) if self.dep[noun] in ("pobj", "pcomp") else None

    def _carrier_with(self, preposition: int) -> int | None:
        """What carries the act behind a preposition: "*responsible* for the raid", "*engaged* in raids"."""
        above = self.grammar.head(preposition)
        if above is None:
            return None
        if self.words.carriers_with.get(self.lemma(above)) != self.grammar.lower(preposition):
            return above if self._is_shared(above, preposition) else None
        if not self.is_verb(above):
            return self.carrier(above) or above
        return above if self.grammar.lower(preposition) not in self.words.grounds else None

    def _is_shared(self, verb: int, preposition: int) -> bool:
        """Does a verb with its object say that somebody did what was not named before: "*took part* in torture"?"""
        link, acts = self.grammar.lower(preposition), self.grammar.children_by(preposition, "pobj", "pcomp")
        known = [one for act in acts for one in self.grammar.children_by(act, "det", "poss")]
        parts = self.grammar.children_by(verb, *OBJECT) if self.lemma(verb) in self.words.carriers else []
        named = (self.lemma(one) for one in parts if self.lemma(one) in self.words.shares)
        definite = any(self.grammar.lower(one) in self.words.definite for one in known)
        return not definite and any(self.words.carriers_with.get(one) == link for one in named)

    def _is_measure(self, row: int | None) -> bool:
        """Does the noun only count or measure what follows ("a series of")?"""
        return row is not None and self.lemma(row) in self.words.partitives

    def holders(self, noun: int, steps: int = MAX_STEPS) -> tuple[int, ...]:
        """Whose act, plan or right a noun names: its possessor, else the subject of the verb that carries it."""
        own = self.grammar.children_by(noun, *POSSESSIVE)
        own = own or [one for one in self.grammar.children_by(noun, *MODIFIER) if self.name[one] in STATES]
        if own:
            return self.spread(own)
        for child in self.grammar.children_by(noun, "prep", "agent"):
            inner = self.grammar.children_by(child, "pobj")
            if inner and self.grammar.lower(child) in ("by", "from", "of"):
                return self.spread(inner)
        verb = self.carrier(noun)
        if verb is None:
            head = self.grammar.head(noun)
            governed = self.dep[noun] in (*OBJECT, "attr", *PASSIVE_SUBJECT)
            if head is not None and self.lemma(noun) in self.words.papers and self.lemma(head) in self.words.pushed:
                head, governed = self.grammar.head(head), True  # "rammed *through* a bill"
            verb = head if head is not None and governed and self.is_verb(head) and not self._judges(head) else None
        if verb is None or not self.is_verb(verb):
            return ()
        return self.agents(verb) if self.is_passive(verb) else self.surface_subjects(verb, steps)

    def _judges(self, verb: int) -> bool:
        """Does a verb speak of others' acts: "*welcomed* efforts to end the war" are not its subject's efforts?"""
        return self.lemma(verb) in self.words.others_plans or (
            self.lemma(verb) in self.words.factive_governors - self.words.speaking
        )

    def complements(self, row: int) -> list[int]:
        """The verbs of the clauses that complete a word ("said *that X left*"); none that a semicolon parts from it."""
        found = self.grammar.children_by(row, "ccomp", "xcomp", "acl", "oprd")
        return [one for one in found if self.dep[one] != "ccomp" or not self.grammar.parted(row, one)]

    def clause_verb(self, row: int) -> int | None:
        """The nearest verb at or above a word that heads a clause."""
        if self.is_verb(row) and self.dep[row] not in ("aux", "auxpass"):
            return row
        return next((above for above in self.grammar.ancestors(row) if self.is_verb(above)), None)
