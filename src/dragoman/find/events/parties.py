"""Who does it and to whom: the slots of a trigger, in their order, and what fills them."""

from collections.abc import Iterable, Iterator

from dragoman.find.events.clauses import PASSIVE_SUBJECT, POSSESSIVE, Clauses
from dragoman.find.events.gates import meets
from dragoman.find.events.heads import OBJECT
from dragoman.find.events.negation import negated, not_one
from dragoman.find.events.nouns import ACTOR_SLOTS, MAX_DEPTH, THING, THING_SLOTS, Nouns
from dragoman.find.events.scenes import is_city_before
from dragoman.find.events.slots import Slots
from dragoman.find.events.triggers import Trigger
from dragoman.find.events.victims import victims_of
from dragoman.find.events.words import ANY
from dragoman.model import DESCRIBED, Mentions, Party, Span, Voice

COMPANY = ("with",)  # names but the other party of a reciprocal act
OCCASIONS = ("of", "for", "at", "after", "before", "during", "following", "in")  # "*ahead of* talks", "*for* talks"
BLAMING = ("ACCUSE", "PROTEST")  # they speak of what others did
CAUSES = ("against", "over", "at", "of")  # "protested *against* the killing"
ON_A_VISIT = ("on", "during")  # "X, *on* a visit to Y, said"
AT = ("at", "inside")
MEANS = ("with", "in", "through", "by", "using")
LOCATIVE = ("in", "at", "near", "along", "from", "into", "across", "around", "inside", "outside")
Defaults = tuple[tuple[str, ...], tuple[str, ...]]
OWN = "null: a pronoun for the actor, and nobody does it to themselves"
VERB_DEFAULTS: Defaults = (("subject",), ("object",))
NOUN_DEFAULTS: Defaults = (("by", "subject", "owner", "from"), ("against", "on", "of", "at", "to", "with"))


class Parties:
    """Finds the parties of events in one document.

    Args:
        clauses: Who stands where.
        found: The mentions of actors and places.
    """

    def __init__(self, clauses: Clauses, found: Mentions) -> None:
        self.clauses = clauses
        self.grammar = clauses.grammar
        self.slots = Slots(clauses)
        self.nouns = Nouns(clauses, found)
        self.acts: dict[int, Trigger] = {}  # by row, the acts of force that nouns name
        self.named: frozenset[int] = frozenset()  # the rows of all nouns that name acts

    # -------------------------------------------------------------------------------------------------------- slots

    def roles(self, trigger: Trigger) -> tuple[tuple[Party, ...], tuple[Party, ...], dict[str, str]]:
        """Actors and recipients of an act, and the reasons for both."""
        pattern = trigger.pattern
        defaults = NOUN_DEFAULTS if trigger.kind == "noun" else VERB_DEFAULTS
        actor_slots, recipient_slots = pattern.actor or defaults[0], pattern.recipient or defaults[1]
        if trigger.mutual and not trigger.said:
            speaker = ("speaker",) if trigger.speech is not None else ()
            return self._together(trigger, (*speaker, *actor_slots, *recipient_slots))
        if trigger.speech is not None:
            actor_slots = (*actor_slots, "speaker") if self._is_of_another(trigger) else ("speaker", *actor_slots)
        reversed_roles = "subject" in recipient_slots  # "was received *by the king*": the host is the recipient
        passive = self.clauses.is_passive(trigger.row) and not reversed_roles
        agents = frozenset(self.clauses.agents(trigger.row) if passive else ())
        recipients, slot, rows = self._first(trigger, recipient_slots, agents)
        if not recipients and trigger.event.needs_recipient:
            recipients, slot = self._named_below(trigger), "clause"
        reasons = {"recipients": _why("recipient", recipients, slot, recipient_slots)}
        actors, slot, _ = self._first(trigger, actor_slots, frozenset(rows), recipients)
        reasons["actors"] = _why("actor", actors, slot, actor_slots)
        if any(self._is_own(one, actors) for one in recipients):
            recipients, reasons["recipients"] = self._others(trigger, actors, recipients)
        return actors, recipients, reasons

    def _is_of_another(self, trigger: Trigger) -> bool:
        """Does a statement tell what somebody else will do: "the envoy said that *Turkey* will send food"?"""
        rows = self.grammar.children_by(trigger.row, "nsubj") if trigger.kind == "verb" else []
        nouns = [row for row in rows if self.clauses.pos[row] in ("NOUN", "PROPN")]
        return any(row in self.nouns.actors or self.nouns.names_people(row) for row in nouns)

    def _is_own(self, recipient: Party, actors: tuple[Party, ...]) -> bool:
        """Does a pronoun ("its", "them") name as recipient who does it? Only "itself" would."""
        row = self._first_row(recipient)
        pronoun = self.clauses.pos[row] == "PRON" and not self.grammar.lower(row).endswith(("self", "selves"))
        return pronoun and recipient.id in {one.id for one in actors}

    def _first_row(self, party: Party) -> int:
        """The row of the first word of a party's phrase."""
        return self.grammar.rows(Span(party.start, party.end))[0]

    def _others(
        self, trigger: Trigger, actors: tuple[Party, ...], recipients: tuple[Party, ...]
    ) -> tuple[tuple[Party, ...], str]:
        """The recipients but the actors themselves; where none is left, the party of the clause around that is meant.

        Source: "attacked Y and destroyed *its* grid" means the object before; "Y said X hit *its* men" who says so;
        "Y's officer paid tribute to *his* courage" Y.
        """
        left = tuple(one for one in recipients if not self._is_own(one, actors))
        if left:
            return left, "object of the trigger, but the actor itself"
        taken = {one.id for one in actors}
        named = (self.grammar.lower(self._first_row(one)) for one in recipients)
        one_only = not self.clauses.words.singular_pronouns.isdisjoint(named)
        for rows, place in self._meant_instead(trigger):
            fitting = [row for row in rows if not (one_only and self.clauses.tag[row] == "NNS")]
            parties = [party for row in fitting for party in self.nouns.party(row, "object") if party.id not in taken]
            left = tuple(one for one in parties if one.reason != THING)
            if left:
                return left, f"{place}, which the pronoun means"
        return (), OWN

    def _meant_instead(self, trigger: Trigger) -> Iterator[tuple[tuple[int, ...], str]]:
        """Where the party stands that a pronoun means if not the actor, and what that place is."""
        head, relation = self.grammar.head(trigger.row), self.clauses.dep[trigger.row]
        if head is not None and self.clauses.is_verb(head):
            if relation in ("conj", "advcl"):
                yield self.clauses.objects(head), f'object of "{self.grammar.word(head)}"'
            elif relation == "ccomp" and trigger.event.quad.endswith("conflict"):
                yield self.clauses.subjects(head), f'subject of "{self.grammar.word(head)}"'
        subjects = self.clauses.subjects(trigger.row)
        owners = (one for row in subjects for one in self.grammar.children_by(row, *POSSESSIVE))
        yield tuple(owners), "owner of the subject"

    def around(self, trigger: Trigger, recipients: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who is charged with the act, or the subject of the verb whose means it is: "aided *with strikes*"."""
        charged = [party for row in self._charged(trigger.row) for party in self.nouns.party(row, "subject")]
        if charged:
            return () if share_words(charged, recipients) else tuple(charged)
        head = self.grammar.head(trigger.row)
        verb = self.grammar.head(head) if head is not None and self.clauses.dep[trigger.row] == "pobj" else None
        if verb is not None and trigger.event.code == "CONSULT" and self.grammar.lower(head or 0) in ON_A_VISIT:
            rows = self.clauses.subjects(verb) if self.clauses.is_verb(verb) else (verb,)
            return tuple(party for row in rows for party in self.nouns.party(row, "subject"))
        if head is None or verb is None or not self.clauses.is_verb(verb) or self.grammar.lower(head) not in MEANS:
            return ()
        if negated(self.clauses, verb) or self.clauses.lemma(verb) in self.clauses.words.denying_governors:
            return ()  # "took *no* part in the raid", "*denied* any part in it"
        if self.clauses.dep[head] == "agent" or self.clauses.lemma(verb) == "be":
            return ()  # "was in the raid", "angered by the raids": they are no means of whoever was angered
        parties = [party for row in self.clauses.subjects(verb) for party in self.nouns.party(row, "subject")]
        return () if share_words(parties, recipients) else tuple(parties)

    def _charged(self, noun: int) -> tuple[int, ...]:
        """Who is blamed, punished or thanked for the act that a noun names: "blamed *X* for the attack"."""
        noun = self.grammar.first_conjunct(noun)
        preposition = self.grammar.head(noun)
        link = self.clauses.words.blaming.get(self.clauses.lemma(preposition)) if preposition is not None else None
        if link is not None and preposition is not None and self.clauses.dep[noun] in (*OBJECT, *PASSIVE_SUBJECT):
            return self.clauses.phrases(preposition).get(link, ())
        if (
            preposition is None
            or self.clauses.dep[noun] != "pobj"
            or self.grammar.lower(preposition) not in self.clauses.words.charges
        ):
            return ()
        verb = self.grammar.head(preposition)
        while verb is not None and self.clauses.dep[verb] in OBJECT and not self.clauses.is_verb(verb):
            verb = self.grammar.head(verb)  # the parser may hang "for" on whom it is said of
        if verb is None or self.clauses.lemma(verb) not in self.clauses.words.object_controllers:
            return ()
        return tuple(one for one in self.clauses.objects(verb) if self.clauses.is_people(one))

    def _is_named(self, row: int) -> bool:
        """Is the noun part of a name, or has it one before it ("the *Westgate* mall")?"""
        return "PROPN" in (self.clauses.pos[row], self.clauses.pos[row - 1])

    def at_site(self, trigger: Trigger) -> tuple[Party, ...]:
        """The named site before a noun of force, which is struck: "the *Kabul airport* bombing"."""
        named = (
            row for row in self.clauses.sites(trigger.row) if row and (row in self.nouns.actors or self._is_named(row))
        )
        return tuple(party for row in named for party in self.nouns.party(row, "on", 0))

    def site_of_things(self, trigger: Trigger) -> tuple[Party, ...]:
        """Whose site it is at which mere things were hit: "*at the embassy* they smashed windows"."""
        above = (trigger.row, self.grammar.first_conjunct(trigger.row), *self.clauses.objects(trigger.row))
        rows = (row for one in dict.fromkeys(above) for link in AT for row in self.clauses.phrases(one).get(link, ()))
        sites = (row for row in rows if self.clauses.lemma(row) in self.clauses.words.sites)
        return tuple(party for row in sites if row in self.nouns.actors for party in self.nouns.party(row, "on", 0))

    def victims(self, trigger: Trigger) -> tuple[Party, ...]:
        """Who is said to be among the dead of an act: "X was among the dead *in the attack*"."""
        return tuple(party for row in victims_of(self.clauses, trigger.row) for party in self.nouns.party(row, "on"))

    def speaking(self, voice: Voice) -> tuple[Party, ...]:
        """The party whose words a quotation gives; () where it is the outlet, or nobody known."""
        speaker = self.nouns.speaker(voice)
        return () if speaker is None else tuple(self.nouns.party(speaker.head, "speaker", 0))

    def _named_below(self, trigger: Trigger) -> tuple[Party, ...]:
        """The first known actor or place that stands under the trigger behind it, for types that need a recipient."""
        aside = self._aside(trigger.row)
        for row in range(trigger.row + 1, self.grammar.subtree(trigger.row)[1]):
            if row not in aside and (row in self.nouns.actors or row in self.nouns.places):
                return tuple(self.nouns.party(row, "object"))
        return ()

    def _aside(self, verb: int) -> set[int]:
        """The rows of the clauses that say when or why something is done: "left *after drones struck it*"."""
        clauses = self.grammar.children_by(verb, "advcl")
        return {row for one in clauses if self.grammar.child(one, "mark") for row in range(*self.grammar.subtree(one))}

    def _together(
        self, trigger: Trigger, slots: tuple[str, ...]
    ) -> tuple[tuple[Party, ...], tuple[Party, ...], dict[str, str]]:
        """All parties of a reciprocal act, from every slot that is filled."""
        found: dict[tuple[int, int, str], Party] = {}
        filled = []
        for slot in dict.fromkeys(slots):
            for party in self._fill(trigger, slot, frozenset()):
                found.setdefault((party.start, party.end, party.id), party)
                filled.append(slot)
        if trigger.kind == "noun" and filled and set(filled) <= set(COMPANY):
            verb = self.clauses.clause_verb(trigger.row)
            for row in self.clauses.subjects(verb) if verb is not None and self._is_occasion(trigger.row) else ():
                for party in self.nouns.party(row, "subject"):
                    found.setdefault((party.start, party.end, party.id), party)
                    filled.append("subject of the clause")
        why = f"parties of a reciprocal act, from {', '.join(dict.fromkeys(filled))}" if filled else "null: no party"
        reasons = {"actors": why, "recipients": "null: in a reciprocal act all parties are actors"}
        return tuple(sorted(found.values(), key=lambda one: one.start)), (), reasons

    def _is_occasion(self, row: int) -> bool:
        """Does a noun say on what occasion the clause's subject does something: "said *ahead of talks* with X"?"""
        preposition = self.grammar.head(row) if self.clauses.dep[row] == "pobj" else None
        return preposition is not None and self.grammar.lower(preposition) in OCCASIONS

    def _first(
        self, trigger: Trigger, slots: tuple[str, ...], taken: frozenset[int], others: tuple[Party, ...] = ()
    ) -> tuple[tuple[Party, ...], str, tuple[int, ...]]:
        """The parties of the first slot that gives any who are none of the others; that slot, and its rows."""
        reversed_roles = "subject" in trigger.pattern.recipient  # "drew criticism *from* X": no place, but who did it
        for slot in slots:
            parties = tuple(one for one in self._fill(trigger, slot, taken) if not _is_among(one, others))
            where = slot in LOCATIVE and not _is_aimed(trigger, slot) and not trigger.event.needs_recipient
            if where and not (slot == "from" and reversed_roles):
                parties = tuple(party for party in parties if not self.nouns.is_place(party))
            told = slot == "against" and trigger.event.code == "PROTEST" and self.slots.rows(trigger, slot)
            if parties or told:  # a protest against a bill at a palace is not against the palace
                return parties, slot, tuple(self.slots.rows(trigger, slot))
        return (), "", ()

    def _fill(self, trigger: Trigger, slot: str, taken: frozenset[int]) -> tuple[Party, ...]:
        """The parties in one slot."""
        rows = [row for row in self.slots.rows(trigger, slot) if row not in taken and row != trigger.row]
        if slot in ACTOR_SLOTS:
            rows = [row for row in rows if not self._is_nobody(row) and not (slot == "from" and self._is_site(row))]
        if _speaks(trigger, slot):
            rows = [row for row in rows if not self._under_act(trigger, row)]
        if slot == "clause":  # "*we* must go": nobody is asked to
            rows = [row for row in rows if self.grammar.lower(row) not in self.clauses.words.first_persons]
        rows = [row for row in rows if not self._is_act_beside(row) and not (slot == "owner" and self._is_city(row))]
        if slot == "on":  # "confirmed the strike *on television*"
            rows = [row for row in rows if self.clauses.lemma(row) not in self.clauses.words.media]
        if slot in ACTOR_SLOTS and trigger.event.quad == "material conflict":
            rows = [row for row in rows if not self._is_of_others(row)]
        parties = [party for row in rows for party in self._party_of(trigger, row, slot)]
        people = [party for party in parties if party.reason != THING]
        helped = people and trigger.event.quad == "material cooperation"  # "trained *forces*, ambushes and raids"
        return _outermost(people if helped else parties)

    def _is_nobody(self, row: int) -> bool:
        """Is it nobody: "*no* group", "*none* of us"? Names are somebody, and "*neither* side" is both."""
        if not_one(self.clauses, row):
            return True
        if self.clauses.pos[row] == "PROPN":
            return False
        of = self.grammar.head(row) if self.clauses.dep[row] == "pobj" else None
        whole = self.grammar.head(of) if of is not None and self.grammar.lower(of) == "of" else None
        said = (row, *self.grammar.children_by(row, "det", "neg"), *([whole] if whole is not None else []))
        return any(self.grammar.lower(one) in self.clauses.words.nobody for one in said)

    def _is_of_others(self, row: int) -> bool:
        """Is it a "they" of somebody's words that seems to mean people described outside: "*They* shelled us," he said?

        Who tells what was done to him does not speak of the neighbours that the writer has just described.
        """
        plain = self.clauses.words.third_persons
        if self.grammar.lower(row) not in plain or not self.nouns.is_quoted(row):
            return False
        return all(
            one.id.startswith(DESCRIBED) and one.sector in (None, "CVL") for one in self.nouns.party(row, "subject", 0)
        )

    def _is_site(self, row: int) -> bool:
        """Does a common noun name what stands or lies, from which somebody acts: "launched from *the base*"?"""
        return self.clauses.pos[row] == "NOUN" and self.clauses.lemma(row) in self.clauses.words.sites

    def _is_act_beside(self, row: int) -> bool:
        """Does a noun name an act that only stands beside a party: "the attack on the base and *talks* between"?

        A comma may part them: "kidnapped 12 pupils, *the second raid* in a week".
        """
        first, dep = self.grammar.first_conjunct(row), self.clauses.dep[row]
        if row in self.named and first == row and dep in OBJECT:
            first = next(iter(self.grammar.children_by(self.grammar.tokens.head[row], dep)))
        return row != first and row in self.named and first not in self.named

    def has_city(self, trigger: Trigger) -> bool:
        """Does a city's name before a noun of conflict say which act is meant, though nobody is named?"""
        before = self.grammar.children_by(trigger.row, "compound")
        return trigger.event.quad == "material conflict" and any(map(self._is_city, before))

    def _is_city(self, row: int) -> bool:
        """Does a city's name before an act say where that was?"""
        place = self.nouns.places.get(row)
        return place is not None and is_city_before(self.clauses, row, place)

    def _under_act(self, trigger: Trigger, row: int) -> bool:
        """Does the row only say to whom the act was done that a statement is about ("condemned the raid *on X*")?"""
        objects, wrongs = self.clauses.objects(trigger.row), self.clauses.words.wrongs
        told = [one for one in objects if one in self.acts or self.clauses.lemma(one) in wrongs]
        wanted = trigger.pattern.object
        if wanted and ANY not in wanted:  # "demanded *a sentence* for X": verb and noun name the act
            told = [one for one in told if not meets(self.clauses, [one], wanted)]
        return any(above in told for above in self.grammar.ancestors(row))

    def _party_of(self, trigger: Trigger, row: int, slot: str) -> list[Party]:
        """The parties of a row; a noun that only completes the trigger ("imposed *sanctions*") is none itself."""
        if self.clauses.lemma(row) in trigger.wording.replace("-", " ").split():
            people = [one for one in self.grammar.children_by(row, "compound") if self.nouns.names_people(one)]
            return [party for one in people for party in self.nouns.party(one, slot)]  # "took *170 people* hostage"
        act = self.acts.get(row)
        verbal = _speaks(trigger, slot)
        told_of = slot in THING_SLOTS or (slot == "subject" and slot in trigger.pattern.recipient)
        repelled = self.clauses.lemma(trigger.row) in self.clauses.words.repelling
        if act is not None and told_of and (verbal or repelled):
            return self._doers(act)
        if act is not None and slot == "subject" and not verbal and self._is_nobodys(row):
            return self._doers(act)  # "the *shelling* of a camp killed nine": whoever shelled it, if that is told
        wanted = trigger.pattern.object
        completes = slot == "object" and wanted and ANY not in wanted and meets(self.clauses, [row], wanted)
        if completes and row not in self.nouns.actors and not self.nouns.names_people(row):
            return self.nouns.within(row, slot, MAX_DEPTH)
        if verbal and slot not in ACTOR_SLOTS and self.nouns.is_weapon(row):
            return []  # "agreed to lay down their arms": nobody speaks to arms
        if slot == "subject" and slot in trigger.pattern.recipient:
            slot = "object"  # what is done to it, whatever the grammar: "the base came under attack"
        slot = "on" if slot == "at" and _is_aimed(trigger, slot) else slot  # things are fired at as well
        depth = 0 if slot == "owner" or slot in LOCATIVE else MAX_DEPTH
        parties = self.nouns.party(row, slot, depth, blamed=verbal and trigger.event.code in BLAMING)
        return [one for one in parties if one.reason != THING] if verbal and not trigger.said else parties

    def _is_nobodys(self, row: int) -> bool:
        """Is it no word for people, and does its phrase say of no country that it is its own?"""
        return not self.nouns.names_people(row) and not any(one.country for one in self.nouns.actors.get(row, ()))

    def _doers(self, act: Trigger) -> list[Party]:
        """Who did what a statement is about, where its phrase names them ("condemned the *US* raid")."""
        victims = self.roles(act)[1]
        parties = (self._fill(act, slot, frozenset()) for slot in ("by", "owner", "from", "between"))
        doers = ([one for one in found if not _is_among(one, victims)] for found in parties)
        return next((found for found in doers if found), [])


def _speaks(trigger: Trigger, slot: str) -> bool:
    """Is an act spoken of in a slot of the trigger, rather than done to who stands there: "protested *against* it"?"""
    return trigger.event.quad.startswith("verbal") or (trigger.event.code == "PROTEST" and slot in CAUSES)


def _is_aimed(trigger: Trigger, slot: str) -> bool:
    """Does a place behind a verb of force say what is struck: "fired rockets *into* X", "*at* X"?"""
    aimed = ("into", "at") if trigger.pattern.recipient[:1] == ("at",) else ("into",)
    return trigger.event.quad == "material conflict" and slot in aimed


def _outermost(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, and none that is a part of another's name, which the parser may cut ("Shia’ al-Sudani")."""
    found = {(party.start, party.end, party.id): party for party in parties}
    spans = {span[:2] for span in found}
    return tuple(
        party
        for party in found.values()
        if not any(
            start <= party.start and party.end <= end and (start, end) != (party.start, party.end)
            for start, end in spans
        )
    )


def share_words(some: Iterable[Party], others: Iterable[Party]) -> bool:
    """Does a party of the first stand on the same words as one of the second?"""
    return bool({(one.start, one.end) for one in some} & {(one.start, one.end) for one in others})


def _is_among(one: Party, others: Iterable[Party]) -> bool:
    """Does the party stand on the same words as one of the others, or is it the same person?"""
    return any(
        (one.start, one.end) == (other.start, other.end) or (one.person and one.name == other.name) for other in others
    )


def _why(role: str, parties: Iterable[Party], slot: str, tried: tuple[str, ...]) -> str:
    """The reason for a role that was filled or was left empty."""
    if parties:
        return f"{slot} of the trigger"
    return f"null: no party stands as {role} ({', '.join(tried)})"
